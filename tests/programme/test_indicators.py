"""Indicators: added, changed, ordered, removed; what is wrong is said in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hilo.core import registries
from hilo.core.models import Entry, Overtaken
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.programme.models import Indicator
from hilo.programme.services import indicators as services
from hilo.programme.services.programmes import ProgrammeIsArchived
from hilo.programme.splits import LABELS
from tests.programme.factories import (
    DeclarationFactory,
    IndicatorFactory,
    ProgrammeFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

TITLE = Text.of("es", "Personas formadas")
COUNTED = {"measure": "participants", "counting": "distinct"}


def added(programme=None, **fields):
    told = {"code": "1.1", "title": TITLE} | fields
    return services.add(programme or ProgrammeFactory(), by=None, **told)


def test_an_indicator_stands_behind_those_there_are():
    programme = ProgrammeFactory()
    first, second = added(programme), added(programme, code="1.2")
    assert [first, second] == list(programme.indicators.all())
    assert Entry.objects.filter(event="programme.IndicatorAdded").count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "uno/dos"}, "code"),
        ({"code": "new"}, "code"),
        ({"baseline": Decimal(3)}, "baseline_year"),
        (
            {"counting": "percentage", "baseline": Decimal(101), "baseline_year": 2020},
            "baseline",
        ),
        ({**COUNTED, "counting": "percentage"}, "of_measure"),
        ({**COUNTED, "of_measure": "participants"}, "of_measure"),
        ({**COUNTED, "counting": "qualitative"}, "measure"),
        ({**COUNTED, "splits": ["nature"]}, "splits"),
        ({**COUNTED, "where": {"nature": ["x"]}}, "measure"),
        ({"measure": "nothing"}, "measure"),
    ],
)
def test_what_an_indicator_cannot_be_is_said_at_its_field(fields, field):
    with pytest.raises(Problem) as problem:
        added(**fields)
    assert problem.value.field == field and str(problem.value).endswith((".", "1.2"))
    assert not Indicator.objects.exists()


def test_a_number_stands_once_in_a_programme():
    programme = ProgrammeFactory()
    added(programme), added()
    with pytest.raises(services.IndicatorNumberTaken):
        added(programme)


def test_results_and_owners_of_another_programme_are_refused():
    stranger = ProgrammeFactory().results.create(level="output", code="1", title=TITLE)
    with pytest.raises(services.OfAnotherProgramme):
        added(result=stranger)


def test_the_second_of_two_editors_is_told_and_no_change_leaves_no_trace():
    indicator = added()
    before = Entry.objects.count()
    services.change(indicator, expected=1, by=None, code="1.1")
    assert Entry.objects.count() == before
    services.change(indicator, expected=1, by=None, frequency="month")
    with pytest.raises(Overtaken):
        services.change(Indicator.objects.get(), expected=1, by=None, frequency="year")


def test_the_way_of_counting_stays_while_values_stand():
    indicator = DeclarationFactory().indicator
    with pytest.raises(services.CountingIsInUse):
        services.change(indicator, expected=1, by=None, counting="percentage")
    indicator.refresh_from_db()
    services.change(indicator, expected=1, by=None, counting="last")
    assert Indicator.objects.get().counting == "last"


def test_indicators_change_places():
    programme = ProgrammeFactory()
    for code in ("1", "2", "3"):
        added(programme, code=code)
    services.order(programme, ["3", "1"], by=None)
    assert [one.code for one in programme.indicators.all()] == ["3", "1", "2"]


def test_nothing_that_something_rests_on_is_removed():
    target, value = TargetFactory(), DeclarationFactory()
    for indicator in (target.indicator, value.indicator):
        with pytest.raises(services.IndicatorIsUsed) as problem:
            services.remove(indicator, by=None)
        assert "1 " in str(problem.value)
    free = IndicatorFactory()
    services.remove(free, by=None)
    assert not Indicator.objects.filter(pk=free.pk).exists()


def test_nothing_of_an_archived_programme_changes():
    indicator = IndicatorFactory(programme__state="archived")
    for attempt in (
        lambda: added(indicator.programme),
        lambda: services.change(indicator, expected=1, by=None, frequency="year"),
        lambda: services.remove(indicator, by=None),
        lambda: services.order(indicator.programme, [], by=None),
    ):
        with pytest.raises(ProgrammeIsArchived):
            attempt()


def test_whatever_a_measure_is_split_by_has_a_name():
    told = {split for one in registries.measures for split in one.split}
    assert told <= LABELS.keys()
