"""The verbs of indicators: add, change, order, remove."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core import registries
from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.programme import events
from hilo.programme.models import Indicator, Programme
from hilo.programme.rules.codes import is_code
from hilo.programme.services.programmes import require_kept, subject_of
from hilo.programme.splits import label_of, splits_of

STEP = 10  # between the places of two indicators
MOST_PERCENT = Decimal(100)
WORDS = "qualitative"
PERCENTAGE = "percentage"


class IndicatorNumberTaken(Problem):
    sentence = _("Another indicator of this programme has this number. Choose the next one.")


class NotANumber(Problem):
    sentence = _("Write the number with letters from A to Z, digits, points and hyphens: 1.2")


class IndicatorIsUsed(Problem):
    sentence = _("This indicator stays, because something rests on it: %(what)s.")


class CountingIsInUse(Problem):
    sentence = _(
        "Values were declared for this indicator in its present way of counting. Take them back "
        "first, or add another indicator."
    )


class OfAnotherProgramme(Problem):
    sentence = _("This belongs to another programme. Choose one of this programme.")


class MeasureIsUnknown(Problem):
    sentence = _("Hilo does not count this any more. Choose one of the list.")


class SplitIsUnknown(Problem):
    sentence = _("What is counted cannot be split by this: %(what)s.")


class DenominatorIsMissing(Problem):
    sentence = _("A percentage needs two numbers: say out of what.")


class DenominatorIsTooMuch(Problem):
    sentence = _("Only a percentage is counted out of something. Leave this empty.")


class BaselineHasNoYear(Problem):
    sentence = _("Say from which year the baseline is.")


class MoreThanAll(Problem):
    sentence = _("A percentage is at most 100. Write 40 for 40 of 100.")


class WordsAreNotCounted(Problem):
    sentence = _("An indicator in words is declared by people. Choose «declared by people».")


@transaction.atomic
def add(programme: Programme, *, by: Any, **fields: Any) -> Indicator:
    """Put an indicator on record, behind the others; `fields` are those of `Indicator`.

    Raises the problems of this module, `ProgrammeIsArchived`, ValidationError.
    """
    held = hold(programme)
    fields.setdefault("order", STEP * (held.indicators.count() + 1))
    indicator = Indicator(programme=held, **fields)
    _check(indicator)
    indicator.save()
    event = events.IndicatorAdded(held.uuid, indicator.uuid)
    publish(event, by=by, subject=subject(indicator))
    return indicator


@transaction.atomic
def change(indicator: Indicator, *, expected: int, by: Any, **changes: Any) -> Indicator:
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`.

    Raises the problems of this module, `ProgrammeIsArchived`, ValidationError.
    """
    hold(indicator.programme)
    changed = tuple(sorted(key for key in changes if getattr(indicator, key) != changes[key]))
    if not changed:
        return indicator
    was = _way_of(indicator)
    for key in changed:
        setattr(indicator, key, changes[key])
    if _way_of(indicator) != was and indicator.declarations.standing().exists():
        raise CountingIsInUse(field="counting")
    _check(indicator)
    indicator.save_version(expected=expected)
    event = events.IndicatorChanged(indicator.programme.uuid, indicator.uuid, changed)
    publish(event, by=by, subject=subject(indicator))
    return indicator


def _way_of(indicator: Indicator) -> tuple[bool, str]:
    """What declared values depend on: whether people declare it, and in which shape."""
    shaped = indicator.counting if indicator.counting in (WORDS, PERCENTAGE) else "number"
    return indicator.is_measured, shaped


@transaction.atomic
def order(programme: Programme, codes: Sequence[str], *, by: Any) -> None:
    """Let the indicators stand in this order; those that are not named stay behind them."""
    held = hold(programme)
    known = list(held.indicators.all())
    places = {code: place for place, code in enumerate(codes)}
    wanted = sorted(known, key=lambda one: places.get(one.code, len(places)))
    if wanted == known:
        return
    for place, one in enumerate(wanted, start=1):
        Indicator.objects.filter(pk=one.pk).update(order=STEP * place)
    publish(events.IndicatorsOrdered(held.uuid), by=by, subject=subject_of(held))


@transaction.atomic
def remove(indicator: Indicator, *, by: Any) -> None:
    """Take the indicator off the record; raises `IndicatorIsUsed` where something rests on it."""
    programme = hold(indicator.programme)
    found = what_rests_on(indicator)
    if found:
        raise IndicatorIsUsed(what=", ".join(found))
    event = events.IndicatorRemoved(programme.uuid, indicator.uuid, indicator.code)
    indicator.delete()
    publish(event, by=by, subject=subject_of(programme))


def what_rests_on(indicator: Indicator) -> list[str]:
    """What would lose its ground with the indicator, in words: targets, values, snapshots issued since."""
    since = indicator.created_at
    snapshots = indicator.programme.snapshots.filter(issued_at__gte=since).count()
    counts = (
        (indicator.targets.count(), lambda n: ngettext("%(n)s target", "%(n)s targets", n)),
        (indicator.declarations.count(), _values_in_words),
        (snapshots, lambda n: ngettext("%(n)s snapshot", "%(n)s snapshots", n)),
    )
    return [words(count) % {"n": count} for count, words in counts if count]


def _values_in_words(count: int) -> str:
    return ngettext("%(n)s declared value", "%(n)s declared values", count)


def hold(programme: Programme) -> Programme:
    """The programme, locked, so that nobody archives it meanwhile; raises `ProgrammeIsArchived`."""
    held = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    require_kept(held)
    return held


def subject(indicator: Indicator) -> tuple[str, Any]:
    return "indicator", indicator.uuid


# What an indicator must be.


def _check(indicator: Indicator) -> None:
    _check_code(indicator)
    _check_belongings(indicator)
    _check_baseline(indicator)
    _check_counted(indicator)
    indicator.full_clean(exclude=["programme", "result", "owner"])


def _check_code(indicator: Indicator) -> None:
    if not is_code(indicator.code):
        raise NotANumber(field="code")
    others = Indicator.objects.filter(programme=indicator.programme, code=indicator.code)
    if others.exclude(pk=indicator.pk).exists():
        raise IndicatorNumberTaken(field="code")


def _check_belongings(indicator: Indicator) -> None:
    for name in ("result", "owner"):
        found = getattr(indicator, name)
        if found is not None and found.programme_id != indicator.programme_id:
            raise OfAnotherProgramme(field=name)


def _check_baseline(indicator: Indicator) -> None:
    if indicator.baseline is None:
        return
    if indicator.baseline_year is None:
        raise BaselineHasNoYear(field="baseline_year")
    if indicator.counting == PERCENTAGE and indicator.baseline > MOST_PERCENT:
        raise MoreThanAll(field="baseline")


def _check_counted(indicator: Indicator) -> None:
    """Where Hilo counts, that it can."""
    if indicator.is_measured and indicator.counting == WORDS:
        raise WordsAreNotCounted(field="measure")
    if indicator.is_measured and indicator.counting == PERCENTAGE and not indicator.of_measure:
        raise DenominatorIsMissing(field="of_measure")
    if indicator.of_measure and not (indicator.is_measured and indicator.counting == PERCENTAGE):
        raise DenominatorIsTooMuch(field="of_measure")
    _check_splits(indicator.measure, indicator.where, "measure")
    _check_splits(indicator.of_measure, indicator.of_where, "of_measure")
    _check_splits(indicator.measure, indicator.splits, "splits")


def _check_splits(name: str, asked: Any, field: str) -> None:
    if name and name not in registries.measures:
        raise MeasureIsUnknown(field=field)
    known = splits_of(name) if name or field == "splits" else ()
    strange = [str(label_of(one)) for one in asked if one not in known]
    if strange:
        raise SplitIsUnknown(what=", ".join(strange), field=field)
