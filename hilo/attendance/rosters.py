"""Whose session it is, who is expected there, and who may keep its list: answered by later chapters.

    rosters.add(Roster("cohort", title_of=…, url_of=…, people_of=…, of_person=…, terms_of=…))

A roster is named by the kind of its objects; sessions point to one of them by (kind, uuid).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hilo.attendance.rules.counting import Term
from hilo.core.registry import Registry
from hilo.people import access as people
from hilo.people.access import Scopes

PLAN = "attendance.plan"
KEEP = "attendance.keep"


def _no_terms(uuid: UUID, people: Collection[int]) -> Mapping[int, Term]:
    return {}


@dataclass(frozen=True)
class Roster:
    """How one kind of object answers for its sessions.

    `people_of(uuid)` are the people (a queryset of Person) who are expected there now; `of_person(person)`
    the uuids of the rosters on which somebody stands now. `terms_of(uuid, person keys)` tells since when
    and until when somebody belongs, for those who do not belong always. `title_of(uuid)` is what it is
    called in the reader's language, `url_of(uuid)` the address of its page.

    Who may `PLAN` and `KEEP` is who holds that verb in the scope (kind, uuid); a chapter that knows better
    (the trainers of a cohort) tells it by `scopes_of(user, verb)`, which answers `people.access.Scopes`.
    """

    name: str
    title_of: Callable[[UUID], Any]
    url_of: Callable[[UUID], str]
    people_of: Callable[[UUID], QuerySet[Any]]
    of_person: Callable[[Any], Iterable[UUID]]
    terms_of: Callable[[UUID, Collection[int]], Mapping[int, Term]] = _no_terms
    scopes_of: Callable[[Any, str], Scopes] = people.scopes_of
    scopes_held: Callable[[Any, str], Scopes] = people.scopes_held
    order: int = 50

    def may(self, user: Any, verb: str, uuid: Any) -> bool:
        """Whether `user` may do `verb` for the sessions of `uuid` now."""
        return (self.name, uuid) in self.scopes_of(user, verb)

    def holds(self, user: Any, verb: str, uuid: Any) -> bool:
        """Whether `user` could do so in a staff session."""
        return (self.name, uuid) in self.scopes_held(user, verb)


rosters: Registry[Roster] = Registry("rosters of sessions")


def roster_of(session: Any) -> Roster:
    """The roster that answers for `session`; raises LookupError for a kind that is not there (any more)."""
    return rosters.get(session.about_kind)


def expected_at(session: Any) -> QuerySet[Any]:
    """The people who are expected at `session` now."""
    return roster_of(session).people_of(session.about)


def is_expected(session: Any, person: Any) -> bool:
    """Whether `person` stands on the roster of `session` now."""
    return expected_at(session).filter(pk=person.pk).exists()


def standing_of(person: Any) -> dict[str, list[UUID]]:
    """The rosters on which `person` stands now, by kind."""
    found = {one.name: sorted(one.of_person(person)) for one in rosters}
    return {kind: uuids for kind, uuids in found.items() if uuids}


def title_of(kind: str, uuid: Any) -> str:
    """What the roster is called; empty where its chapter is gone."""
    return str(rosters.get(kind).title_of(uuid)) if kind in rosters else ""
