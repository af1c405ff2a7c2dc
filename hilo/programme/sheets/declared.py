"""The declared values of one programme as a spreadsheet: one row per indicator, period, region and group.

A row that says otherwise than what stands corrects it: the old value is kept with when and by whom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    Message,
    Scope,
    TextColumn,
    Values,
    error,
)
from hilo.core.text import Text
from hilo.network.sheets.areas import uuids
from hilo.network.sheets.clusters import written
from hilo.network.sheets.organisations import WebColumn
from hilo.programme.models import Declaration
from hilo.programme.services import declarations as services
from hilo.programme.services.declarations import Said
from hilo.programme.sheets.base import LANGUAGES, in_each_language
from hilo.programme.sheets.numbers import WHOLE_HINT, NumbersSheet, amount
from hilo.programme.splits import GROUPING

EVERYBODY = "everybody"
AMOUNTS = ("value", "numerator", "denominator")
WORDS = tuple(f"words_{code}" for code in LANGUAGES)


class DeclaredSheet(NumbersSheet):
    """One row per value that stands."""

    name = "declared"
    kind = "declaration"
    explanation = _(
        "Declare many values at once, or correct them. A value that differs from the one that stands "
        "replaces it; the old one is kept. Documents are attached on the page of the value."
    )
    order = 44
    texts = ("words",)
    erasable = frozenset({"evidence", "note", *WORDS})
    closed_because = gettext_noop(
        "A value keeps its indicator, its days, its region and its group. Declare another one for others."
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("Declared values"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            *self.days(),
            *self.region_column(WHOLE_HINT),
            *self._groups(),
            amount(
                "value", pgettext_lazy("column of a sheet", "Value"), aliases=("valor", "valeur")
            ),
            amount("numerator", _("Of these"), least=0),
            amount("denominator", _("Out of"), least=0),
            *in_each_language("words", _("In words"), longest=6000, has_lines=True),
            WebColumn("evidence", _("Address of the evidence"), longest=300, width=34),
            TextColumn("note", _("Note"), longest=400),
            ChoiceColumn(
                "level",
                _("Level of evidence"),
                choices=lambda: Declaration.Level.choices,
                is_shown_only=True,
            ),
        )

    def _groups(self) -> Iterable[Column]:
        """Of whom: only where some indicator is declared by groups."""
        if any(set(one.splits) & set(GROUPING) for one in self.indicators.values()):
            yield ChoiceColumn(
                "group",
                pgettext_lazy("column of a sheet", "Of whom"),
                hint=_("A group, or «Everybody»."),
                is_required=True,
                choices=lambda: [(EVERYBODY, _("Everybody")), *self.divisions.groups()],
                width=20,
            )

    # What stands in it.

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Declaration]:
        return self._joined(Declaration.objects.standing())

    def _joined(self, rows: QuerySet[Declaration]) -> QuerySet[Declaration]:
        order = (
            "indicator__order",
            "indicator__code",
            "ends_on",
            "starts_on",
            "region__order",
            "pk",
        )
        here = rows.filter(indicator__programme=self.programme)
        return here.select_related("indicator__programme", "region", "file").order_by(*order)

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        if key == ("key",):
            found = self.by_uuid(uuids(wanted), scope)
            return {(str(uuid),): [one] for uuid, one in found.items()}
        return super().load(key, wanted, scope)

    def by_uuid(self, uuids: Collection[UUID], scope: Scope) -> dict[UUID, Any]:
        """What stands in the place of each of these values: they themselves, or what replaced them."""
        asked = {one.uuid: one for one in self._joined(Declaration.objects.filter(uuid__in=uuids))}
        if not any(one.replaced_at for one in asked.values()):
            return asked
        standing = {_place(one): one for one in self.objects()}
        there = {uuid: standing.get(_place(one)) for uuid, one in asked.items()}
        return {uuid: one for uuid, one in there.items() if one is not None}

    def named(self, thing: Declaration) -> Values:
        told = super().named(thing)
        return told | ({"group": thing.split_key or EVERYBODY} if "group" in self.naming else {})

    def name_of(self, thing: Declaration) -> tuple[str, ...]:
        if thing.split_key and "group" not in self.naming:
            return (fold(str(thing.uuid)),)  # named by its key alone
        return super().name_of(thing)

    def current(self, thing: Declaration) -> Values:
        is_percentage = thing.denominator is not None
        return {
            "key": str(thing.uuid),
            **self.named(thing),
            "value": None if is_percentage else thing.value,
            "numerator": thing.numerator,
            "denominator": thing.denominator,
            "evidence": thing.evidence or None,
            "note": thing.note or None,
            "level": thing.level,
            **self.texts_of(thing),
        }

    def look(self, values: Values, thing: Declaration | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        indicator = thing.indicator if thing else self.indicators.get(values.get("indicator", ""))
        if indicator is None:
            return
        try:
            services.check(indicator, self._said(values, thing))
        except Problem as problem:
            yield error(str(problem), problem.field)

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Declaration:
        indicator = self.indicators[values["indicator"]]
        return services.declare(indicator, self._said(values, None), by=by)

    def change(self, thing: Declaration, values: Values, *, by: Any, scope: Scope) -> None:
        services.correct(thing, self._said(values, thing), by=by)

    def _said(self, values: Values, thing: Declaration | None) -> Said:
        """What the row says; what it does not speak of stays as it is."""
        return Said(
            thing.starts_on if thing else values.get("starts_on"),
            thing.ends_on if thing else values.get("ends_on"),
            thing.region if thing else self.region_of(values),
            thing.split if thing else _split(values.get("group")),
            **{name: _after(values, thing, name) for name in AMOUNTS},
            words=written(thing.words if thing else Text(), values, "words_"),
            evidence=_after(values, thing, "evidence") or "",
            file=thing.file if thing else None,
            note=_after(values, thing, "note") or "",
        )

    def remove(self, thing: Declaration, *, by: Any, scope: Scope) -> None:
        services.take_back(thing, by=by)


def _after(values: Values, thing: Declaration | None, name: str) -> Any:
    """What a field says once the row is taken over."""
    if name in values:
        return values[name]
    if name == "value" and thing is not None and thing.denominator is not None:
        return None  # worked out anew from its two numbers
    return getattr(thing, name) if thing else None


def _split(group: str | None) -> dict[str, str]:
    name, _sign, code = (group or EVERYBODY).partition("=")
    return {name: code} if code else {}


def _place(one: Declaration) -> tuple[Any, ...]:
    return one.indicator_id, one.starts_on, one.ends_on, one.region_id, one.split_key
