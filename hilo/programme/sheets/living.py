"""Where a sheet of one programme lives: found, offered, and bound to its programme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from hilo.core.access import Refused
from hilo.core.keeping import kept
from hilo.core.sheets import Scope, Sheet
from hilo.people import access as people
from hilo.programme.models import Programme
from hilo.programme.queries import of_scope


class LivesInProgramme(Sheet):
    """Base of the sheets that `within` binds to a programme, for whoever has their verb there."""

    scopes = frozenset({"programme"})

    def __init__(self, programme: Programme | None = None) -> None:
        self.programme: Any = programme

    @property
    def called(self) -> str:
        """What the programme is called in the titles of its sheets."""
        return self.programme.acronym or str(self.programme.name)

    def within(self, scope: Scope) -> Sheet:
        programme = of_scope(scope.uuid)
        if not programme:
            raise LookupError(f"no programme {scope.uuid}")
        return type(self)(programme)

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        held = people.scopes_of(user, self.verb)
        uuids = kept(("programmes", held), lambda: _programmes_in(held)) if held else []
        return [Scope("programme", uuid) for uuid in uuids]

    def require_somewhere(self, user: Any) -> None:
        held = people.scopes_held(user, self.verb)
        if not held.is_everywhere and not held.of_kind("programme"):
            raise Refused
        people.require_anywhere(user, self.verb)


def _programmes_in(held: people.Scopes) -> list[UUID]:
    """The programmes that lie in `held`, but for those that are archived."""
    where = Q() if held.is_everywhere else Q(uuid__in=held.of_kind("programme"))
    rows = Programme.objects.exclude(state=Programme.State.ARCHIVED).filter(where)
    return list(rows.values_list("uuid", flat=True))
