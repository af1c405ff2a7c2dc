"""Issuing: frozen, numbered without gaps, once for each, told to its holder."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from hilo.core.models import Entry
from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.credentials.models import Certificate, NumberSeries
from hilo.credentials.problems import (
    HolderErased,
    NobodyToIssueTo,
    TemplateRetired,
    UnknownPlace,
)
from hilo.credentials.rules import codes, tokens, wording
from hilo.credentials.services import achievements, batches, issuing, templates
from hilo.notifications.models import Notification
from hilo.people import services as people
from tests.credentials.factories import AchievementFactory, TemplateFactory, a_certificate
from tests.people.factories import AccountFactory, PersonFactory, account_as

pytestmark = pytest.mark.django_db


def test_a_certificate_says_all_its_words_in_the_language_chosen() -> None:
    person = PersonFactory(given_name="Noé", family_name="Ñandú", language="fr")
    made = a_certificate(person)
    assert (made.language, made.content["direction"]) == ("fr", "ltr")
    assert made.content["text"].startswith("pour avoir suivi Filer")
    assert made.content["issuer"] == "Réseau des cultures"
    assert made.holder == "Noé Ñandú"
    arabic = a_certificate(PersonFactory(), language="ar")
    assert (arabic.language, arabic.content["direction"]) == ("ar", "rtl")
    assert arabic.content["title"] == "شهادة"


def test_a_language_that_the_template_lacks_falls_back_to_the_one_it_was_written_in() -> None:
    template = TemplateFactory(text=Text.of("es", "por concluir {achievement}"))
    made = a_certificate(
        PersonFactory(language="ar"), achievement=AchievementFactory(template=template)
    )
    assert made.language == "es"
    assert made.content["title"] == "Constancia"


def test_nothing_that_changes_later_changes_what_was_issued() -> None:
    made = a_certificate()
    before = dict(made.content)
    templates.change(made.achievement.template, by=None, title=Text.of("es", "Otra cosa"))
    achievements.change(made.achievement, by=None, name=Text.of("es", "Otro curso"))
    made.person.family_name = "Otra"
    made.person.save()
    made.refresh_from_db()
    assert made.content == before


def test_numbers_follow_each_other_by_prefix_and_year() -> None:
    achievement = AchievementFactory()
    first, second = (a_certificate(PersonFactory(), achievement=achievement) for _ in range(2))
    assert [first.number, second.number] == ["RC-2026-000001", "RC-2026-000002"]
    older = a_certificate(PersonFactory(), achievement=achievement, issued_on=dt.date(2025, 12, 1))
    assert older.number == "RC-2025-000001"


def test_a_number_that_was_undone_is_given_again() -> None:
    achievement = AchievementFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_certificate(achievement=achievement)
        raise ZeroDivisionError
    assert a_certificate(achievement=achievement).serial == 1


def test_issuing_twice_answers_the_one_that_is_there() -> None:
    account, achievement = AccountFactory(), AchievementFactory()
    first = a_certificate(account.person, achievement=achievement)
    assert a_certificate(account.person, achievement=achievement) == first
    assert Certificate.objects.count() == 1
    assert Notification.objects.filter(person=account.person).count() == 1
    assert Entry.objects.filter(event="credentials.CertificateIssued").count() == 1


def test_the_file_follows_in_the_background_with_its_hash() -> None:
    made = a_certificate()
    assert made.file is None
    run_waiting()
    made.refresh_from_db()
    with default_storage.open(made.file.file.name, "rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    assert made.sha256 == hashlib.sha256(content).hexdigest() == made.file.sha256


def test_the_badge_says_the_same_and_is_signed() -> None:
    made = a_certificate()
    said = tokens.unpack(made.badge).credential
    subject = said["credentialSubject"]
    assert subject["achievement"]["name"] == made.content["achievement"]
    assert subject["identifier"][0]["identityHash"] == made.holder
    assert said["id"].endswith(f"/v/{made.code}")
    assert said["credentialStatus"]["statusListIndex"] == str(made.status_index)
    assert codes.is_code(made.code)


def test_who_has_left_gets_none() -> None:
    gone = PersonFactory()
    people.erase(gone, by=None)
    gone.refresh_from_db()
    with pytest.raises(HolderErased):
        a_certificate(gone)


def test_a_retired_template_certifies_nothing_new() -> None:
    achievement = AchievementFactory()
    templates.retire(achievement.template, by=None)
    achievement.template.refresh_from_db()
    with pytest.raises(TemplateRetired):
        a_certificate(achievement=achievement)


def test_it_runs_out_a_day_before_the_months_are_over() -> None:
    made = a_certificate(
        achievement=AchievementFactory(valid_months=24), issued_on=dt.date(2024, 2, 29)
    )
    assert made.expires_on == dt.date(2026, 2, 27)
    assert made.standing == "expired"
    assert not Certificate.objects.standing().exists()


def test_a_batch_issues_to_everybody_who_has_none_in_its_order() -> None:
    achievement, by = AchievementFactory(), account_as("coordinator")
    everybody = [PersonFactory() for _ in range(30)]
    held = a_certificate(everybody[4], achievement=achievement)
    batch = batches.issue_many(everybody, achievement=achievement, by=by)
    run_waiting()
    made = list(batch.certificates.order_by("serial"))
    assert [one.person for one in made] == [one for one in everybody if one != held.person]
    assert [one.serial for one in made] == list(range(2, 31))
    assert all(one.sha256 for one in made)
    assert NumberSeries.objects.get().last == 30


def test_a_batch_begun_again_issues_exactly_the_missing_ones(monkeypatch: Any) -> None:
    achievement = AchievementFactory()
    everybody = [PersonFactory() for _ in range(60)]
    batch = batches.issue_many(everybody, achievement=achievement, by=None)
    calls = []

    def dies(certificate: Certificate) -> None:
        calls.append(certificate)
        if len(calls) == 30:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("hilo.credentials.services.printing.print_it", dies)
        with pytest.raises(KeyboardInterrupt):
            batches.issue_batch.func(batch=str(batch.uuid))
    assert Certificate.objects.count() == 50
    batches.issue_batch.func(batch=str(batch.uuid))
    assert Certificate.objects.count() == 60
    assert not Certificate.objects.unprinted().exists()
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == list(range(1, 61))


def test_nobody_is_nobody_to_issue_to() -> None:
    with pytest.raises(NobodyToIssueTo):
        batches.issue_many([], achievement=AchievementFactory(), by=None)


def test_there_is_one_achievement_of_a_kind_about_one_thing() -> None:
    template = TemplateFactory()
    about = ("course", template.uuid)
    told: dict[str, Any] = {"about": about, "template": template, "by": None}
    one = achievements.ensure(name=Text.of("es", "Hilar"), hours=20, **told)
    same = achievements.ensure(name=Text.of("es", "Hilar fino"), hours=40, **told)
    assert one == same
    same.refresh_from_db()
    assert (str(same.name), same.hours, same.version) == ("Hilar fino", 40, 2)


def test_a_place_that_no_certificate_fills_is_named() -> None:
    with pytest.raises(UnknownPlace, match="grade"):
        templates.change(TemplateFactory(), by=None, text=Text.of("es", "con {grade}"))
    assert wording.filled("{ name } {x}", {"name": "Ana"}) == "Ana {x}"


def test_issuing_speaks_of_its_actor() -> None:
    by = account_as("coordinator")
    made = issuing.issue(PersonFactory(), achievement=AchievementFactory(), by=by)
    assert made.by == by.person.uuid
