"""The indicators of one programme as a spreadsheet: what is counted, how, from where, from which baseline."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    Message,
    MultiColumn,
    NumberColumn,
    Scope,
    Values,
    YesNoColumn,
    error,
)
from hilo.programme.models import Indicator
from hilo.programme.services import indicators as services
from hilo.programme.sheets.base import (
    CODE,
    KEY,
    LANGUAGES,
    ORDER,
    ProgrammeSheet,
    headed,
    in_each_language,
    long_text,
    result_column,
)
from hilo.programme.splits import LABELS, RESTRICTING, label_of

LARGEST = 10**12 - 1
NOT_COUNTED = gettext_noop("Say how it is counted: the sum, each once, the last value …")
TEXTS = ("title", "unit", "definition", "why", "source", "method", "baseline_note")
PLAIN = ("code", "counting", "frequency", "rises", "is_public", "baseline", "order")
SIDES = (
    ("where", _("Count only: %(what)s")),
    ("of_where", _("Out of only: %(what)s")),
)


def measures() -> Iterable[tuple[str, Any]]:
    return ((one.name, one.label) for one in registries.measures)


class IndicatorsSheet(ProgrammeSheet):
    """One row per indicator; targets and declared values have sheets of their own."""

    name = "indicators"
    kind = "indicator"
    explanation = _(
        "Write what the programme counts: each indicator with its unit, its way of counting, where "
        "the number comes from, and its baseline. Targets have a sheet of their own."
    )
    order = 42
    texts = TEXTS
    plain = PLAIN
    erasable = frozenset(
        {"measure", "of_measure", "splits", "result", "owner", "baseline", "baseline_year"}
        | {f"{side}_{split}" for side, _label in SIDES for split in RESTRICTING}
        | {f"{text}_{code}" for text in TEXTS if text != "title" for code in LANGUAGES}
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("Indicators"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            KEY,
            CODE,
            *in_each_language("title", _("What is counted"), longest=200, width=40),
            *in_each_language("unit", _("Unit"), longest=60),
            *_ways(),
            *self._restrictions(),
            result_column(),
            *self.party_column("owner", _("Responsible")),
            *long_text("definition", _("Definition")),
            *long_text("why", _("Why it is counted")),
            *long_text("source", _("Source")),
            *long_text("method", _("Method")),
            NumberColumn("baseline", _("Baseline"), places=4, least=-LARGEST, most=LARGEST),
            NumberColumn("baseline_year", _("Year of the baseline"), least=1900, most=2100),
            *in_each_language("baseline_note", _("About the baseline"), longest=400),
            YesNoColumn("rises", _("More is better")),
            YesNoColumn("is_public", _("Strangers may see it")),
            ORDER,
        )

    def _restrictions(self) -> Iterable[Column]:
        """What is counted alone: audiences, regions, sexes."""
        for side, label in SIDES:
            for split in RESTRICTING:
                named = f"{side}_{split}"
                yield from self.groups_column(named, headed(label_of(split), label), split)

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Indicator]:
        rows = Indicator.objects.filter(programme=self.programme)
        return rows.select_related("result", "owner", "programme").order_by("order", "code")

    def current(self, thing: Indicator) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) for name in PLAIN},
            "baseline_year": thing.baseline_year,
            "measure": thing.measure or None,
            "of_measure": thing.of_measure or None,
            "splits": list(thing.splits),
            "result": thing.result.code if thing.result else None,
            "owner": str(thing.owner_id) if thing.owner_id else None,
            **self._restricted_by(thing),
            **self.texts_of(thing),
        }

    def _restricted_by(self, thing: Indicator) -> Values:
        return {
            f"{side}_{split}": list(getattr(thing, side).get(split, ()))
            for side, _label in SIDES
            for split in RESTRICTING
        }

    def look(self, values: Values, thing: Indicator | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        if thing is None and not values.get("counting"):
            yield error(NOT_COUNTED, "counting")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Indicator:
        return services.add(self.programme, by=by, **self._fields(values, None))

    def change(self, thing: Indicator, values: Values, *, by: Any, scope: Scope) -> None:
        services.change(thing, expected=thing.version, by=by, **self._fields(values, thing))

    def _fields(self, values: Values, thing: Indicator | None) -> dict[str, Any]:
        fields = self.told(values, thing)
        fields |= {name: values[name] or "" for name in ("measure", "of_measure") if name in values}
        if "baseline_year" in values:
            year = values["baseline_year"]
            fields["baseline_year"] = None if year is None else int(year)
        if "splits" in values:
            fields["splits"] = list(values["splits"] or ())
        if "result" in values:
            fields["result"] = self.result_of(values["result"])
        if "owner" in values:
            fields["owner"] = self.parties.get(values["owner"] or "")
        return fields | self._where(values, thing)

    def _where(self, values: Values, thing: Indicator | None) -> dict[str, Any]:
        """What the row restricts the number to; what it does not speak of stays."""
        fields: dict[str, Any] = {}
        for side, _label in SIDES:
            said = {
                one: values[f"{side}_{one}"] for one in RESTRICTING if f"{side}_{one}" in values
            }
            if said:
                held = dict(getattr(thing, side)) if thing else {}
                joined = held | {one: list(codes or ()) for one, codes in said.items()}
                fields[side] = {one: codes for one, codes in joined.items() if codes}
        return fields

    def remove(self, thing: Indicator, *, by: Any, scope: Scope) -> None:
        services.remove(thing, by=by)


def _ways() -> Iterable[Column]:
    """How it is counted and from where."""
    yield ChoiceColumn(
        "counting",
        pgettext_lazy("column of a sheet", "How it is counted"),
        choices=lambda: Indicator.Counting.choices,
        aliases=("forma de contar", "tipo", "mode de comptage"),
    )
    yield ChoiceColumn("frequency", _("How often"), choices=lambda: Indicator.Frequency.choices)
    yield ChoiceColumn(
        "measure",
        _("Counted by Hilo from"),
        hint=_("Empty: people declare it."),
        choices=measures,
        width=40,
    )
    yield ChoiceColumn("of_measure", _("Out of"), choices=measures, width=40)
    split = ChoiceColumn("splits", _("Split by"), choices=lambda: LABELS.items())
    yield MultiColumn("splits", _("Split by"), of=split)
