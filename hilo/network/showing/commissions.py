"""A commission as pages show it: seats by kind of stakeholder, who stands on the roster, women and men."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hilo.core.time import today
from hilo.network.enums import Stakeholder
from hilo.network.models import Seat
from hilo.network.rules import roster
from hilo.ui import calendar
from hilo.ui.charts import Shares, Whole
from hilo.ui.charts.figures import GENDERS


@dataclass(frozen=True)
class Chair:
    """One seat for one reader: named where its holder stands on the roster and may be found."""

    seat: Seat
    is_named: bool

    @property
    def is_vacant(self) -> bool:
        return self.seat.person is None

    @property
    def remark(self) -> str:
        """The task, and for whom: not where its holder is not named, as that could tell who it is."""
        if not self.is_named and not self.is_vacant:
            return ""
        body = str(self.seat.organisation) if self.seat.organisation else ""
        return " · ".join(filter(None, [self.seat.task, body]))


@dataclass(frozen=True)
class Side:
    """The seats of one kind of stakeholder."""

    label: Any
    chairs: list[Chair]

    @property
    def named(self) -> list[Chair]:
        return [one for one in self.chairs if one.is_named]

    @property
    def vacant(self) -> list[Chair]:
        return [one for one in self.chairs if one.is_vacant]

    @property
    def unnamed(self) -> int:
        """How many sit there who are not named to this reader."""
        return len(self.chairs) - len(self.named) - len(self.vacant)


def sides_of(seats: Iterable[Seat], findable: set[int]) -> list[Side]:
    """The seats by kind of stakeholder; kinds without a seat are left out."""
    chairs = [Chair(one, is_named(one, findable)) for one in seats]
    sides = (
        Side(kind.label, [one for one in chairs if one.seat.stakeholder == kind])
        for kind in Stakeholder
    )
    return [side for side in sides if side.chairs]


def is_named(seat: Seat, findable: set[int]) -> bool:
    return seat.person_id is not None and seat.is_shown and seat.person_id in findable


def balance_figure(counts: Sequence[int]) -> Shares | None:
    """Women, men, other and not stated side by side; nothing where nobody stands on the roster."""
    if not sum(counts):
        return None
    assert tuple(key for key, _label in GENDERS) == roster.GENDERS
    return Shares(
        title=_("Women and men on the commission"),
        unit=_("people"),
        period=_("as of %(day)s") % {"day": calendar.day(today())},
        counted=_(
            "Whoever stands on the roster, by what each stated and shows to you. "
            "What people keep to themselves counts as not stated."
        ),
        parts=[label for _key, label in GENDERS],
        wholes=[Whole("", list(counts))],
    )
