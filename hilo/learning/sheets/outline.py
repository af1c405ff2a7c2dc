"""The outline of one course as a spreadsheet: a row for each step, in the order of the course."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.access import Refused
from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    Message,
    NumberColumn,
    Scope,
    Sheet,
    Values,
    YesNoColumn,
    error,
)
from hilo.core.text import Text
from hilo.learning import access
from hilo.learning.models import Course, Module, Step
from hilo.learning.services import outline
from hilo.network.sheets.areas import by_key, by_name
from hilo.network.sheets.clusters import written
from hilo.network.sheets.organisations import KEY, LANGUAGES
from hilo.people import access as people
from hilo.programme.sheets.base import in_each_language

NO_TITLE = gettext_noop("Write the title in at least one language.")
NO_MODULE = gettext_noop(
    "The course has no module %(number)s. Write the title of the module too, and it is made."
)
MOST_MODULES = 200


class ModuleIsUnknown(Problem):
    sentence = _("The course has no module %(number)s.")


class OutlineSheet(Sheet):
    """One row per step; a module is made where a row numbers the next one and names it."""

    name = "outline"
    kind = "step"
    verb = access.WRITE
    explanation = _(
        "Plan a course at once: its modules by number, their lessons, quizzes and assignments, how long "
        "each takes and whether it counts. Texts and questions are written on their pages."
    )
    order = 60
    scopes = frozenset({"course"})
    own_keys = frozenset({"key"})
    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("key",), ("module", "title_es"))
    weak = frozenset({("module", "title_es")})
    erasable = frozenset(f"title_{code}" for code in LANGUAGES)

    def __init__(self, course: Course | None = None) -> None:
        self.course: Any = course

    @property
    def title(self) -> str:
        words = gettext("Outline")
        if self.course is None:
            return words
        return gettext("%(title)s of %(course)s") % {"title": words, "course": self.course.name}

    # Where it lives.

    def within(self, scope: Scope) -> Sheet:
        course = Course.objects.filter(uuid=scope.uuid).first() if scope.uuid else None
        if course is None:
            raise LookupError(f"no course {scope.uuid}")
        return type(self)(course)

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        found = access.courses_written_by(user).values_list("uuid", flat=True)
        return [Scope("course", uuid) for uuid in found]

    def require_somewhere(self, user: Any) -> None:
        held = people.scopes_held(user, self.verb)
        if not held.is_everywhere and not held.of_kind("course"):
            raise Refused
        people.require_anywhere(user, self.verb)

    # What stands in it.

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            KEY,
            NumberColumn(
                "module",
                _("Module"),
                hint=_("Its number: 1, 2, 3."),
                is_required=True,
                least=1,
                most=MOST_MODULES,
                aliases=("módulo", "module", "الوحدة"),
                width=10,
            ),
            *in_each_language("module_title", _("Title of the module"), longest=160, width=34),
            ChoiceColumn(
                "step_kind",
                pgettext_lazy("column of a sheet", "Kind"),
                choices=lambda: Step.Kind.choices,
            ),
            *in_each_language("title", _("Title"), longest=160, width=40),
            NumberColumn("minutes", _("Minutes"), least=1, most=6000, width=10),
            YesNoColumn("is_required", _("Counts towards the certificate")),
        )

    @cached_property
    def modules(self) -> list[Module]:
        """The modules of the course in their order; a new one is put behind them."""
        return list(self.course.modules.all()) if self.course else []

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Step]:
        rows = Step.objects.filter(module__course=self.course).select_related("module__course")
        return rows.order_by("module__order", "module__pk", "order", "pk")

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        if key == ("key",):
            return by_key(self.objects(), wanted)
        return by_name(self.objects(), wanted, self.name_of)

    def name_of(self, step: Step) -> tuple[str, ...]:
        """What a row says to name `step`: its module's number and its Spanish title, folded."""
        return (str(self.number_of(step)), fold(step.title.texts.get("es", "")))

    def number_of(self, step: Step) -> int:
        """The number of its module, counted from 1."""
        places = {one.pk: place for place, one in enumerate(self.modules, start=1)}
        return places[step.module_id]

    def current(self, thing: Step) -> Values:
        module = thing.module
        return {
            "key": str(thing.uuid),
            "module": self.number_of(thing),
            "step_kind": thing.kind,
            "minutes": thing.minutes,
            "is_required": thing.is_required,
            **{f"module_title_{code}": module.title.texts.get(code) for code in LANGUAGES},
            **{f"title_{code}": thing.title.texts.get(code) for code in LANGUAGES},
        }

    def closed(self, thing: Step) -> frozenset[str]:
        """What a step is stays; a module is named on its own page."""
        return frozenset({"step_kind", *(f"module_title_{code}" for code in LANGUAGES)})

    def look(self, values: Values, thing: Step | None) -> Iterable[Message]:
        titles = [f"title_{code}" for code in LANGUAGES]
        if thing is None and not any(values.get(name) for name in titles):
            yield error(NO_TITLE, ",".join(titles))
        number = int(values.get("module") or 0)
        if number > len(self.modules) and not self._names_module(values):
            yield error(NO_MODULE, "module", number=number)

    def _names_module(self, values: Values) -> bool:
        return any(values.get(f"module_title_{code}") for code in LANGUAGES)

    # What is done.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Step:
        fields = self._fields(values, Text())
        kind = values.get("step_kind") or Step.Kind.LESSON
        return outline.add_step(self._module(values, by), kind, by=by, **fields)

    def _module(self, values: Values, by: Any) -> Module:
        """The module that a row numbers, made where it is the next one; raises `ModuleIsUnknown`."""
        number, known = int(values["module"]), list(self.course.modules.all())
        if number <= len(known):
            module = known[number - 1]
            module.course = self.course
            return module
        if number > len(known) + 1 or not self._names_module(values):
            raise ModuleIsUnknown(number=number, field="module")
        title = written(Text(), values, "module_title_")
        made = outline.add_module(self.course, by=by, title=title)
        self.__dict__.pop("modules", None)  # the rows below see it
        return made

    def change(self, thing: Step, values: Values, *, by: Any, scope: Scope) -> None:
        fields = self._fields(values, thing.title)
        if values.get("module"):
            fields["module"] = self._module(values, by)
        outline.change_step(thing, expected=thing.version, by=by, **fields)

    def _fields(self, values: Values, title: Text) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if values.get("minutes") is not None:
            fields["minutes"] = int(values["minutes"])
        if values.get("is_required") is not None:
            fields["is_required"] = values["is_required"]
        if any(f"title_{code}" in values for code in LANGUAGES):
            fields["title"] = written(title, values, "title_")
        return fields

    def remove(self, thing: Step, *, by: Any, scope: Scope) -> None:
        outline.remove_step(thing, by=by)

    def dependents(self, things: Collection[Step]) -> dict[UUID, Message]:
        """Steps that learners have done stay."""
        return {one.uuid: error(WAS_DONE) for one in things if outline.was_done(one)}


WAS_DONE = gettext_noop("Learners have done this step already, so it stays.")
