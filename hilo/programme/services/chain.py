"""The verbs of the results chain: add a result, change it, move it, remove it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.programme.events import ResultAdded, ResultChanged, ResultRemoved
from hilo.programme.models import Programme, Result
from hilo.programme.rules import levels
from hilo.programme.services import parts
from hilo.programme.words import hanging_in_words


class LeadsNowhere(Problem):
    sentence = _(
        "An output leads to an outcome, an outcome to an objective, and an objective to nothing "
        "else. Choose a result of the next level up, or none."
    )

    def __init__(self) -> None:
        super().__init__(field="above")


class LevelIsHeld(Problem):
    sentence = _(
        "Other results lead to this one, so its level stays. Let them lead elsewhere first."
    )

    def __init__(self) -> None:
        super().__init__(field="level")


class HangsOnResult(Problem):
    sentence = _("«%(name)s» stays: %(what)s. Move or remove that first.")


@transaction.atomic
def add(programme: Programme, *, by: Any, **fields: Any) -> Result:
    """Put a result into the chain; `fields` are those of `Result`.

    Raises `LeadsNowhere`, `NumberTaken`, `ProgrammeIsArchived`.
    """
    result = Result(programme=programme, **fields)
    _check(result)
    added: Result = parts.add(result, ResultAdded, by=by)
    return added


@transaction.atomic
def change(result: Result, *, expected: int, by: Any, **changes: Any) -> Result:
    """Change the named fields; a new `above` moves the result with everything below it.

    Raises `LeadsNowhere`, `LevelIsHeld`, `NumberTaken`, `Overtaken`, `ProgrammeIsArchived`.
    """
    level, above = changes.get("level", result.level), changes.get("above", result.above)
    if level != result.level and result.below.exists():
        raise LevelIsHeld
    _check_way(level, above)
    parts.change(result, ResultChanged, by=by, expected=expected, changes=changes)
    return result


@transaction.atomic
def remove(result: Result, *, by: Any) -> None:
    """Take a result out of the chain; raises `HangsOnResult` where something hangs on it."""
    hanging = hanging_in_words(counts(result))
    if hanging:
        raise HangsOnResult(name=result.code, what=hanging)
    parts.remove(result, ResultRemoved, by=by)


def counts(result: Result) -> dict[str, int]:
    """How much of each kind hangs on `result`."""
    names = ("below", "activities", "indicators")
    return {name: getattr(result, name).count() for name in names}


def _check(result: Result) -> None:
    _check_way(result.level, result.above)


def _check_way(level: str, above: Result | None) -> None:
    if not levels.may_lead(level, above.level if above else None):
        raise LeadsNowhere
