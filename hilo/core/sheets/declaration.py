"""What a domain declares so that its rows can be taken home as a spreadsheet and brought back.

    class PeopleSheet(Sheet):
        name, kind, title = "people", "person", _("People")
        columns = (CodeColumn("key", …), TextColumn("given_name", …, is_required=True), …)
        keys = (("key",), ("email",), ("given_name", "family_name", "municipality"))
        …
    sheets.add(PeopleSheet())

The engine reads, compares, asks, remembers and writes; the sheet only knows its own rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language_bidi, gettext_noop

from hilo.core import access
from hilo.core.registry import Registry
from hilo.core.sheets.columns import Column, LookupColumn, Reading
from hilo.core.sheets.messages import Message

Key = tuple[str, ...]
Values = dict[str, Any]


@dataclass(frozen=True)
class Scope:
    """In which object a sheet lives: a cohort's enrolments, say; `kind` is an object kind."""

    kind: str = ""
    uuid: UUID | None = None

    def __bool__(self) -> bool:
        return bool(self.kind)

    def __str__(self) -> str:
        return f"{self.kind}:{self.uuid}" if self.kind else ""

    @classmethod
    def read(cls, text: str) -> Scope:
        """From `kind:uuid` as it stands in an address; anything else is the whole house."""
        kind, _colon, uuid = text.partition(":")
        try:
            return cls(kind, UUID(uuid)) if kind and uuid else cls()
        except ValueError:
            return cls()


WHOLE = Scope()


@dataclass(frozen=True)
class Part:
    """What several new rows may bring along together: a person who stands in two of them, by `column`.

    Such rows must agree in the columns `alike`; where they do not, each is told `otherwise`, which names the
    other `%(lines)s`.
    """

    column: str
    alike: tuple[str, ...]
    otherwise: str


class Sheet:
    """Base of all sheets; a subclass is registered once, in its domain's `apps.py`."""

    name: ClassVar[str]
    kind: ClassVar[str]  # the object kind of its rows, for the journal and the rows' references
    title: ClassVar[Any]
    explanation: ClassVar[Any] = ""
    version: ClassVar[int] = 1
    order: ClassVar[int] = 50
    columns: ClassVar[tuple[Column, ...]]

    # Ways to name one object, the strongest first. Within a file a way names one row only.
    keys: ClassVar[tuple[Key, ...]]
    # Ways that two objects may share (a name): they count only where a row has no better one.
    weak: ClassVar[frozenset[Key]] = frozenset()
    # Keys that the house hands out: a row that carries an unknown one speaks of something gone.
    own_keys: ClassVar[frozenset[str]] = frozenset()
    # What new rows may have in common without naming the same object.
    parts: ClassVar[tuple[Part, ...]] = ()
    # So many rows at most are taken over, or undone, while the person waits.
    at_once: ClassVar[int] = 500
    # Columns in which the word of erasing (see `blanks`) may stand.
    erasable: ClassVar[frozenset[str]] = frozenset()

    # Who may download, upload, take over and undo: a verb of `people.roles`, asked in the scope.
    verb: ClassVar[str]
    # The kinds of scope in which this sheet lives; "" is the whole house.
    scopes: ClassVar[frozenset[str]] = frozenset({""})
    # What a row is told where it would change a closed column (see `closed`).
    closed_because: ClassVar[str] = gettext_noop("This stays as it is; it cannot be changed here.")
    # What a row is told where it says anything in a private column (see `private`).
    private_because: ClassVar[str] = gettext_noop(
        "This is for its owner alone; it is neither compared nor changed here."
    )

    def within(self, scope: Scope) -> Sheet:
        """This sheet as it is in `scope`: its title, its choices; raises LookupError where none is."""
        return self

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        """Where `user` may use this sheet now."""
        return [WHOLE] if self.may(user) else []

    def require_somewhere(self, user: Any) -> None:
        """Do nothing if `user` may use this sheet anywhere; otherwise raise `Refused`."""
        self.require(user)

    def may(self, user: Any, scope: Scope = WHOLE) -> bool:
        """Whether `user` may use this sheet in `scope` now."""
        return scope.kind in self.scopes and access.may(user, self.verb, scope.kind, scope.uuid)

    def require(self, user: Any, scope: Scope = WHOLE) -> None:
        """Do nothing if `user` may; otherwise raise `Refused` with a sentence."""
        access.require(user, self.verb, scope.kind, scope.uuid)

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Any]:
        """The rows of an export, with what `current` needs already joined, in a stable order."""
        raise NotImplementedError

    def load(
        self, key: Key, wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        """The objects that `key` names, for many rows in a handful of queries.

        `wanted` are tuples of `Column.key` texts, one per column of `key`; so are the answer's.
        """
        raise NotImplementedError

    def fits(self, thing: Any, values: Values, key: Key) -> bool:
        """Whether an object found by a weak key may be the one that the row speaks of."""
        return True

    def is_here(self, thing: Any) -> bool:
        """Whether a `thing` that a row names is among the rows of this sheet already.

        One that is not (a person whom the house knows and who does not take part yet) makes the row
        a new one; `look` says what that means, and nothing about the thing is shown.
        """
        return True

    def closed(self, thing: Any) -> frozenset[str]:
        """The columns of `thing` that no row of this sheet may change."""
        return frozenset()

    def private(self, thing: Any) -> frozenset[str]:
        """The columns of `thing` that are for its owner alone.

        They are not taken home, and what a row says of them is neither compared nor changed: a verdict
        that differed between a right and a wrong guess would tell what is kept.
        """
        return frozenset()

    def current(self, thing: Any) -> Values:
        """The values of `thing` by column name, as `Column.read` would answer them."""
        raise NotImplementedError

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        """What only the whole row shows: two values that do not go together."""
        return ()

    def create(self, values: Values, *, by: Any, scope: Scope) -> Any:
        """Make the object of a row; `values` holds only cells that say something."""
        raise NotImplementedError

    def change(self, thing: Any, values: Values, *, by: Any, scope: Scope) -> None:
        """Change what `values` names and nothing else; None erases."""
        raise NotImplementedError

    def remembered(self, thing: Any) -> dict[str, Any]:
        """What a row keeps of `thing` besides its columns, as JSON: who said what it says, and when.

        Asked at the dry run, right before the change and after it, and handed to the three below.
        """
        return {}

    def has_moved(self, thing: Any, seen: dict[str, Any]) -> bool:
        """Whether `thing` is no longer the one that the dry run saw, whatever its columns say."""
        return False

    def stays(self, thing: Any, after: dict[str, Any]) -> Message | None:
        """Why a change, which left `after` behind, cannot be taken back now; None where it can."""
        return None

    def restore(
        self, thing: Any, values: Values, before: dict[str, Any], *, by: Any, scope: Scope
    ) -> None:
        """Take a change back: `values` is what its columns said, `before` what was remembered."""
        self.change(thing, values, by=by, scope=scope)

    def finish(self, *, by: Any) -> None:
        """Do together what the rows of one chunk left for its end; in the same transaction."""

    def remove(self, thing: Any, *, by: Any, scope: Scope) -> None:
        """Take back what `create` made."""
        raise NotImplementedError

    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        """Take back many at once; a sheet that can do this quicker than one by one says how."""
        for thing in things:
            self.remove(thing, by=by, scope=scope)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        """Why some objects may not be removed: what later work rests on them, by their UUID."""
        return {}

    def written_to(self, things: Collection[Any]) -> dict[UUID, Message]:
        """Who was already written to because of these objects, by their UUID."""
        return {}

    # What follows, the engine does for every sheet alike.

    def column(self, name: str) -> Column:
        """The column called `name`; raises LookupError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise LookupError(f"{self.name}: no column «{name}»")

    @property
    def writable(self) -> tuple[Column, ...]:
        """The columns that an upload may change."""
        return tuple(
            column
            for column in self.columns
            if not column.is_shown_only and not column.is_heard_only
        )

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of a download."""
        return tuple(column for column in self.columns if not column.is_heard_only)

    def label_of(self, names: str) -> str:
        """What people call a column, or several between commas; empty for none."""
        wanted, comma = names.split(","), "، " if get_language_bidi() else ", "
        return comma.join(str(one.label) for one in self.columns if one.name in wanted)

    @property
    def lookups(self) -> tuple[LookupColumn, ...]:
        """The columns that name something the house keeps."""
        return tuple(column for column in self.writable if isinstance(column, LookupColumn))

    def dump(self, values: Values) -> dict[str, Any]:
        """`values` as JSON by column name."""
        return {name: self.column(name).dump(value) for name, value in values.items()}

    def present(self, thing: Any) -> dict[str, Any]:
        """What the house now says of `thing`, as JSON, in every column that can be written."""
        current = self.current(thing)
        return {column.name: column.dump(current.get(column.name)) for column in self.writable}

    def answerable(self, thing: Any) -> dict[str, Any]:
        """`present` in the columns that rows of this sheet may change."""
        left_alone = self.closed(thing) | self.private(thing)
        return {name: kept for name, kept in self.present(thing).items() if name not in left_alone}

    def taken_home(self, thing: Any) -> Values:
        """`current` without what is private; an empty cell erases nothing on the way back."""
        return {**self.current(thing), **dict.fromkeys(self.private(thing))}

    def by_uuid(self, uuids: Collection[UUID], scope: Scope) -> dict[UUID, Any]:
        """The objects with these UUIDs that are still there."""
        found = self.objects(scope).filter(uuid__in=list(uuids))
        return {thing.uuid: thing for thing in found}


__all__ = ["WHOLE", "Key", "Part", "Reading", "Scope", "Sheet", "Values", "sheets"]

sheets: Registry[Sheet] = Registry("sheets")
