"""My data: agreements, the file to take along, requests with their days, erasure that keeps totals."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from hilo.core import registries
from hilo.core.time import now, today
from hilo.people import archive, measures, services
from hilo.people.models import Account, Consent, DataRequest, NoticeVersion, Person
from hilo.people.problems import AlreadyAsked, AnswerMissing, HoldsStaffRole, MustAgree
from hilo.people.purposes import Purpose, purposes
from hilo.people.rules import deadlines
from hilo.people.services import erasure
from hilo.places.models import Place
from tests.people import letters
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory, agreed

# --- Deadlines (docs: hilo/people/rules/deadlines.py) -------------------------------------------


@pytest.mark.parametrize(
    ("received", "regime", "due"),
    [
        (dt.date(2026, 3, 2), "gdpr", dt.date(2026, 4, 2)),
        (dt.date(2026, 1, 31), "gdpr", dt.date(2026, 2, 27)),  # no 31st; the 28th is a Saturday
        (dt.date(2028, 1, 31), "gdpr", dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 15), "gdpr", dt.date(2027, 1, 15)),
        (dt.date(2026, 3, 2), "lfpdppp", dt.date(2026, 3, 31)),  # 16 March is a day of rest
        (dt.date(2026, 12, 18), "lgpdppso", dt.date(2027, 1, 19)),  # Christmas and New Year's Day
    ],
)
def test_the_day_by_which_the_law_wants_an_answer(received, regime, due):
    assert deadlines.due_on(received, regime) == due


def test_days_of_rest_in_mexico():
    rest = deadlines.days_of_rest(2026)
    assert {dt.date(2026, 2, 2), dt.date(2026, 3, 16), dt.date(2026, 11, 16)} <= rest
    assert dt.date(2024, 10, 1) in deadlines.days_of_rest(2024)
    assert dt.date(2026, 10, 1) not in rest


def test_a_regime_that_nobody_knows_is_refused():
    with pytest.raises(LookupError, match="hammurabi"):
        deadlines.due_on(dt.date(2026, 3, 2), "hammurabi")


# --- Agreements ---------------------------------------------------------------------------------

pytest_db = pytest.mark.django_db


@pytest_db
def test_agreeing_keeps_the_words_their_hash_and_the_way():
    account = agreed(AccountFactory())
    consent = Consent.objects.get(person=account.person)
    assert set(consent.notice.texts) == {"es", "fr", "ar", "en"}
    assert len(consent.notice.sha256) == 64
    assert (consent.method, consent.language, consent.recorded_by) == ("form", "es", None)


@pytest_db
def test_agreeing_twice_changes_nothing():
    account = agreed(agreed(AccountFactory()))
    assert account.person.consents.count() == 1


@pytest_db
def test_changed_words_wait_for_a_new_answer(monkeypatch):
    account = agreed(AccountFactory())
    assert services.waiting_for(account.person) == []
    changed = Purpose("membership", "Membership", "Other words.", is_required=True)
    monkeypatch.setitem(purposes._items, "membership", changed)
    assert [one.name for one in services.waiting_for(account.person)] == ["membership"]
    agreed(account)
    assert [one.number for one in NoticeVersion.objects.order_by("number")] == [1, 2]
    assert account.person.consents.filter(withdrawn_at__isnull=True).count() == 1


@pytest_db
def test_taking_back_and_what_cannot_be_taken_back():
    account = AccountFactory()
    services.give_consent(account.person, "pictures", by=account, language="fr")
    assert services.agrees(account.person, "pictures")
    services.withdraw_consent(account.person, "pictures", by=account)
    assert not services.agrees(account.person, "pictures")
    assert account.person.consents.get().withdrawn_at
    with pytest.raises(MustAgree):
        services.withdraw_consent(account.person, "membership", by=account)


@pytest_db
def test_agreements_on_their_page(as_role):
    client, account = as_role("member")
    address = reverse("people:agreements")
    client.post(address, {"purpose": "membership"})
    assert services.waiting_for(account.person) == []
    client.post(address, {"purpose": "pictures"})
    client.post(address, {"purpose": "pictures", "action": "withdraw"})
    assert not services.agrees(account.person, "pictures")
    assert client.post(address, {"purpose": "nonsense"}).status_code == 200


# --- The file to take along ---------------------------------------------------------------------


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8-sig") for name in file.namelist()}


@pytest_db
def test_everything_is_in_the_file_in_three_ways():
    person = PersonFactory(given_name="هالة", family_name="", language="ar", phone="=cmd()")
    account = agreed(AccountFactory(person=person))
    GrantFactory(person=person, role="agent")
    services.ask(person, "access", by=account, words="ما الذي تعرفونه؟")
    files = opened(archive.of(person))
    told = json.loads(files["data.json"])["holdings"]["people"]
    assert told["given_name"] == "هالة"
    assert told["consents"][0]["purpose"] == "membership"
    assert told["requests"][0]["in_the_person's_own_words"] == "ما الذي تعرفونه؟"
    assert told["roles"][0]["role_held"]
    rows = list(csv.DictReader(io.StringIO(files["people.csv"])))
    assert rows[0]["e-mail"] == account.email
    assert rows[0]["phone"] == "'=cmd()"
    assert 'lang="ar" dir="rtl"' in files["index.html"]
    assert "ما الذي تعرفونه؟" in files["index.html"]


@pytest_db
def test_every_domain_that_holds_data_is_in_the_file():
    files = opened(archive.of(AccountFactory().person))
    told = json.loads(files["data.json"])["holdings"]
    assert set(told) == {holding.name for holding in registries.personal_data}


@pytest_db
def test_taking_along_needs_a_fresh_proof(as_role):
    client, _account = as_role("member")
    answer = client.post(reverse("people:take_along"))
    assert answer["Content-Type"] == "application/zip"
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        answer = client.post(reverse("people:take_along"))
        assert answer["Location"].startswith("/en/me/security/confirm/")


# --- Requests -----------------------------------------------------------------------------------


@pytest_db
def test_a_request_is_in_the_register_with_its_day(django_capture_on_commit_callbacks):
    account = AccountFactory()
    with django_capture_on_commit_callbacks(execute=True):
        asked = services.ask(account.person, "rectification", by=account, words="Mi apellido.")
    assert asked.due_on == deadlines.due_on(today(), "lfpdppp")
    assert len(letters.to(account.email)) == 1


@pytest_db
def test_a_coordinator_answers_and_the_person_reads_it(as_role, django_capture_on_commit_callbacks):
    client, _coordinator = as_role("coordinator")
    account = AccountFactory()
    asked = services.ask(account.person, "objection", by=account, words="No quiero.")
    address = f"/en/requests/{asked.uuid}/"
    refused = client.post(address, {"verdict": "refused", "words": ""})
    assert "Write the reason" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"verdict": "granted", "words": "Así se hará."})
    asked.refresh_from_db()
    assert asked.state == "granted"
    assert "Así se hará." in letters.to(account.email)[-1].body
    assert (
        "answer already"
        in client.post(address, {"verdict": "granted", "words": ""}).content.decode()
    )


@pytest_db
def test_late_requests_come_first_and_say_so(as_role):
    client, _coordinator = as_role("coordinator")
    account = AccountFactory()
    asked = services.ask(account.person, "access", by=account, received_on=dt.date(2026, 1, 5))
    assert asked.is_late
    assert "Late" in client.get("/en/requests/").content.decode()


@pytest_db
def test_a_refusal_without_a_reason_is_none():
    account = AccountFactory()
    asked = services.ask(account.person, "access", by=account)
    with pytest.raises(AnswerMissing):
        services.answer(asked, is_granted=False, words="  ", by=account)


# --- Erasure (docs/algorithms/erasure.md) -------------------------------------------------------


@pytest.fixture
def erasures(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "erasures.log"


def counted() -> tuple[int, ...]:
    start, end = now() - dt.timedelta(days=1), now() + dt.timedelta(days=1)
    return (
        measures.people_joined(start, end).count(),
        measures.people_joined(start, end).filter(by_gender="woman").count(),
        measures.people_invited(start, end).count(),
    )


@pytest_db
def test_erasure_keeps_totals_and_forgets_who(erasures, django_capture_on_commit_callbacks):
    country = Place.objects.create(kind="country", code="QX", name="Invented")
    state = Place.objects.create(kind="division", code="QX-AA", name="State", parent=country)
    town = Place.objects.create(kind="municipality", code="QX-001", name="Town", parent=state)
    account = agreed(
        AccountFactory(
            person=PersonFactory(
                gender="woman", territory=town, birth_year=1980, phone="1", joined_at=now()
            )
        )
    )
    person, before = account.person, counted()
    services.ask(person, "access", by=account, words="My words")
    with django_capture_on_commit_callbacks(execute=True):
        services.erase(person, by=None)
    person.refresh_from_db()
    assert counted() == before == (1, 1, 0)
    assert (person.given_name, person.family_name, person.phone, person.folded) == ("", "", "", "")
    assert (person.birth_year, person.territory) == (None, state)
    assert str(person) == "A person who has left"
    assert not Account.objects.filter(email=account.email).exists()
    assert person.data_requests.get().words == ""
    assert str(person.uuid) in erasures.read_text()


@pytest_db
def test_after_erasure_the_browser_is_outside(erasures, as_role):
    client, account = as_role("member")
    client.get("/en/me/")
    services.erase(account.person, by=None)
    assert "/sign-in/" in client.get("/en/me/")["Location"]


@pytest_db
def test_erasure_is_asked_for_thought_over_and_done(erasures, as_role):
    client, account = as_role("member")
    assert client.post(reverse("people:erase")).status_code == 302
    asked = account.person.data_requests.get()
    page = client.get(reverse("people:data")).content.decode()
    assert "will happen on" in page
    assert services.execute_due() == 0
    again = client.post(reverse("people:erase"))
    assert str(AlreadyAsked()) in again.content.decode()
    with time_machine.travel(now() + dt.timedelta(days=7, minutes=1)):
        assert services.execute_due() == 1
    asked.refresh_from_db()
    assert asked.state == "granted"
    assert Person.objects.get(pk=account.person.pk).is_erased


@pytest_db
def test_one_may_think_again(erasures, as_role):
    client, account = as_role("member")
    client.post(reverse("people:erase"))
    asked = account.person.data_requests.get()
    client.post(reverse("people:take_back", kwargs={"uuid": asked.uuid}))
    with time_machine.travel(now() + dt.timedelta(days=8)):
        assert services.execute_due() == 0
    assert not Person.objects.get(pk=account.person.pk).is_erased


@pytest_db
def test_nobody_takes_back_what_somebody_else_asked(as_role):
    other = AccountFactory()
    asked = services.ask(other.person, "access", by=other)
    client, _account = as_role("member")
    answer = client.post(reverse("people:take_back", kwargs={"uuid": asked.uuid}))
    assert answer.status_code == 404


@pytest_db
def test_a_role_is_handed_over_before_erasure(erasures):
    account = AccountFactory()
    GrantFactory(person=account.person)
    with pytest.raises(HoldsStaffRole):
        services.erase(account.person, by=None)
    with pytest.raises(HoldsStaffRole):
        services.ask(account.person, "erasure", by=account)


@pytest_db
def test_erasing_twice_changes_nothing(erasures, django_capture_on_commit_callbacks):
    person = PersonFactory()
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            services.erase(person, by=None)
    assert len(list(erasure.written_down())) == 1


@pytest_db
def test_a_restored_backup_replays_erasures(erasures, django_capture_on_commit_callbacks):
    person, other = AccountFactory().person, AccountFactory().person
    kept = Person.objects.filter(pk=person.pk).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        services.erase(person, by=None)
    # The backup brings the row back as it was, with a role that it held then.
    Person.objects.filter(pk=person.pk).update(**kept)
    GrantFactory(person=Person.objects.get(pk=person.pk))
    out = io.StringIO()
    call_command("people", "replay-erasures", stdout=out)
    assert out.getvalue() == "1 people erased again.\n"
    assert Person.objects.get(pk=person.pk).is_erased
    assert not Person.objects.get(pk=other.pk).is_erased
    call_command("people", "replay-erasures", stdout=(again := io.StringIO()))
    assert again.getvalue().startswith("0")


@pytest_db
def test_who_was_erased_is_in_no_list(erasures, as_role):
    client, _coordinator = as_role("coordinator")
    person = PersonFactory(given_name="Forgotten")
    services.erase(person, by=None)
    assert "Forgotten" not in client.get("/en/people/").content.decode()
    assert client.get(f"/en/people/{person.uuid}/").status_code == 404


@pytest_db
def test_the_photograph_goes_too(erasures, as_role):
    from django.core.files.storage import default_storage

    client, account = as_role("member")
    client.post(reverse("people:my_photo"), {"photo": picture()})
    account.person.refresh_from_db()
    path = account.person.photo.file.name
    assert default_storage.exists(path)
    shown = client.get(f"/en/people/{account.person.uuid}/photo/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert b"".join(shown.streaming_content)
    services.erase(account.person, by=None)
    assert Person.objects.get(pk=account.person.pk).photo is None


def picture():
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (640, 640), "#a3113d").save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


@pytest_db
def test_a_photograph_that_is_none_is_refused_in_words(as_role):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, account = as_role("member")
    upload = SimpleUploadedFile("me.jpg", b"<svg onload='alert(1)'>", "image/jpeg")
    answer = client.post(reverse("people:my_photo"), {"photo": upload})
    assert answer.status_code == 200
    assert Person.objects.get(pk=account.person.pk).photo is None


@pytest_db
def test_the_register_may_be_entered_by_hand(as_role):
    client, _coordinator = as_role("coordinator")
    person = PersonFactory()
    address = f"/en/people/{person.uuid}/request/"
    tomorrow = today() + dt.timedelta(days=1)
    form = {"kind": "access", "received_on": tomorrow.isoformat(), "words": ""}
    assert "still to come" in client.post(address, form).content.decode()
    client.post(address, {**form, "received_on": "2026-03-02"})
    assert DataRequest.objects.get(person=person).due_on == dt.date(2026, 3, 31)
