"""Targets: per period and region, saved in one go; what cannot be is said in a sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hilo.core.models import Entry, Overtaken
from hilo.core.problems import Problem
from hilo.programme.models import Target
from hilo.programme.services import targets as services
from hilo.programme.services.targets import Aim
from tests.places.factories import RegionFactory
from tests.programme.factories import IndicatorFactory, TargetFactory, region_of

pytestmark = pytest.mark.django_db

QUARTER = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def put(indicator, aims, expected=None):
    return services.set_targets(indicator, aims, expected=expected or indicator.version, by=None)


def test_targets_are_saved_in_one_go_with_one_version():
    indicator = IndicatorFactory()
    centre = region_of(indicator.programme, "centro", [])
    aims = {Aim(*YEAR): Decimal(40), Aim(*QUARTER): Decimal(10), Aim(*QUARTER, centre): Decimal(4)}
    assert put(indicator, aims) == 3
    assert (indicator.version, Target.objects.count()) == (2, 3)
    assert Entry.objects.filter(event="programme.TargetsSet").count() == 1
    assert put(indicator, aims) == 0 and indicator.version == 2
    assert put(indicator, {Aim(*QUARTER, centre): None}) == 1 and Target.objects.count() == 2


def test_the_second_of_two_who_set_targets_is_told():
    indicator = IndicatorFactory()
    put(indicator, {Aim(*YEAR): Decimal(40)}, expected=1)
    with pytest.raises(Overtaken):
        put(indicator, {Aim(*YEAR): Decimal(50)}, expected=1)
    assert Target.objects.get().value == 40


@pytest.mark.parametrize(
    ("days", "value", "field"),
    [
        ((None, dt.date(2026, 3, 31)), 3, "starts_on"),
        ((dt.date(2026, 1, 1), None), 3, "ends_on"),
        ((dt.date(2026, 3, 31), dt.date(2026, 1, 1)), 3, "ends_on"),
        ((dt.date(2025, 12, 31), dt.date(2026, 3, 31)), 3, "starts_on"),
        ((dt.date(2026, 1, 1), dt.date(2027, 1, 1)), 3, "ends_on"),
        (QUARTER, 101, "value"),
        (QUARTER, -1, "value"),
    ],
)
def test_what_a_target_cannot_be_is_said_and_nothing_is_saved(days, value, field):
    indicator = IndicatorFactory(counting="percentage")
    with pytest.raises(Problem) as problem:
        put(indicator, {Aim(*YEAR): Decimal(50), Aim(*days): Decimal(value)})
    assert problem.value.field == field and str(problem.value).endswith((".", "100."))
    assert not Target.objects.exists()


def test_a_region_of_another_programme_is_refused():
    with pytest.raises(Problem, match="another programme"):
        put(IndicatorFactory(), {Aim(*QUARTER, RegionFactory()): Decimal(3)})


def test_an_indicator_in_words_has_no_targets():
    with pytest.raises(services.WordsHaveNoTarget):
        put(IndicatorFactory(counting="qualitative"), {Aim(*QUARTER): Decimal(3)})


def test_a_target_that_lies_outside_by_now_can_be_taken_away():
    target = TargetFactory(indicator__programme__starts_on=dt.date(2026, 2, 1))
    services.remove(target, by=None)
    assert not Target.objects.exists()
