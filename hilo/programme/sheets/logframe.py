"""The results of one programme as a spreadsheet: objectives first, each with the number of what it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.sheets import WHOLE, ChoiceColumn, CodeColumn, Message, Scope, Values, error, warning
from hilo.programme.models import Result
from hilo.programme.rules import levels
from hilo.programme.services import chain
from hilo.programme.sheets.base import (
    CODE,
    KEY,
    LANGUAGES,
    NOT_YET,
    ORDER,
    ProgrammeSheet,
    in_each_language,
    long_text,
)

WRONG_WAY = gettext_noop(
    "An output leads to an outcome, an outcome to an objective. Write the number of a result of the "
    "next level up."
)
TOP_DOWN = Case(*(When(level=level, then=Value(n)) for n, level in enumerate(levels.ORDER)))


class LogframeSheet(ProgrammeSheet):
    """One row per result."""

    name = "logframe"
    kind = "result"
    explanation = _(
        "Write the whole results chain at once: objectives first, then outcomes, then outputs, each "
        "with the number of the result it leads to."
    )
    order = 41
    texts = ("title", "about", "assumptions", "risks")
    plain = ("code", "level", "order")
    columns = (
        KEY,
        CODE,
        ChoiceColumn(
            "level",
            pgettext_lazy("column of a sheet", "Level"),
            is_required=True,
            choices=lambda: Result.Level.choices,
            aliases=("nivel", "niveau", "المستوى"),
        ),
        CodeColumn(
            "above",
            pgettext_lazy("column of a sheet", "Leads to"),
            hint=_("The number of a result of the next level up."),
            longest=12,
            aliases=("lleva a", "mène à", "يؤدي إلى"),
            width=12,
        ),
        *in_each_language("title", _("Title"), longest=200, width=40),
        *long_text("about", _("Description")),
        *long_text("assumptions", _("Assumptions")),
        *long_text("risks", _("Risks")),
        ORDER,
    )
    erasable = frozenset({"above", *(f"{text}_{code}" for text in texts for code in LANGUAGES)})

    @property
    def title(self) -> str:
        return self.titled(gettext("Results chain"))

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Result]:
        rows = Result.objects.filter(programme=self.programme).select_related("above", "programme")
        return rows.annotate(depth=TOP_DOWN).order_by("depth", "order", "code")

    def current(self, thing: Result) -> Values:
        return {
            "key": str(thing.uuid),
            "code": thing.code,
            "level": thing.level,
            "above": thing.above.code if thing.above else None,
            "order": thing.order,
            **self.texts_of(thing),
        }

    def look(self, values: Values, thing: Result | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        code = values.get("above")
        found = self.results.get(code) if code else None
        level = values.get("level") or (thing.level if thing else "")
        if code and found is None:
            yield warning(NOT_YET, "above", code=code)
        elif found is not None and not levels.may_lead(level, found.level):
            yield error(WRONG_WAY, "above")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Result:
        return chain.add(self.programme, by=by, **self._fields(values, None))

    def change(self, thing: Result, values: Values, *, by: Any, scope: Scope) -> None:
        chain.change(thing, expected=thing.version, by=by, **self._fields(values, thing))

    def _fields(self, values: Values, thing: Result | None) -> dict[str, Any]:
        fields = self.told(values, thing)
        if "above" in values:
            fields["above"] = self.result_of(values["above"], "above")
        return fields

    def remove(self, thing: Result, *, by: Any, scope: Scope) -> None:
        chain.remove(thing, by=by)
