"""The plan of one programme as spreadsheets: its activities, and its budget."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    Message,
    NumberColumn,
    Scope,
    Values,
    error,
)
from hilo.programme.models import Activity, BudgetLine
from hilo.programme.services import activities, budget
from hilo.programme.sheets.base import (
    CODE,
    KEY,
    LANGUAGES,
    ORDER,
    ProgrammeSheet,
    in_each_language,
    long_text,
    result_column,
)

UPSIDE_DOWN = gettext_noop("The last day lies before the first day.")
NO_WAY = gettext_noop(
    "An activity in this state does not come into that one: what is done or called off is planned "
    "anew first."
)
NO_ACTIVITY = gettext_noop("No activity of this programme has the number %(code)s.")
MOST_MONEY = 10**12 - 1


class ActivityIsUnknown(Problem):
    sentence = _("No activity of this programme has the number %(code)s.")


class ActivitiesSheet(ProgrammeSheet):
    """One row per activity."""

    name = "activities"
    kind = "activity"
    explanation = _(
        "Write the plan at once: what is done, for which result, when, where, by whom, and where it "
        "stands."
    )
    order = 45
    texts = ("title", "about", "note")
    plain = ("code", "starts_on", "ends_on", "order")
    erasable = frozenset(
        {"starts_on", "ends_on", "regions", "result", "responsible"}
        | {f"{text}_{code}" for text in texts for code in LANGUAGES}
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("Activities"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            KEY,
            CODE,
            *in_each_language("title", _("Title"), longest=200, width=40),
            result_column(),
            DateColumn("starts_on", _("From"), aliases=("desde", "du", "من")),
            DateColumn("ends_on", _("To"), aliases=("hasta", "au", "إلى")),
            *self.groups_column("regions", _("Regions"), "region"),
            *self.party_column("responsible", _("Responsible")),
            ChoiceColumn("state", _("State"), choices=lambda: Activity.State.choices),
            *long_text("about", _("Description")),
            *long_text("note", _("What came of it, or why not")),
            ORDER,
        )

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Activity]:
        rows = Activity.objects.filter(programme=self.programme)
        joined = rows.select_related("result", "responsible", "programme")
        return joined.prefetch_related("regions").order_by("order", "code")

    def current(self, thing: Activity) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) for name in self.plain},
            "result": thing.result.code if thing.result else None,
            "regions": [one.slug for one in thing.regions.all()],
            "responsible": str(thing.responsible_id) if thing.responsible_id else None,
            "state": thing.state,
            **self.texts_of(thing),
        }

    def look(self, values: Values, thing: Activity | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        first = values.get("starts_on", thing and thing.starts_on)
        last = values.get("ends_on", thing and thing.ends_on)
        if first and last and last < first:
            yield error(UPSIDE_DOWN, "ends_on")
        now = thing.state if thing else Activity.State.PLANNED
        wanted = values.get("state") or now
        if wanted != now and not verb_to(now, wanted):
            yield error(NO_WAY, "state")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Activity:
        made: Activity = activities.add(self.programme, by=by, **self._fields(values, None))
        self._turn(made, values, by=by)
        return made

    def change(self, thing: Activity, values: Values, *, by: Any, scope: Scope) -> None:
        fields = self._fields(values, thing)
        if fields:
            activities.change(thing, expected=thing.version, by=by, **fields)
        self._turn(thing, values, by=by)

    def _turn(self, thing: Activity, values: Values, *, by: Any) -> None:
        wanted = values.get("state") or thing.state
        if wanted == thing.state:
            return
        verb = verb_to(thing.state, wanted)
        if not verb:
            raise activities.NotPossibleForActivity(field="state")
        activities.turn(thing, verb, by=by)

    def _fields(self, values: Values, thing: Activity | None) -> dict[str, Any]:
        fields = self.told(values, thing)
        if "result" in values:
            fields["result"] = self.result_of(values["result"])
        if "responsible" in values:
            fields["responsible"] = self.parties.get(values["responsible"] or "")
        if "regions" in values:
            fields["regions"] = [self.regions[slug] for slug in values["regions"] or ()]
        return fields

    def remove(self, thing: Activity, *, by: Any, scope: Scope) -> None:
        activities.remove(thing, by=by)


def verb_to(now: str, wanted: str) -> str:
    """The verb that brings an activity from one state to another; nothing where none does."""
    ways = Activity.TRANSITIONS.items()
    return next((verb for verb, (before, after) in ways if now in before and after == wanted), "")


class BudgetSheet(ProgrammeSheet):
    """One row per budget line."""

    name = "budget"
    kind = "budget_line"
    explanation = _(
        "Write the budget at once: what is planned and what was spent, by activity, each line in its "
        "own currency. Lines in several currencies are never added up."
    )
    order = 46
    texts = ("title",)
    plain = ("code", "currency", "planned", "spent", "order")
    erasable = frozenset({"activity", "donor", *(f"title_{code}" for code in LANGUAGES)})

    @property
    def title(self) -> str:
        return self.titled(gettext("Budget"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            KEY,
            CODE,
            *in_each_language("title", _("Title"), longest=200, width=40),
            CodeColumn(
                "activity",
                pgettext_lazy("column of a sheet", "For the activity"),
                hint=_("The number of the activity."),
                longest=12,
                aliases=("actividad", "activité", "النشاط"),
                width=12,
            ),
            *self.party_column("donor", _("Paid by")),
            CodeColumn(
                "currency",
                _("Currency"),
                hint=_("Three letters, such as MXN or EUR."),
                is_required=True,
                is_upper=True,
                longest=3,
                pattern="[A-Z]{3}",
                width=10,
            ),
            _money("planned", _("Planned"), is_required=True),
            _money("spent", _("Spent")),
            ORDER,
        )

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """The activities of the programme by number."""
        return {one.code: one for one in self.programme.activities.all()} if self.programme else {}

    def objects(self, scope: Scope = WHOLE) -> QuerySet[BudgetLine]:
        rows = BudgetLine.objects.filter(programme=self.programme)
        return rows.select_related("activity", "donor", "programme").order_by("order", "code")

    def current(self, thing: BudgetLine) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) for name in self.plain},
            "activity": thing.activity.code if thing.activity else None,
            "donor": str(thing.donor_id) if thing.donor_id else None,
            **self.texts_of(thing),
        }

    def look(self, values: Values, thing: BudgetLine | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        code = values.get("activity")
        if code and code not in self.activities:
            yield error(NO_ACTIVITY, "activity", code=code)

    def create(self, values: Values, *, by: Any, scope: Scope) -> BudgetLine:
        return budget.add(self.programme, by=by, **self._fields(values, None))

    def change(self, thing: BudgetLine, values: Values, *, by: Any, scope: Scope) -> None:
        budget.change(thing, expected=thing.version, by=by, **self._fields(values, thing))

    def _fields(self, values: Values, thing: BudgetLine | None) -> dict[str, Any]:
        fields = self.told(values, thing)
        if "activity" in values:
            fields["activity"] = self._activity(values["activity"])
        if "donor" in values:
            fields["donor"] = self.parties.get(values["donor"] or "")
        return fields

    def _activity(self, code: str | None) -> Activity | None:
        if not code:
            return None
        if code not in self.activities:
            raise ActivityIsUnknown(code=code, field="activity")
        return self.activities[code]

    def remove(self, thing: BudgetLine, *, by: Any, scope: Scope) -> None:
        budget.remove(thing, by=by)


def _money(name: str, label: Any, **more: Any) -> NumberColumn:
    return NumberColumn(name, label, places=2, least=0, most=MOST_MONEY, width=16, **more)
