"""The outline of an edition as learners read it: frozen, so each process reads it once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from hilo.core.text import Text
from hilo.learning.models import Edition

SHORT = 8


@dataclass(frozen=True)
class StepLine:
    """A step in the outline: where it lies, what it is called, how long it takes (minutes)."""

    uuid: UUID
    kind: str
    title: Text
    minutes: int
    is_required: bool
    module: int

    @property
    def short(self) -> str:
        """The first digits of its uuid, which stand in the address of a lesson."""
        return str(self.uuid)[:SHORT]


@dataclass(frozen=True)
class ModuleLine:
    """A module with its steps."""

    uuid: UUID
    title: Text
    aims: Text
    steps: tuple[StepLine, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


class Outline:
    """The whole outline of one edition."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.modules = tuple(_module(at, one) for at, one in enumerate(told.get("modules", ())))
        self.steps = tuple(step for module in self.modules for step in module.steps)
        self.pieces: dict[Hashable, str] = {}  # what was drawn of it, by those who draw

    @cached_property
    def by_short(self) -> dict[str, StepLine]:
        return {step.short: step for step in self.steps}

    @cached_property
    def place(self) -> dict[UUID, int]:
        """At which place each step stands, counted from 0."""
        return {step.uuid: at for at, step in enumerate(self.steps)}

    def text(self, name: str) -> Text:
        """A text of the course: its name, summary, aims."""
        return Text.read(self.told.get("course", {}).get(name))

    def around(self, step: StepLine) -> tuple[StepLine | None, StepLine | None]:
        """What comes before and after `step`."""
        at = self.place[step.uuid]
        after = self.steps[at + 1] if at + 1 < len(self.steps) else None
        return (self.steps[at - 1] if at else None), after

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def outline_of(edition: Edition) -> Outline:
    """The outline of `edition`; asked of the database once by each process."""
    return _outline(edition.uuid)


@lru_cache(maxsize=32)
def _outline(uuid: UUID) -> Outline:
    return Outline(Edition.objects.values_list("outline", flat=True).get(uuid=uuid))


def _module(at: int, told: dict[str, Any]) -> ModuleLine:
    return ModuleLine(
        UUID(told["uuid"]),
        Text.read(told["title"]),
        Text.read(told.get("aims")),
        tuple(_step(at, one) for one in told["steps"]),
    )


def _step(module: int, told: dict[str, Any]) -> StepLine:
    return StepLine(
        UUID(told["uuid"]),
        told["kind"],
        Text.read(told["title"]),
        told["minutes"],
        told["is_required"],
        module,
    )
