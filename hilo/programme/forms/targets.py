"""The grid of targets: periods in rows, the whole programme and its regions in columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hilo.places.models import Region
from hilo.programme.forms.values import DIGITS, WHOLE, plainly
from hilo.programme.models import Indicator, Target
from hilo.programme.queries import indicators as queries
from hilo.programme.rules.periods import Period
from hilo.programme.services.periods import PeriodIsMissing
from hilo.programme.services.targets import Aim
from hilo.programme.showing.periods import in_words
from hilo.programme.splits import Divisions
from hilo.ui import conflicts
from hilo.ui.forms import Form


@dataclass(frozen=True)
class Cell:
    """One target in the grid: the name of its field, and for what it holds."""

    name: str
    aim: Aim

    @property
    def period(self) -> Period | None:
        if self.aim.starts_on is None or self.aim.ends_on is None:
            return None
        return Period(self.aim.starts_on, self.aim.ends_on)


MOST_CELLS = 120  # beyond, one region at a time
NEW = "new"


class TargetsForm(Form):
    """Periods in rows, the whole programme and its regions in columns, and a row for other days.

    `seen` travels along: what was shown when the page was opened. Only what differs from it is set, so two
    people who fill in different cells do not undo each other.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    starts_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput)
    ends_on = forms.DateField(label=_("To"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, indicator: Indicator, only: str = "", **kwargs: Any) -> None:
        self.indicator, self.only = indicator, only
        super().__init__(*args, **kwargs)
        for cell in self.cells:
            self.add_field(cell.name, self._field(cell))
        self.initial["version"] = indicator.version
        self.initial["seen"] = json.dumps(self._shown())

    @cached_property
    def targets(self) -> list[Target]:
        return queries.targets_of(self.indicator)

    @cached_property
    def regions(self) -> list[Region]:
        return Divisions(self.indicator.programme).regions

    @cached_property
    def periods(self) -> list[Period]:
        """Those of the indicator, the whole programme, and any others with a target."""
        known = {Period(one.starts_on, one.ends_on) for one in self.targets}
        whole = queries.whole_of(self.indicator.programme)
        known |= {*queries.periods(self.indicator), *([whole] if whole else [])}
        return sorted(known, key=lambda one: (one.ends_on, -one.starts_on.toordinal()))

    @cached_property
    def is_split(self) -> bool:
        """Whether there are too many cells for one page: then one region is shown at a time."""
        return (len(self.periods) + 1) * (len(self.regions) + 1) > MOST_CELLS

    @cached_property
    def places(self) -> list[Region | None]:
        """The columns: the whole programme (None), then its regions."""
        every: list[Region | None] = [None, *self.regions]
        asked = self.only or (WHOLE[0] if self.is_split else "")
        return [one for one in every if not asked or (one.slug if one else WHOLE[0]) == asked]

    @cached_property
    def cells(self) -> list[Cell]:
        rows: Iterable[Period | None] = [*self.periods, None]
        return [_cell(period, place) for period in rows for place in self.places]

    def name_of(self, period: Period | None, place: Region | None) -> str:
        """The name of the field for this period (None: other days) and place."""
        return _cell(period, place).name

    def _field(self, cell: Cell) -> forms.Field:
        days = in_words(cell.period) if cell.period else _now("Other days")
        where = cell.aim.region or WHOLE[1]
        widget = forms.NumberInput(attrs={"step": "any", "aria-label": f"{days} · {where}"})
        initial = self._held.get(cell.aim)
        return forms.DecimalField(
            label=f"{days} · {where}", required=False, initial=initial, widget=widget, **DIGITS
        )

    @cached_property
    def _held(self) -> dict[Aim, Decimal]:
        return {
            Aim(one.starts_on, one.ends_on, one.region): plainly(one.value) for one in self.targets
        }

    def _shown(self) -> dict[str, str]:
        """What stands in the cells now."""
        shown = ((one.name, self._held.get(one.aim)) for one in self.cells)
        return {name: f"{value:f}" for name, value in shown if value is not None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fresh = [one for one in self.cells if one.period is None and _is_said(cleaned, one)]
        if fresh and not (cleaned.get("starts_on") and cleaned.get("ends_on")):
            missing = "starts_on" if not cleaned.get("starts_on") else "ends_on"
            if missing not in self.errors:
                self.add_error(missing, str(PeriodIsMissing()))
        self._compare()
        return cleaned

    def _compare(self) -> None:
        """Where somebody set a cell meanwhile that the reader changed too, the reader decides."""
        now, before = self._shown(), self._seen
        for cell in self._typed:
            theirs = now.get(cell.name)
            if cell.period is not None and theirs != before.get(cell.name):
                said = _now("Somebody else set %(value)s here meanwhile. Save again to keep yours.")
                told = {"value": theirs or _now("nothing")}
                self.add_error(cell.name, said % told)
        if self.errors:
            self._bring_up_to_date()

    def overtaken(self) -> None:
        """Somebody saved between this form's check and its saving: show what is set now."""
        self.indicator.refresh_from_db()
        for name in ("targets", "_held"):
            self.__dict__.pop(name, None)
        self.add_error(None, conflicts.once_more())
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Let the form be sent again; cells that the reader did not touch show what is set now."""
        touched = {one.name for one in self._typed}
        now = self._shown()
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for cell in self.cells:
            if (
                cell.name not in touched
                and cell.period is not None
                and cell.name not in self.errors
            ):
                data[cell.name] = now.get(cell.name, "")
        data["seen"], data["version"] = json.dumps(now), self.indicator.version
        self.data = data

    @cached_property
    def _seen(self) -> dict[str, str]:
        try:
            seen = json.loads(self.data.get("seen") or "{}")
        except (ValueError, RecursionError):
            return {}
        return (
            {str(name): str(text) for name, text in seen.items()} if isinstance(seen, dict) else {}
        )

    @cached_property
    def _typed(self) -> list[Cell]:
        """The cells that the reader changed."""
        return [one for one in self.cells if one.name in self.cleaned_data and self._differs(one)]

    def _differs(self, cell: Cell) -> bool:
        value, before = self.cleaned_data[cell.name], self._seen.get(cell.name)
        return (f"{value.normalize():f}" if value is not None else None) != before

    def aims(self) -> dict[Aim, Decimal | None]:
        """What the service takes: the cells that the reader changed."""
        told = self.cleaned_data
        first, last = told.get("starts_on"), told.get("ends_on")
        return {
            (one.aim if one.period else Aim(first, last, one.aim.region)): told[one.name]
            for one in self._typed
        }


def _is_said(cleaned: dict[str, Any], cell: Cell) -> bool:
    return cleaned.get(cell.name) is not None


def _cell(period: Period | None, region: Region | None) -> Cell:
    place = region.pk if region else "all"
    if period is None:
        return Cell(f"t_{NEW}_{place}", Aim(None, None, region))
    aim = Aim(period.starts_on, period.ends_on, region)
    return Cell(f"t_{period.starts_on}_{period.ends_on}_{place}", aim)
