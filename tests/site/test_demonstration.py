"""The furnished house: the same every time, the same when loaded twice, and nothing of it leaves."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import Count

from hilo.core.installation import WrongMode, the_installation
from hilo.core.models import Entry, Installation, SearchEntry
from hilo.network.models import Affiliation, Cluster, Criterion, Finding, Organisation
from hilo.network.queries.standings import standings_of_many
from hilo.notifications.models import Notification
from hilo.people.models import Account, Grant, Invitation, Person
from hilo.places.models import Region
from hilo.programme import queries
from hilo.programme.models import FollowUp, Participation, Policy, Programme
from hilo.site import demonstration
from hilo.site.demonstration import crowd, files, furnish
from tests.site import agreement

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 10)
SMALL = ("mosaics-el-jem", "ceramics-amman", "furniture-nablus")


def everything():
    """What is in the house, in numbers and names."""
    models = (Person, Account, Grant, Invitation, Participation, Programme, Region, Entry,
              SearchEntry, Notification, Policy, FollowUp)  # fmt: skip
    people = Person.objects.order_by("folded").values_list("folded", "gender", "joined_at")
    return [model.objects.count() for model in models], list(people)


def test_the_furnished_house():
    call_command("competences", "load", verbosity=0)  # as `prepare` does: courses name them
    demonstration.load(DAY)
    told = everything()
    paralelo = Programme.objects.get(slug="paralelo-9-mx")
    clusters = Programme.objects.get(slug="mediterranean-clusters")

    # What the programmes are is public; it stands in the files.
    assert [queries.on_record(one) for one in (paralelo, clusters)] == [830, 200]
    assert len(queries.regions_of(paralelo)) == 9
    states = Region.places.through.objects.filter(region__owner=paralelo.uuid)
    assert states.values("place").distinct().count() == states.count() == 32
    assert len(queries.countries_of(queries.regions_of(clusters))) == 7

    # One director in each of 415 municipalities.
    directors = Participation.objects.filter(audience__slug="directors")
    assert directors.count() == 415
    assert directors.values("person__territory").distinct().count() == 415
    kinds = set(directors.values_list("person__territory__kind", flat=True))
    assert kinds == {"municipality"}
    assert Participation.objects.filter(audience__slug="practitioners").count() == 415

    # Something past, current, coming and late.
    assert {one.moment for one in Programme.objects.all()} == {"current"}
    assert Invitation.objects.expired().count() > 20
    assert Invitation.objects.open().count() > 50
    assert Person.objects.never_here().count() > 30
    genders = Counter(Person.objects.values_list("gender", flat=True))
    assert set(genders) == {"woman", "man", "other", "not_stated"}
    scripts = Person.objects.filter(language="ar", territory__parent__code="TN")
    assert all(any("\u0600" <= sign <= "\u06ff" for sign in str(one)) for one in scripts)

    # What was adopted: two public facts, and something in every state.
    market, advice = Policy.objects.public().filter(programme=paralelo)
    assert market.title.texts["es"] == "Política para creadores profesionales y un mercado"
    assert "Servicio permanente de asesoría" in advice.title.texts["es"]
    assert set(Policy.objects.values_list("state", flat=True)) == set(Policy.State.values)
    assert Policy.objects.due().exists()

    # What is listed meets what is published, or says why not; somebody works in two places.
    criteria = Criterion.objects.filter(subject="cluster", code="members")
    assert {one.subject_uuid for one in Finding.objects.filter(criterion__in=criteria)} == {
        one.uuid for one in Cluster.objects.filter(slug__in=SMALL)
    }
    for noun in (Cluster, Organisation):
        listed = list(noun.objects.listed())
        assert all(one.stands for standings in standings_of_many(listed) for one in standings)
    held = Affiliation.objects.in_force().values("person").annotate(number=Count("pk"))
    assert held.filter(number__gt=1).exists()

    # Who has done a step has passed its quiz, or got the answer to its assignment.
    agreement.check()

    # Nobody can be reached outside, and nobody gets in without a second factor.
    assert not Account.objects.exclude(email__endswith=".example").exists()
    assert not [to for one in mail.outbox for to in one.to if not to.endswith(".example")]
    signs_in = crowd.sign_ins()
    assert {one.role for one, _who in signs_in} == {
        *("coordinator", "trainer", "agent", "reviewer", "promoter", "operator", "member")
    }
    assert all(one.totp_secret for one, _who in signs_in if one.role != "member")

    # Loading again, also on another day, changes nothing.
    demonstration.load(dt.date(2026, 5, 1))
    assert everything() == told
    assert the_installation().demonstration_day == DAY


def test_the_same_seed_makes_the_same_people():
    call_command("places", "load", verbosity=0)
    programme = furnish.programme(files.programmes()[0], DAY)
    one, other = furnish.invented(programme), furnish.invented(programme)
    assert one == other
    assert len({person.email for person in one}) == len(one)


def test_real_people_are_never_mixed_with_invented_ones():
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": False})
    with pytest.raises(WrongMode):
        demonstration.load(DAY)
    assert not Person.objects.exists()


def test_a_real_installation_has_no_such_command(settings):
    settings.IS_DEMONSTRATION = False
    with pytest.raises(CommandError, match="real people"):
        call_command("demo", "load")


def test_asking_for_sign_ins_before_anybody_is_there_says_what_to_do():
    with pytest.raises(CommandError, match="demo load"):
        call_command("demo", "sign-ins")


def test_every_text_of_the_files_is_there_in_four_languages():
    for told in files.programmes():
        for texts in (
            told["name"],
            told["summary"],
            told["about"],
            *told["party"],
            *told["audience"],
        ):
            assert all(texts[language].strip() for language in ("es", "fr", "en", "ar"))
