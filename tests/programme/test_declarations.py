"""Declared values: with evidence, corrected and never overwritten, verified by somebody else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.programme.models import Declaration
from hilo.programme.services import declarations as services
from hilo.programme.services.declarations import Said
from hilo.programme.services.programmes import ProgrammeIsArchived
from tests.people.factories import account_as
from tests.places.factories import RegionFactory
from tests.programme.factories import DeclarationFactory, IndicatorFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

DAYS = dt.date(2026, 1, 1), dt.date(2026, 3, 31)


@pytest.fixture
def by():
    return account_as("coordinator")


def test_a_value_is_declared_and_documented_where_something_is_attached(by):
    indicator = IndicatorFactory()
    bare = services.declare(indicator, Said(*DAYS, value=Decimal(5)), by=by)
    assert (bare.level, bare.by) == ("declared", by.person)
    link = Said(*DAYS, value=Decimal(5), evidence="https://acta.example")
    assert services.declare(indicator, link, by=by).level == "documented"


def test_a_correction_keeps_the_old_value_with_its_when_and_who(by):
    indicator = IndicatorFactory()
    old = services.declare(indicator, Said(*DAYS, value=Decimal(5)), by=by)
    new = services.declare(indicator, Said(*DAYS, value=Decimal(7)), by=by)
    old.refresh_from_db()
    assert old.value == 5 and old.replaced_by == by.person and old.replaced_at
    assert list(indicator.declarations.standing()) == [new]


def test_the_same_again_changes_nothing(by):
    indicator = IndicatorFactory()
    one = services.declare(indicator, Said(*DAYS, value=Decimal(5)), by=by)
    assert services.declare(indicator, Said(*DAYS, value=Decimal(5)), by=by) == one
    assert Declaration.objects.count() == 1


def test_a_value_moves_to_other_days_by_a_correction(by):
    old = DeclarationFactory()
    february = Said(dt.date(2026, 2, 1), dt.date(2026, 2, 28), value=Decimal(5))
    new = services.correct(old, february, by=by)
    assert list(Declaration.objects.standing()) == [new]
    with pytest.raises(services.ReplacedMeanwhile):
        services.correct(old, february, by=by)


def test_a_value_is_taken_back_once_and_stays_on_record(by):
    value = DeclarationFactory()
    services.take_back(value, by=by)
    with pytest.raises(services.ReplacedMeanwhile):
        services.take_back(value, by=by)
    assert Declaration.objects.get().replaced_by == by.person


def test_four_eyes_where_there_are_two_coordinators(by):
    programme = ProgrammeFactory()
    value = DeclarationFactory(indicator__programme=programme, by=by.person)
    other = account_as("coordinator", ("programme", programme.uuid))
    with pytest.raises(services.OwnValue):
        services.verify(value, by=by)
    services.verify(value, by=other)
    assert (value.level, value.verified_by) == ("verified", other.person)
    with pytest.raises(services.AlreadyVerified):
        services.verify(value, by=other)


def test_a_coordinator_alone_may_look_at_their_own_value_again(by):
    value = DeclarationFactory(by=by.person)
    account_as("coordinator", ("programme", ProgrammeFactory().uuid))
    services.verify(value, by=by)
    assert value.verified_by == value.by


def test_a_percentage_keeps_both_numbers(by):
    indicator = IndicatorFactory(counting="percentage")
    said = Said(*DAYS, numerator=Decimal(2), denominator=Decimal(3))
    value = services.declare(indicator, said, by=by)
    assert (value.value, value.numerator, value.denominator) == (Decimal("66.6667"), 2, 3)


@pytest.mark.parametrize(
    ("counting", "told", "field"),
    [
        ("sum", {}, "value"),
        ("qualitative", {"value": Decimal(3)}, "words"),
        ("percentage", {"value": Decimal(3)}, "numerator"),
        ("percentage", {"numerator": Decimal(3)}, "denominator"),
        ("percentage", {"numerator": Decimal(3), "denominator": Decimal(0)}, "denominator"),
        ("percentage", {"numerator": Decimal(4), "denominator": Decimal(3)}, "numerator"),
        ("sum", {"value": Decimal(10) ** 12}, "value"),
    ],
)
def test_a_value_in_the_wrong_shape_is_refused_at_its_field(counting, told, field, by):
    with pytest.raises(Problem) as problem:
        services.declare(IndicatorFactory(counting=counting), Said(*DAYS, **told), by=by)
    assert problem.value.field == field
    assert not Declaration.objects.exists()


def test_nobody_declares_what_hilo_counts_or_what_is_to_come_or_lies_elsewhere(by):
    counted = IndicatorFactory(measure="participants", counting="distinct")
    with pytest.raises(services.HiloCounts):
        services.declare(counted, Said(*DAYS, value=Decimal(5)), by=by)
    later = Said(dt.date(2026, 6, 1), dt.date(2026, 6, 30), value=Decimal(5))
    with pytest.raises(services.NotOver):
        services.declare(IndicatorFactory(), later, by=by)
    with pytest.raises(Problem, match="another programme"):
        services.declare(IndicatorFactory(), Said(*DAYS, RegionFactory(), value=Decimal(5)), by=by)


def test_words_are_declared_in_several_languages(by):
    words = Text.of("es", "Ya hay ventanilla.").with_variant("ar", "هناك نافذة الآن.")
    value = services.declare(
        IndicatorFactory(counting="qualitative"), Said(*DAYS, words=words), by=by
    )
    assert Declaration.objects.get().words == value.words == words


def test_nothing_is_declared_in_an_archived_programme(by):
    value = DeclarationFactory(indicator__programme__state="archived")
    for attempt in (
        lambda: services.declare(value.indicator, Said(*DAYS, value=Decimal(5)), by=by),
        lambda: services.take_back(value, by=by),
        lambda: services.verify(value, by=by),
    ):
        with pytest.raises(ProgrammeIsArchived):
            attempt()
