"""The targets of one programme as a spreadsheet: one row per indicator, period and region."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.core.sheets import WHOLE, Column, Message, Scope, Values, error
from hilo.programme.models import Target
from hilo.programme.services import targets as services
from hilo.programme.services.targets import Aim
from hilo.programme.sheets.numbers import WHOLE_HINT, NumbersSheet, amount


class TargetsSheet(NumbersSheet):
    """One row per target."""

    name = "targets"
    kind = "target"
    explanation = _(
        "Say what shall be reached: for which indicator, from which day to which, in which region or "
        "altogether. Each target is set by itself; none is worked out from the others."
    )
    order = 43
    closed_because = gettext_noop(
        "A target keeps its indicator, its days and its region. Add another one for others."
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("Targets"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        value = amount(
            "value",
            pgettext_lazy("column of a sheet", "Target"),
            is_required=True,
            aliases=("meta", "cible", "الهدف"),
        )
        return (*self.days(), *self.region_column(WHOLE_HINT), value)

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Target]:
        rows = Target.objects.filter(indicator__programme=self.programme)
        joined = rows.select_related("indicator__programme", "region")
        order = (
            "indicator__order",
            "indicator__code",
            "ends_on",
            "starts_on",
            "region__order",
            "pk",
        )
        return joined.order_by(*order)

    def current(self, thing: Target) -> Values:
        return {"key": str(thing.uuid), "value": thing.value, **self.named(thing)}

    def look(self, values: Values, thing: Target | None) -> Iterable[Message]:
        said = list(super().look(values, thing))
        yield from said
        indicator = thing.indicator if thing else self.indicators.get(values.get("indicator", ""))
        if said or indicator is None or values.get("value") is None:
            return
        aim = services.aim_of(thing) if thing else self._aim(values)
        try:
            services.check(indicator, aim, values["value"])
        except Problem as problem:
            yield error(str(problem), problem.field)

    def _aim(self, values: Values) -> Aim:
        return Aim(values.get("starts_on"), values.get("ends_on"), self.region_of(values))

    def create(self, values: Values, *, by: Any, scope: Scope) -> Target:
        indicator = self.indicators[values["indicator"]]
        return services.add(indicator, self._aim(values), values["value"], by=by)

    def change(self, thing: Target, values: Values, *, by: Any, scope: Scope) -> None:
        services.change(thing, values["value"], by=by)

    def remove(self, thing: Target, *, by: Any, scope: Scope) -> None:
        services.remove(thing, by=by)
