"""Activities and milestones: planned, begun, done, late; drawn as a Gantt chart with today's line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import translation

from hilo.core.text import Text
from hilo.core.time import today
from hilo.programme.services import activities
from hilo.programme.services.participation import RegionOfAnother
from hilo.programme.services.parts import OfAnother
from hilo.programme.showing.activities import days_late, gantt_of
from hilo.programme.showing.timeline import MOST, Point, around_today
from hilo.ui.charts.gantt import place_of, ticks
from tests.formreading import form_with
from tests.places.factories import state
from tests.programme.factories import (
    ActivityFactory,
    BudgetLineFactory,
    MilestoneFactory,
    PartyFactory,
    ProgrammeFactory,
    ResultFactory,
    region_of,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


def page(client, programme, language="en"):
    return client.get(f"/{language}/programmes/{programme.slug}/activities/").content.decode()


def test_an_activity_is_planned_with_days_regions_and_who_answers_for_it(coordinator, client):
    programme = ProgrammeFactory()
    result = ResultFactory(programme=programme, code="1")
    party = PartyFactory(programme=programme)
    north = region_of(programme, "norte", [state("05")])
    address = f"/en/programmes/{programme.slug}/activities/new/"
    sent = form_with("code", coordinator.get(address).content.decode())
    sent |= {"code": "A1", "title-es": "Talleres", "result": result.pk, "responsible": party.pk}
    sent |= {"regions": [north.pk], "starts_on": "2026-02-01", "ends_on": "2026-03-31"}
    answer = coordinator.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    made = programme.activities.get()
    assert (made.result, made.responsible, [*made.regions.all()]) == (result, party, [north])
    shown = page(client, programme)
    for words in ("Talleres", str(north.name), str(party), "1 Feb 2026"):
        assert words in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "The last day lies before the first day."),
        ({"starts_on": "2026-02-30"}, "Write a day that exists."),
        ({"code": "taken"}, "is the number of something else"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence(coordinator, typed, said):
    programme = ActivityFactory(code="taken").programme
    address = f"/en/programmes/{programme.slug}/activities/new/"
    sent = form_with("code", coordinator.get(address).content.decode())
    answer = coordinator.post(address, sent | {"code": "A2", "title-es": "Ferias"} | typed)
    assert said in answer.content.decode()
    assert "Ferias" in answer.content.decode()


def test_what_belongs_to_another_programme_is_refused():
    programme = ProgrammeFactory()
    foreign = region_of(ProgrammeFactory(), "sur", [state("20")])
    with pytest.raises(RegionOfAnother):
        activities.add(programme, by=None, code="A", title=Text.of("es", "A"), regions=[foreign])
    with pytest.raises(OfAnother):
        activities.add(
            programme, by=None, code="A", title=Text.of("es", "A"), responsible=PartyFactory()
        )


def test_regions_change_under_the_same_version_as_the_rest():
    activity = ActivityFactory()
    north = region_of(activity.programme, "norte", [state("05")])
    activities.change(activity, expected=1, by=None, regions=[north], code="B")
    activity.refresh_from_db()
    assert (activity.code, [*activity.regions.all()], activity.version) == ("B", [north], 3)


def test_an_activity_begins_is_done_and_is_planned_again(coordinator):
    activity = ActivityFactory(code="A1")
    address = f"/en/programmes/{activity.programme.slug}/activities/A1/state/"
    turns = {"begin": "running", "finish": "done", "reopen": "planned", "cancel": "cancelled"}
    for verb, after in turns.items():
        assert f'value="{verb}"' in coordinator.get(address).content.decode()
        coordinator.post(address, {"do": verb, "note-es": "Vinieron todas"})
        activity.refresh_from_db()
        assert activity.state == after
    assert activity.note.texts == {"es": "Vinieron todas"}


def test_a_turn_that_is_not_possible_now_is_said(coordinator):
    activity = ActivityFactory(code="A1", state="done")
    address = f"/en/programmes/{activity.programme.slug}/activities/A1/state/"
    assert "in another state now" in coordinator.post(address, {"do": "begin"}).content.decode()


def test_an_activity_with_money_stays(coordinator):
    activity = ActivityFactory(code="A1")
    line = BudgetLineFactory(programme=activity.programme, activity=activity)
    address = f"/en/programmes/{activity.programme.slug}/activities/A1/remove/"
    assert "budget lines belong to it" in coordinator.post(address).content.decode()
    line.delete()
    assert coordinator.post(address).status_code == 302


def test_milestones_are_set_reached_and_removed(coordinator, client):
    programme = ProgrammeFactory()
    address = f"/en/programmes/{programme.slug}/milestones/"
    coordinator.post(f"{address}new/", {"title-es": "Lista acordada", "due_on": "2026-05-01"})
    milestone = programme.milestones.get()
    form = form_with(
        "version", coordinator.get(f"{address}{milestone.uuid}/edit/").content.decode()
    )
    coordinator.post(f"{address}{milestone.uuid}/edit/", form | {"reached_on": "2026-04-28"})
    assert "Reached on 28 Apr 2026" in page(client, programme)
    coordinator.post(f"{address}{milestone.uuid}/remove/")
    assert not programme.milestones.exists()


# The picture.


def test_what_is_late_is_told_in_words_and_drawn(client):
    programme = ProgrammeFactory()
    ActivityFactory(
        programme=programme, code="A1", starts_on=today() - 40 * DAY, ends_on=today() - 12 * DAY
    )
    ActivityFactory(programme=programme, code="A2", state="done", ends_on=today() - DAY)
    MilestoneFactory(programme=programme, title=Text.of("en", "List"), due_on=today() - DAY)
    shown = page(client, programme)
    assert "What is late" in shown
    assert "12 days late" in shown
    assert "1 day late" in shown
    assert re.search(r'<rect[^>]* class="late"', shown)
    assert 'class="today"' in shown
    assert 'data-figure="gantt"' in shown


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_nothing_of_a_programme_that_is_over_is_late(client, state):
    programme = ProgrammeFactory(state=state)
    days = {"starts_on": today() - 40 * DAY, "ends_on": today() - 12 * DAY}
    ActivityFactory(programme=programme, code="A1", title=Text.of("en", "Fairs"), **days)
    MilestoneFactory(programme=programme, title=Text.of("en", "List"), due_on=today() - DAY)
    shown = page(client, programme)
    told = client.get(f"/en/programmes/{programme.slug}/").content.decode()
    for words in (shown, told):
        assert "late" not in words.lower().replace("template", "").replace("later", "")
        assert "Not finished" in words
        assert "Not reached" in words
    assert "Not finished: A1 Fairs." in shown


def test_an_activity_without_days_is_named_and_has_no_bar():
    activity = ActivityFactory(starts_on=None, ends_on=None)
    dated = ActivityFactory(programme=activity.programme)
    with translation.override("en"):
        figure = gantt_of([activity, dated], [])
        assert gantt_of([activity], []) is None
    assert figure.spans[0].days == "no days yet"
    assert figure.reach == (dated.starts_on, dated.ends_on)


def test_today_is_drawn_only_within_the_plan(client):
    programme = ProgrammeFactory()
    ActivityFactory(
        programme=programme, starts_on=dt.date(2013, 4, 1), ends_on=dt.date(2014, 10, 31)
    )
    assert 'class="today" ' not in page(client, programme).split("</svg>")[0].split("<svg")[-1]


def test_arabic_reads_the_picture_from_the_right(client):
    programme = ProgrammeFactory()
    ActivityFactory(
        programme=programme, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 1, 10)
    )
    ActivityFactory(
        programme=programme, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31)
    )
    drawn = page(client, programme, "ar")
    first = re.search(r'<rect x="([\d.]+)%"', drawn.split('data-figure="gantt"')[1])
    assert float(first.group(1)) > 95


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((2026, 1, 5), (2026, 1, 9)),
        ((2026, 1, 1), (2026, 12, 31)),
        ((2013, 4, 1), (2014, 10, 31)),
        ((2000, 2, 29), (2040, 1, 1)),
        ((1, 1, 1), (9999, 12, 31)),
    ],
)
def test_months_are_named_as_many_as_a_phone_holds(start, end):
    found = ticks(dt.date(*start), dt.date(*end))
    assert len(found) <= 12
    assert all(dt.date(*start) <= day <= dt.date(*end) for day in found)


def test_a_day_lies_where_it_begins():
    start, end = dt.date(2026, 1, 1), dt.date(2026, 1, 10)
    assert place_of(start, start, end) == 0
    assert place_of(end, start, end) == 90


def test_lateness_is_counted_in_days():
    with translation.override("en"):
        assert days_late(today() - DAY) == "1 day late"
        assert days_late(today() - 40 * DAY) == "40 days late"


def test_a_long_line_of_time_is_cut_around_today():
    points = [Point(today() + n * DAY, str(n)) for n in range(-20, 21)]
    shown = around_today(points)
    assert len(shown) == MOST
    assert shown[0].on < today() < shown[-1].on


def test_the_page_asks_as_often_for_many_as_for_one(client, django_assert_max_num_queries):
    programme = ProgrammeFactory()
    for number in range(12):
        activity = ActivityFactory(programme=programme)
        activity.regions.set([region_of(programme, f"r{number}", [state("05")])])
        MilestoneFactory(programme=programme, activity=activity)
    with django_assert_max_num_queries(6):
        page(client, programme)


def test_an_empty_plan_teaches(client):
    assert "No activity is planned yet." in page(client, ProgrammeFactory())
