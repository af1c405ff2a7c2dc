"""The life of a programme: on record, public, closed; who takes part, once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from hilo.core import search
from hilo.core.journal import history_of
from hilo.core.models import Entry, Overtaken
from hilo.core.text import Text
from hilo.programme import access, queries
from hilo.programme.models import Participation, Party, Programme
from hilo.programme.register import export
from hilo.programme.services import participation, programmes
from hilo.programme.services.participation import Seat
from hilo.programme.services.programmes import Standing
from tests.people.factories import PersonFactory, account_as
from tests.programme.factories import AudienceFactory, ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


def drafted(**more):
    fields = {"name": Text.of("es", "Telar y barro")} | more
    return programmes.draft(slug="telar", by=None, **fields)


def titles(words):
    return [hit.title for hit in search.search(words, STRANGER, language="es").hits]


def test_a_programme_is_public_from_its_opening_on():
    programme = drafted()
    assert not access.visible_to(STRANGER).exists()
    assert titles("telar") == []
    programmes.open_programme(programme, by=None)
    assert access.visible_to(STRANGER).get() == programme
    assert titles("telar") == ["Telar y barro"]


def test_a_closed_programme_stays_and_can_open_again():
    programme = drafted()
    programmes.open_programme(programme, by=None)
    programmes.close(programme, by=None)
    assert access.visible_to(STRANGER).get().state == "closed"
    programmes.open_programme(programme, by=None)
    assert programme.state == "open"


@pytest.mark.parametrize(("state", "verb"), [("open", "open_programme"), ("draft", "close")])
def test_what_is_not_possible_now_is_refused(state, verb):
    programme = ProgrammeFactory(state=state)
    with pytest.raises(programmes.NotPossibleNow):
        getattr(programmes, verb)(programme, by=None)
    assert Programme.objects.get().state == state


def test_each_step_is_told_in_the_history():
    coordinator = account_as("coordinator")
    programme = programmes.draft(slug="telar", by=coordinator, name=Text.of("es", "Telar"))
    programmes.open_programme(programme, by=coordinator)
    lines = [line.sentence for line in history_of("programme", programme.uuid)]
    name = str(coordinator.person)
    assert lines == [f"{name} opened the programme.", f"{name} put this programme on record."]


def test_an_address_is_taken_once():
    drafted()
    with pytest.raises(programmes.ProgrammeNameTaken) as problem:
        drafted()
    assert problem.value.field == "slug"


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)},
        {"amount": Decimal(-1), "currency": "USD"},
        {"amount": Decimal(5), "currency": ""},
        {"amount": Decimal(5), "currency": "us$"},
    ],
)
def test_what_cannot_be_true_is_refused_in_words(wrong):
    with pytest.raises(ValidationError) as problem:
        drafted(**wrong)
    assert str(problem.value.messages[0]).endswith(".")
    assert not Programme.objects.exists()


def test_the_second_of_two_editors_is_told():
    programme = drafted()
    programmes.change(programme, expected=1, by=None, acronym="T")
    mine = Programme.objects.get()
    with pytest.raises(Overtaken):
        programmes.change(mine, expected=1, by=None, acronym="B")
    assert Programme.objects.get().acronym == "T"


def test_a_change_that_changes_nothing_leaves_no_trace():
    programme = drafted()
    before = Entry.objects.count()
    programmes.change(programme, expected=1, by=None, acronym=programme.acronym)
    assert Entry.objects.count() == before


def test_those_who_stand_behind_keep_their_order():
    told = [Standing(role, Text.of("es", role)) for role in ("donor", "promoter")]
    programme = drafted(parties=told)
    assert list(programme.parties.values_list("role", flat=True)) == ["donor", "promoter"]
    assert str(Party.objects.first()) == "donor"


def test_somebody_is_taken_in_once():
    audience = AudienceFactory()
    person, programme = PersonFactory(), audience.programme
    assert participation.take_in(programme, Seat(person, audience), by=None) == 1
    assert participation.take_in(programme, Seat(person, audience), by=None) == 0
    assert participation.take_in_many(programme, [Seat(person), Seat(person)], by=None) == 1
    assert Participation.objects.count() == 2


def test_an_audience_of_another_programme_takes_nobody_in():
    programme, stranger = ProgrammeFactory(), AudienceFactory()
    with pytest.raises(participation.AudienceOfAnother):
        participation.take_in_many(
            programme, [Seat(PersonFactory()), Seat(PersonFactory(), stranger)], by=None
        )
    assert not Participation.objects.exists()


def test_somebody_in_two_audiences_is_one_person():
    one, other = AudienceFactory(), AudienceFactory()
    programme = one.programme
    other.programme = programme
    other.save()
    row = ParticipationFactory(programme=programme, audience=one)
    ParticipationFactory(programme=programme, audience=other, person=row.person)
    assert queries.reach(programme).people == 1
    assert [reach.people for _audience, reach in queries.reach_by_audience(programme)] == [1, 1]


def test_who_left_or_never_came_is_not_counted_but_stays_on_record():
    programme = ProgrammeFactory()
    gone = ParticipationFactory(programme=programme)
    participation.leave(gone, by=None)
    participation.leave(gone, by=None)
    ParticipationFactory(programme=programme, person__joined_at=None)
    assert queries.reach(programme).people == 0
    assert queries.on_record(programme) == 1
    assert Entry.objects.filter(event="programme.PersonLeftProgramme").count() == 1
    assert export(gone.person)[0]["until"] is not None


@pytest.mark.parametrize(
    ("state", "starts", "ends", "moment"),
    [
        ("draft", None, None, "draft"),
        ("open", "2026-04-01", None, "coming"),
        ("open", "2026-01-01", "2026-12-31", "current"),
        ("open", "2025-01-01", "2026-03-09", "late"),
        ("open", "2025-01-01", "2026-03-10", "current"),
        ("closed", "2025-01-01", "2025-02-01", "closed"),
    ],
)
def test_where_a_programme_stands_today(state, starts, ends, moment):
    days = [dt.date.fromisoformat(day) if day else None for day in (starts, ends)]
    assert ProgrammeFactory(state=state, starts_on=days[0], ends_on=days[1]).moment == moment
