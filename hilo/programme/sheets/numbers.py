"""What the sheets of targets and declared values share: a row is a number for some days and a region."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from hilo.core.fold import fold
from hilo.core.sheets import CodeColumn, Column, DateColumn, Message, NumberColumn, Values, error
from hilo.places.models import Region
from hilo.programme.models import Indicator
from hilo.programme.sheets.base import KEY, WHOLE_PROGRAMME, ProgrammeSheet

LARGEST = 10**12 - 1
UNKNOWN = gettext_noop("No indicator of this programme has the number %(code)s.")
UPSIDE_DOWN = gettext_noop("The last day lies before the first day.")
WHOLE_HINT = _("A region, or «Whole programme».")


def amount(name: str, label: Any, **more: Any) -> NumberColumn:
    """A number with up to four decimals."""
    more = {"least": -LARGEST, "most": LARGEST} | more
    return NumberColumn(name, label, places=4, width=14, **more)


class NumbersSheet(ProgrammeSheet):
    """Base of both: named by the key of a download, or by indicator, days and region."""

    def days(self) -> tuple[Column, ...]:
        """The indicator and the days."""
        return (
            KEY,
            CodeColumn(
                "indicator",
                pgettext_lazy("column of a sheet", "Indicator"),
                hint=_("The number of the indicator."),
                is_required=True,
                longest=12,
                aliases=("indicador", "indicateur", "المؤشر"),
                width=12,
            ),
            DateColumn("starts_on", _("From"), is_required=True, aliases=("desde", "du", "من")),
            DateColumn("ends_on", _("To"), is_required=True, aliases=("hasta", "au", "إلى")),
        )

    @property
    def naming(self) -> tuple[str, ...]:
        """The columns that name a number; those that the programme does not need are not there."""
        there = {one.name for one in self.columns}
        names = ("indicator", "starts_on", "ends_on", "region", "group")
        return tuple(name for name in names if name in there)

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:  # type: ignore[override]
        return (("key",), self.naming)

    def name_of(self, thing: Any) -> tuple[str, ...]:
        dumped = self.dump(self.named(thing))
        return tuple(fold(str(dumped[name])) for name in self.naming)

    def named(self, thing: Any) -> Values:
        """What names a number, by column."""
        told = {
            "indicator": thing.indicator.code,
            "starts_on": thing.starts_on,
            "ends_on": thing.ends_on,
            "region": thing.region.slug if thing.region else WHOLE_PROGRAMME,
        }
        return {name: told[name] for name in self.naming if name in told}

    def closed(self, thing: Any) -> frozenset[str]:
        return frozenset(self.naming)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators of the programme by number."""
        if self.programme is None:
            return {}
        return {one.code: one for one in self.programme.indicators.select_related("programme")}

    def region_of(self, values: Values) -> Region | None:
        return self.regions.get(values.get("region") or "")

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        code = values.get("indicator")
        if code and code not in self.indicators:
            yield error(UNKNOWN, "indicator", code=code)
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            yield error(UPSIDE_DOWN, "ends_on")
