"""The works of a cohort as a spreadsheet: marked at home, criterion by criterion, and brought back.

One row for each work that was handed in. What a row may say is decided by `rules.marking`; it is done by the
services of the page on which a work is answered, with the same messages (docs/algorithms/grading-sheet.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.access import Refused
from hilo.core.keeping import kept, once_per_request
from hilo.core.sheets import (
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    Message,
    NumberColumn,
    Scope,
    Sheet,
    TextColumn,
    Values,
    error,
    warning,
)
from hilo.core.text import Text
from hilo.learning.access import TEACH
from hilo.learning.models import Cohort, Page, Submission
from hilo.learning.problems.assignments import NotToBeJudged
from hilo.learning.queries.grades import NAMES
from hilo.learning.rules import marking, rubrics
from hilo.learning.rules.marking import Fault
from hilo.learning.services import answers_given_back as given_back
from hilo.learning.services import assignments
from hilo.learning.sheets.grading_words import (
    COLUMNS,
    IDENTITY,
    SENTENCES,
    SINCE_THE_DOWNLOAD,
    TOLD,
    what_rests_on,
)
from hilo.people import access as people
from hilo.ui.numerals import figure

State = Submission.State
LEAVE_IT = _("Stands in each download; leave it as it is.")


class StampColumn(CodeColumn):
    """Which answer a download was made over: read and looked at, never compared or kept."""

    def dump(self, value: Any) -> str:
        return ""

    def read(self, value: Any, reading: Any) -> str:
        return str(value).strip()

    def cell(self, value: Any, language: str) -> str:
        return str(value)


def _criterion(number: int, title: Any) -> str:
    if title is None:
        return gettext("Criterion %(number)s") % {"number": number}
    return gettext("Criterion %(number)s: %(title)s") % {"number": number, "title": title}


_criterion_lazy: Any = lazy(_criterion, str)


class GradingSheet(Sheet):
    """One row per work that was handed in to a cohort, known by its key or by its author and assignment."""

    name = "grading"
    kind = "submission"
    explanation = _(
        "Mark the works of a cohort in a spreadsheet: points for each criterion, what the learner reads, or that "
        "a work is to be improved. An empty cell changes nothing. Learners are told as if you had answered here."
    )
    order = 46
    verb = TEACH
    scopes = frozenset({"cohort"})
    own_keys = frozenset({"key"})
    keys = (("key",), ("name", "assignment"))
    weak = frozenset({("name", "assignment")})
    erasable = frozenset({"feedback"})
    at_once = 100

    def __init__(self, cohort: Cohort | None = None) -> None:
        self.cohort: Any = cohort

    # Where it lives.

    def within(self, scope: Scope) -> Sheet:
        found = _cohort(scope.uuid) if scope.uuid else None
        if found is None:
            raise LookupError(f"no cohort {scope.uuid}")
        return type(self)(found)

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        held = people.scopes_of(user, TEACH)
        uuids = kept(("cohorts with works", held), lambda: _cohorts_in(held)) if held else []
        return [Scope("cohort", uuid) for uuid in uuids]

    def require_somewhere(self, user: Any) -> None:
        held = people.scopes_held(user, TEACH)
        if not held.is_everywhere and not held.of_kind("cohort"):
            raise Refused
        people.require_anywhere(user, TEACH)

    @property
    def title(self) -> str:
        if self.cohort is None:
            return gettext("Works to grade")
        return gettext("Works of %(cohort)s") % {"cohort": self.cohort.name}

    # Its columns.

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (*self._about_the_work(), *self._marks(), *self._answer())

    def _about_the_work(self) -> Iterator[Column]:
        yield CodeColumn("key", _("Key"), hint=LEAVE_IT, aliases=("clave", "clé"), width=38)
        yield StampColumn("stamp", _("Mark of the download"), hint=LEAVE_IT)
        yield TextColumn("name", _("Name"), aliases=("nombre", "nom", "الاسم"), width=32)
        yield ChoiceColumn(
            "assignment",
            _("Assignment"),
            choices=lambda: [(str(step), page.title) for step, page in self.assignments.items()],
            width=32,
        )
        yield DateColumn("handed_in", _("Handed in"), is_shown_only=True)
        yield TextColumn("criteria", _("Criteria and points"), is_shown_only=True, width=44)

    def _marks(self) -> Iterator[Column]:
        """A column for each criterion, and one for works that are marked from 0 to 100."""
        found = [rubrics.read(page.content.get("rubric", ())) for page in self.assignments.values()]
        found = [rubric for rubric in found if rubric]
        only = found[0] if len(found) == 1 else ()
        for at in range(max(map(len, found), default=0)):
            title = Text.read(only[at].title) if only else None
            yield NumberColumn(f"criterion_{at + 1}", _criterion_lazy(at + 1, title), places=2)
        if len(found) < len(self.assignments) or self.cohort is None:
            yield NumberColumn(
                "points",
                _("Points, from 0 to 100"),
                least=0,
                most=rubrics.WITHOUT_RUBRIC,
                places=2,
                aliases=("puntos", "points", "نقاط"),
            )

    def _answer(self) -> Iterator[Column]:
        yield ChoiceColumn(
            "decision",
            pgettext_lazy("of a work", "Decision"),
            hint=_("May stay empty where there are points."),
            choices=lambda: [(one.value, one.label) for one in (State.GRADED, State.RETURNED)],
            width=18,
        )
        yield TextColumn(
            "feedback", _("What the learner reads"), longest=8000, has_lines=True, width=50
        )

    @cached_property
    def assignments(self) -> dict[UUID, Page]:
        """The assignments that the cohort has, and those that its works answer, as they stand in the latest edition."""
        if self.cohort is None:
            return {}
        edition = self.cohort.edition_id or self.cohort.course.edition_id
        answered = Q(submissions__enrolment__cohort=self.cohort)
        rows = Page.objects.filter(Q(edition=edition) | answered, kind="assignment").distinct()
        ordered = rows.only("step", "title", "content").order_by("edition__number", "order", "pk")
        return {page.step: page for page in ordered}

    # Its rows.

    def works(self) -> QuerySet[Any]:
        """The works of the cohort, also those that are with their authors."""
        rows = Submission.objects.filter(enrolment__cohort=self.cohort)
        joined = ("enrolment__person", "page", "graded_by")
        rows = given_back.with_what_hangs_on_it(rows.select_related(*joined))
        names = ("enrolment__person__family_name", "enrolment__person__given_name", "pk")
        return rows.defer("text", "page__body", "page__html").order_by("page__order", *names)

    def objects(self, scope: Scope = Scope()) -> QuerySet[Any]:  # noqa: B008
        return self.works().exclude(state=State.DRAFT)

    def by_uuid(self, uuids: Collection[UUID], scope: Scope) -> dict[UUID, Any]:
        return {one.uuid: one for one in self.works().filter(uuid__in=list(uuids))}

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        named = {one: self._called(one, key) for one in wanted}
        things = self.by_uuid([uuid for uuids in named.values() for uuid in uuids], scope)
        return {
            one: [things[uuid] for uuid in uuids if uuid in things] for one, uuids in named.items()
        }

    def _called(self, name: tuple[str, ...], key: tuple[str, ...]) -> list[UUID]:
        """The works that bear this name in the way that `key` says."""
        if key != ("key",):
            return self._by_author.get(name, [])
        try:
            return [UUID(name[0])]
        except ValueError:
            return []

    @cached_property
    def _by_author(self) -> dict[tuple[str, ...], list[UUID]]:
        """The works of the cohort by author and assignment; asked once for a whole file."""
        person = "enrolment__person"
        rows = Submission.objects.filter(enrolment__cohort=self.cohort).select_related(person)
        found: dict[tuple[str, ...], list[UUID]] = {}
        for work in rows.only("uuid", "step", *(f"{person}__{name}" for name in NAMES)):
            said = {"name": work.enrolment.person, "assignment": work.step}
            names = tuple(self.column(name).key(str(said[name])) for name in said)
            found.setdefault(names, []).append(work.uuid)
        return found

    def closed(self, thing: Any) -> frozenset[str]:
        return frozenset({"name", "assignment"})

    def current(self, thing: Any) -> Values:
        rubric = self._rubric(thing)
        is_graded = thing.state == State.GRADED
        marks = marking.points_by_criterion(rubric, thing.levels if is_graded else {})
        return {
            "key": str(thing.uuid),
            "stamp": stamp_of(thing),
            "name": str(thing.enrolment.person),
            "assignment": str(thing.step),
            "handed_in": localtime(thing.handed_in_at).date() if thing.handed_in_at else None,
            "criteria": _in_words(rubric),
            **{f"criterion_{at + 1}": points for at, points in marks.items()},
            "points": thing.points if is_graded and not rubric else None,
            "decision": thing.state if thing.state in (State.GRADED, State.RETURNED) else None,
            "feedback": thing.feedback or None,
        }

    def _rubric(self, thing: Any) -> tuple[rubrics.Criterion, ...]:
        return rubrics.read(thing.page.content.get("rubric", ()))

    # What is said of a row.

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        if thing is None:
            yield error(SENTENCES[Fault.NOT_HANDED_IN])
            return
        if values.get("stamp") not in (None, stamp_of(thing)):
            yield warning(SINCE_THE_DOWNLOAD)
        try:
            self._meant(values, thing)
        except marking.Unclear as unclear:
            yield self._said(unclear, values, thing)

    def _meant(self, values: Values, thing: Any) -> marking.Answer:
        whole = {**self.current(thing), **values}
        line = marking.Line(
            dict(_by_criterion(whole)),
            whole["points"],
            whole["decision"] or "",
            whole["feedback"] or "",
        )
        return marking.answer_of(line, self._rubric(thing), thing.state, thing.levels)

    def _said(self, unclear: marking.Unclear, values: Values, thing: Any) -> Message:
        columns = ",".join(f"criterion_{at + 1}" for at in unclear.at)
        facts: dict[str, Any] = {}
        if unclear.fault in (Fault.NO_SUCH_LEVEL, Fault.TWO_LEVELS):
            levels = self._rubric(thing)[unclear.at[0]].levels
            facts["points"] = figure(values[columns])
            if unclear.fault == Fault.NO_SUCH_LEVEL:
                facts["levels"] = "; ".join(figure(one.points) for one in levels)
        return error(SENTENCES[unclear.fault], columns or COLUMNS.get(unclear.fault, ""), **facts)

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Any:
        raise NotToBeJudged  # `look` has refused it: nothing was handed in

    def change(self, thing: Any, values: Values, *, by: Any, scope: Scope) -> None:
        answer = self._meant(values, thing)
        words = (values["feedback"] or "") if "feedback" in values else thing.feedback
        told: dict[str, Any] = {"by": by, "feedback": words, "expected": thing.version}
        if answer.goes_back:
            assignments.send_back(thing, **told)
        else:
            assignments.grade(thing, levels=answer.levels, points=answer.points, **told)

    def remove(self, thing: Any, *, by: Any, scope: Scope) -> None:
        raise NotToBeJudged  # rows make no work, so none is taken back

    # What rows remember, and how they are taken back.

    def remembered(self, thing: Any) -> dict[str, Any]:
        return given_back.remembered(thing)

    def has_moved(self, thing: Any, seen: dict[str, Any]) -> bool:
        now = given_back.remembered(thing)
        return any(now[name] != seen[name] for name in IDENTITY)

    def stays(self, thing: Any, after: dict[str, Any]) -> Message | None:
        reason = what_rests_on(given_back.remembered(thing), after)
        return error(reason) if reason else None

    def restore(
        self, thing: Any, values: Values, before: dict[str, Any], *, by: Any, scope: Scope
    ) -> None:
        given_back.give_back(thing, before, by=by)

    def written_to(self, things: Collection[Any]) -> dict[UUID, Message]:
        return {
            one.uuid: warning(TOLD, name=str(one.enrolment.person))
            for one in things
            if one.graded_at
        }


def _cohort(uuid: UUID) -> Cohort | None:
    """The cohort in which a sheet lives; asked once per request."""
    rows = Cohort.objects.filter(uuid=uuid)
    return once_per_request(("cohort of a sheet", uuid), rows.first)


def _cohorts_in(held: people.Scopes) -> list[UUID]:
    """The cohorts in `held` in which something was handed in."""
    where = Q() if held.is_everywhere else Q(uuid__in=held.of_kind("cohort"))
    works = Submission.objects.exclude(state=State.DRAFT).values("enrolment__cohort")
    return list(Cohort.objects.filter(where, pk__in=works).values_list("uuid", flat=True))


def stamp_of(work: Any) -> str:
    """Twelve signs that change when the work is answered, taken back or handed in anew."""
    facts = [given_back.remembered(work)[name] for name in IDENTITY]
    return hashlib.blake2s(repr(facts).encode(), digest_size=6).hexdigest()


def _by_criterion(values: Values) -> Iterator[tuple[int, Decimal]]:
    """The criteria that have points in a row, counted from 0."""
    for name, points in values.items():
        if name.startswith("criterion_") and points is not None:
            yield int(name.removeprefix("criterion_")) - 1, Decimal(points)


def _in_words(rubric: tuple[rubrics.Criterion, ...]) -> str | None:
    """«1 Claridad: 0; 4 · 2 Presupuesto: 0; 2; 5»"""
    told = [
        f"{figure(number, 0)} {Text.read(one.title)}: "
        + "; ".join(figure(level.points) for level in one.levels)
        for number, one in enumerate(rubric, start=1)
    ]
    return " · ".join(told) or None
