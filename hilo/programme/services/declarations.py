"""The verbs of declared values: declare, correct, take back, verify."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import storage
from hilo.core.events import publish
from hilo.core.models import StoredFile
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.people.models import Person
from hilo.places.models import Region
from hilo.programme import access, events
from hilo.programme.models import Declaration, Indicator
from hilo.programme.services.indicators import PERCENTAGE, WORDS, hold, subject
from hilo.programme.services.periods import (
    check_amount,
    check_period,
    check_region,
    same_region,
)

Level = Declaration.Level


class HiloCounts(Problem):
    sentence = _("Hilo counts this indicator from what is recorded; nobody declares values for it.")


class NothingIsSaid(Problem):
    sentence = _("Write the value.")


class PartIsMissing(Problem):
    sentence = _("A percentage needs both numbers: of these, and out of.")


class PartIsMoreThanWhole(Problem):
    sentence = _("The part is larger than the whole: a percentage is at most 100.")


class OutOfNothing(Problem):
    sentence = _("Out of nothing there is no percentage. The second number is above zero.")


class NotOver(Problem):
    sentence = _("These days have not begun yet. Declare what has happened.")


class ReplacedMeanwhile(Problem):
    sentence = _("This value was replaced or taken back meanwhile. Load the page again to see it.")


class OwnValue(Problem):
    sentence = _("You declared this value yourself. Ask another coordinator to look at it.")


class AlreadyVerified(Problem):
    sentence = _("This value is verified already.")


@dataclass(frozen=True)
class Said:
    """What somebody declares: the value in the shape of its indicator, for what, and on which evidence."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    region: Region | None = None
    split: Mapping[str, str] = field(default_factory=dict)
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: Text = field(default_factory=Text)
    evidence: str = ""
    file: StoredFile | None = None
    note: str = ""


PLAIN = ("starts_on", "ends_on", "region", "value", "numerator", "denominator", "words")
SHOWN = (*PLAIN, "evidence", "file", "note")


@transaction.atomic
def declare(indicator: Indicator, said: Said, *, by: Any, upload: Any = None) -> Declaration:
    """Declare a value; one that stands for the same days, region and group is replaced and kept.

    The same again changes nothing. Its level is *documented* where something is attached (`upload` is a
    document that is kept with it), else *declared*. Raises the problems of this module and of `periods`,
    `ProgrammeIsArchived`, `FileRefused`.
    """
    programme = hold(indicator.programme)
    check(indicator, said)
    if upload:
        said = replace(said, file=_kept(upload, by))
    fresh = _declaration(indicator, said, by)
    old = standing_like(fresh)
    if old is not None and _says_the_same(old, fresh):
        return old
    if old is not None:
        _replace(old, by)
    fresh.save()
    replaced = old.uuid if old else None
    event = events.ValueDeclared(programme.uuid, indicator.uuid, fresh.uuid, replaced)
    publish(event, by=by, subject=subject(indicator))
    return fresh


def _kept(upload: Any, by: Any) -> StoredFile:
    try:
        return storage.keep(upload, by=by)
    except storage.FileRefused as problem:
        problem.field = "file"
        raise


@transaction.atomic
def correct(declaration: Declaration, said: Said, *, by: Any, upload: Any = None) -> Declaration:
    """Declare `said` instead of a value that stands, also for other days; raises `ReplacedMeanwhile`."""
    hold(declaration.indicator.programme)
    if not Declaration.objects.standing().filter(pk=declaration.pk).exists():
        raise ReplacedMeanwhile
    fresh = declare(declaration.indicator, said, by=by, upload=upload)
    if fresh.pk != declaration.pk:
        Declaration.objects.standing().filter(pk=declaration.pk).update(**_replacement(by))
    return fresh


@transaction.atomic
def take_back(declaration: Declaration, *, by: Any) -> None:
    """Let a value count no longer; it is kept with when and by whom. Raises `ReplacedMeanwhile`."""
    indicator = declaration.indicator
    programme = hold(indicator.programme)
    _replace(declaration, by)
    event = events.ValueTakenBack(programme.uuid, indicator.uuid, declaration.uuid)
    publish(event, by=by, subject=subject(indicator))


@transaction.atomic
def verify(declaration: Declaration, *, by: Any) -> None:
    """Say that the value and its evidence hold.

    Four eyes: nobody verifies what they declared themselves while somebody else of the programme
    could. Raises `OwnValue`, `AlreadyVerified`, `ReplacedMeanwhile`.
    """
    indicator = declaration.indicator
    programme = hold(indicator.programme)
    person = person_of(by)
    if is_own_to(declaration, by):
        raise OwnValue
    _mark_verified(declaration, person)
    event = events.ValueVerified(programme.uuid, indicator.uuid, declaration.uuid)
    publish(event, by=by, subject=subject(indicator))


def is_own_to(declaration: Declaration, by: Any) -> bool:
    """Whether `by` declared the value themselves and somebody else could verify it."""
    person = person_of(by)
    if person is None or declaration.by_id != person.pk:
        return False
    return access.may_verify_besides(declaration.indicator.programme, person)


def _mark_verified(declaration: Declaration, person: Person | None) -> None:
    rows = Declaration.objects.standing().filter(pk=declaration.pk)
    told = {"level": Level.VERIFIED, "verified_by": person, "verified_at": now()}
    if not rows.exclude(level=Level.VERIFIED).update(**told):
        raise AlreadyVerified if rows.exists() else ReplacedMeanwhile
    declaration.refresh_from_db()


def _replace(old: Declaration, by: Any) -> None:
    rows = Declaration.objects.standing().filter(pk=old.pk)
    if not rows.update(**_replacement(by)):
        raise ReplacedMeanwhile


def _replacement(by: Any) -> dict[str, Any]:
    return {"replaced_at": now(), "replaced_by": person_of(by)}


def person_of(by: Any) -> Person | None:
    """The person behind an account; nobody where the system acts."""
    return getattr(by, "person", None)


def _declaration(indicator: Indicator, said: Said, by: Any) -> Declaration:
    has_evidence = bool(said.evidence or said.file)
    told = {name: getattr(said, name) for name in SHOWN}
    return Declaration(
        **told | {"value": _value(said)},
        indicator=indicator,
        split=dict(said.split),
        level=Level.DOCUMENTED if has_evidence else Level.DECLARED,
        by=person_of(by),
    )


def _value(said: Said) -> Decimal | None:
    """The value; of a percentage its two numbers divided, in percent with four places."""
    if said.numerator is None or not said.denominator:
        return said.value
    return (100 * said.numerator / said.denominator).quantize(Decimal("0.0001"))


def standing_like(one: Declaration) -> Declaration | None:
    """The value that stands for the same days, region and group."""
    days = {"starts_on": one.starts_on, "ends_on": one.ends_on}
    rows = Declaration.objects.standing().filter(indicator=one.indicator, **days)
    return rows.filter(**same_region(one.region), split_key=one.key_of_split).first()


def _says_the_same(old: Declaration, fresh: Declaration) -> bool:
    return all(getattr(old, name) == getattr(fresh, name) for name in SHOWN)


# What a value must be.


def check(indicator: Indicator, said: Said) -> None:
    """Do nothing where `said` can be declared; raise its problem otherwise."""
    if indicator.is_measured:
        raise HiloCounts
    period = check_period(indicator.programme, said.starts_on, said.ends_on)
    if period.starts_on > today(indicator.programme.zone or None):
        raise NotOver(field="starts_on")
    check_region(indicator.programme, said.region)
    _check_said(indicator, said)


def _check_said(indicator: Indicator, said: Said) -> None:
    if indicator.counting == WORDS:
        if not said.words:
            raise NothingIsSaid(field="words")
    elif indicator.counting == PERCENTAGE:
        _check_parts(said)
    elif said.value is None:
        raise NothingIsSaid(field="value")
    check_amount(said.value, is_percentage=False)


def _check_parts(said: Said) -> None:
    if said.numerator is None or said.denominator is None:
        raise PartIsMissing(field="numerator" if said.numerator is None else "denominator")
    if said.denominator <= 0:
        raise OutOfNothing(field="denominator")
    if not 0 <= said.numerator <= said.denominator:
        raise PartIsMoreThanWhole(field="numerator")
    check_amount(said.denominator, is_percentage=False, field="denominator")
