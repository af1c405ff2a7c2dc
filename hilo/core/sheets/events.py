"""What has happened to uploaded sheets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class SheetApplied(Event):
    """The good rows of a batch were taken over; each object's own events say what became of it."""

    batch: UUID
    sheet: str
    created: int
    changed: int
    refused: int
    sentence = _(
        "%(actor)s took over a sheet: %(created)s new, %(changed)s changed, %(refused)s refused."
    )


@dataclass(frozen=True)
class SheetUndone(Event):
    """What a batch did was taken back, except for the rows that later work rests on."""

    batch: UUID
    sheet: str
    undone: int
    kept: int
    sentence = _("%(actor)s undid a sheet: %(undone)s taken back, %(kept)s kept.")
