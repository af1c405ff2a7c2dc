"""Several sessions at once as a spreadsheet: people as rows, sessions as columns.

Not one row per person and session: this is how lists lie on the table of whoever kept them, a download of
415 people and ten sessions has 415 rows that can be read, and filling a column down is one gesture.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.attendance.access import KEEP
from hilo.attendance.enums import PresenceState, Way
from hilo.attendance.models import Presence, Session
from hilo.attendance.problems import NotOnTheList
from hilo.attendance.rosters import rosters
from hilo.attendance.rules.counting import Record
from hilo.attendance.services import lists
from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.sheets import (
    CellProblem,
    CodeColumn,
    Column,
    Message,
    Reading,
    Scope,
    Sheet,
    TextColumn,
    Values,
    cells,
    error,
)
from hilo.core.time import now
from hilo.people import access as people
from hilo.people.models import Person
from hilo.ui import calendar

# Whole words and first letters in the house's languages, folded; figures are minutes.
SIGNS = {
    PresenceState.PRESENT: "p x 1 present presente presente حاضر حاضرة حضور ح si oui yes نعم",
    PresenceState.ABSENT: "a 0 - absent ausente absente غائب غائبة غياب غ no non لا",
    PresenceState.EXCUSED: "e j excused justificado justificada justifie excuse excusee معذور معذورة عذر ع",
}
STATE_OF = {fold(word): state for state, words in SIGNS.items() for word in words.split()}
LETTER = {
    PresenceState.PRESENT: pgettext_lazy("letter in a list: present", "P"),
    PresenceState.ABSENT: pgettext_lazy("letter in a list: absent", "A"),
    PresenceState.EXCUSED: pgettext_lazy("letter in a list: excused", "E"),
}
NOT_A_SIGN = gettext_noop(
    "«%(value)s» says nothing here. Write P (present), A (absent), E (excused), or for how many minutes."
)
TOO_MANY_MINUTES = gettext_noop("This session has %(most)s minutes. Write P for whoever stayed.")
NOT_EXPECTED = gettext_noop("Nobody of this list is called so. Add people where they are enrolled.")
NOT_AT_THIS = gettext_noop(
    "This person is not expected at this session: they have left the list, or moved to another. Leave the cell empty."
)

BY_SHEET = gettext_noop("By a spreadsheet.")  # kept untranslated, said in the reader's language
FUTURE = dt.timedelta(hours=12)
MOST_COLUMNS = 60


class NobodyIsAdded(Problem):
    sentence = _("Nobody is added here. Add people where they are enrolled.")


@dataclass(frozen=True, kw_only=True, eq=False)
class PresenceColumn(Column):
    """What is recorded at one session: a letter, or minutes. Values are `present`, `45`, …"""

    length: int
    width: int = 12

    def read(self, value: Any, reading: Reading) -> str:
        if isinstance(value, int | float):
            value = int(value) if value == int(value) else value
        word = fold(cells.unquoted(str(value))).strip(" .")
        if word in STATE_OF:
            return STATE_OF[word].value
        return self._minutes(word)

    def _minutes(self, word: str) -> str:
        if not word.isdecimal():
            raise CellProblem(NOT_A_SIGN, value=word)
        if int(word) > self.length:
            raise CellProblem(TOO_MANY_MINUTES, most=self.length)
        return PresenceState.PRESENT.value if int(word) == self.length else str(int(word))

    def cell(self, value: Any, language: str) -> Any:
        return value if value.isdecimal() else str(LETTER[PresenceState(value)])

    def options(self, language: str) -> list[tuple[str, str]]:
        return []


KEY = CodeColumn(
    "key",
    _("Key"),
    hint=_("Stands in each download; leave it as it is."),
    aliases=("clave", "clé", "المفتاح"),
    width=38,
)
NAME = TextColumn("name", _("Name"), aliases=("nombre", "nom", "الاسم"), width=32)


class AttendanceSheet(Sheet):
    """The list of a roster over its sessions; bound to one by `within`."""

    name = "attendance"
    kind = "person"
    explanation = _(
        "One row for each person, one column for each session: P present, A absent, E excused, or the "
        "minutes of whoever was there for a part. An empty cell changes nothing."
    )
    order = 45
    verb = KEEP
    own_keys = frozenset({"key"})
    keys = (("key",), ("name",))
    weak = frozenset({("name",)})

    def __init__(self, scope: Scope | None = None) -> None:
        self.scope = scope or Scope()
        self.waiting: dict[int, dict[int, Record | None]] = defaultdict(dict)

    # Where it lives.

    @property
    def scopes(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset(one.name for one in rosters)

    def within(self, scope: Scope) -> Sheet:
        rosters.get(scope.kind).title_of(scope.uuid)  # type: ignore[arg-type]
        return type(self)(scope)

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        for roster in rosters:
            held = roster.scopes_of(user, KEEP)
            rows = Session.objects.filter(about_kind=roster.name)
            if not held.is_everywhere:
                rows = rows.filter(about__in=held.of_kind(roster.name))
            for uuid in rows.order_by("about").values_list("about", flat=True).distinct():
                yield Scope(roster.name, uuid)

    def may(self, user: Any, scope: Scope = Scope()) -> bool:  # noqa: B008
        return scope.kind in rosters and rosters.get(scope.kind).may(user, KEEP, scope.uuid)

    def require(self, user: Any, scope: Scope = Scope()) -> None:  # noqa: B008
        if not self.may(user, scope):
            roster = rosters.get(scope.kind) if scope.kind in rosters else None
            raise people.refusal(bool(roster and roster.holds(user, KEEP, scope.uuid)))

    def require_somewhere(self, user: Any) -> None:
        if not any(one.scopes_of(user, KEEP) for one in rosters):
            raise people.refusal(any(one.scopes_held(user, KEEP) for one in rosters))

    @property
    def title(self) -> str:
        if not self.scope:
            return gettext("Attendance")
        roster = rosters.get(self.scope.kind).title_of(self.scope.uuid)  # type: ignore[arg-type]
        return gettext("Attendance of %(roster)s") % {"roster": roster}

    # Its columns.

    @cached_property
    def sessions(self) -> list[Session]:
        """Those that have begun or are near, the first one first."""
        rows = Session.objects.of(self.scope.kind, self.scope.uuid).standing()
        near = rows.filter(starts_at__lte=now() + FUTURE)
        return list(near.order_by("-starts_at")[:MOST_COLUMNS])[::-1]

    @cached_property
    def by_column(self) -> dict[str, Session]:
        return {f"s_{session.uuid.hex[:8]}": session for session in self.sessions}

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        marks = (
            PresenceColumn(name, headed(session), length=session.minutes)
            for name, session in self.by_column.items()
        )
        return (KEY, NAME, *marks)

    @property
    def erasable(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset(self.by_column)

    # Its rows.

    def objects(self, scope: Scope | None = None) -> QuerySet[Person]:
        there = Presence.objects.filter(session__in=self.sessions)
        found = rosters.get(self.scope.kind).people_of(self.scope.uuid)  # type: ignore[arg-type]
        on_list = Q(pk__in=found.values("pk")) | Q(pk__in=there.values("person"))
        rows = Person.objects.filter(on_list).order_by("folded", "pk")
        return rows.prefetch_related(Prefetch("presences", there, to_attr="at_sessions"))

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        named = (lambda one: str(one.uuid)) if key == ("key",) else (lambda one: fold(str(one)))
        found: dict[tuple[str, ...], list[Any]] = {}
        for one in self.objects():
            name = (named(one),)
            if name in wanted:
                found.setdefault(name, []).append(one)
        return found

    def closed(self, thing: Person) -> frozenset[str]:
        return frozenset({"name"})

    def current(self, thing: Any) -> Values:
        marks = {one.session_id: told(one.record) for one in thing.at_sessions}
        columns = {name: marks.get(session.pk) for name, session in self.by_column.items()}
        return {"key": str(thing.uuid), "name": str(thing), **columns}

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        if thing is None:
            yield error(NOT_EXPECTED, "name")
            return
        for name in self.by_column:
            if values.get(name) is not None and not self._is_on(thing, name):
                yield error(NOT_AT_THIS, name)

    @cached_property
    def expected(self) -> frozenset[int]:
        """Who is expected at the sessions of this list now; whoever has left stands on it by what is on record."""
        found = rosters.get(self.scope.kind).people_of(self.scope.uuid)  # type: ignore[arg-type]
        return frozenset(found.values_list("pk", flat=True))

    def _is_on(self, thing: Any, name: str) -> bool:
        session = self.by_column[name].pk
        return thing.pk in self.expected or any(
            one.session_id == session for one in thing.at_sessions
        )

    def create(self, values: Values, *, by: Any, scope: Scope) -> Any:
        raise NobodyIsAdded(field="name")

    def change(self, thing: Person, values: Values, *, by: Any, scope: Scope) -> None:
        """Left for the end of the chunk: one list for each session."""
        for name, value in values.items():
            if name in self.by_column:
                if not self._is_on(thing, name):
                    raise NotOnTheList(field=name)
                self.waiting[self.by_column[name].pk][thing.pk] = meant(value)

    def finish(self, *, by: Any) -> None:
        waiting, self.waiting = self.waiting, defaultdict(dict)
        for session in self.sessions:
            if said := waiting.get(session.pk):
                lists.record(session, said, by=by, way=Way.SHEET, reason=BY_SHEET)

    def remove(self, thing: Any, *, by: Any, scope: Scope) -> None:
        raise NobodyIsAdded

    def by_uuid(self, uuids: Collection[UUID], scope: Scope) -> dict[UUID, Any]:
        return {one.uuid: one for one in self.objects().filter(uuid__in=list(uuids))}


def heading(session: Session) -> str:
    """«17 mar 2026, 10:00 · Taller de planeación»"""
    return f"{calendar.moment(session.local_start)} · {session.title}"


# A file has a language of its own, in which its headings are written and read.
headed = lazy(heading, str)


def told(record: Record) -> str:
    """A record as a cell holds it."""
    is_partial = record.state == PresenceState.PARTIAL
    return str(record.minutes) if is_partial else record.state


def meant(value: str | None) -> Record | None:
    """The record that a cell means; None takes it back."""
    if value is None:
        return None
    if value.isdecimal():
        return Record(PresenceState.PARTIAL, int(value))
    return Record(value)
