"""What happens on the stage."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class CurtainRose(Event):
    """The play has begun."""

    name: str
    sentence = _("%(actor)s raised the curtain for %(name)s.")


@dataclass(frozen=True)
class BillPrinted(Event):
    """The playbill exists; one field of each kind that events may carry."""

    play: UUID
    actors: tuple[UUID, ...]
    day: dt.date
    at: dt.datetime
    price: Decimal
    note: str | None = None
    sentence = _("%(actor)s printed the bill for %(day)s at %(price)s; %(play)s acts.")


@dataclass(frozen=True)
class LampLit(Event):
    """Nobody needs to read of it."""

    name: str
