"""Who may see a session, plan it, keep its list: the people of its roster, and the keepers it names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, UUIDField
from django.http import Http404

from hilo.attendance.models import Evidence, Session, SessionQuerySet
from hilo.attendance.rosters import KEEP, PLAN, Roster, is_expected, rosters, standing_of
from hilo.core.prepared import Given, Prepared
from hilo.people import access as people
from hilo.people.access import Scopes

Reach = tuple[tuple[str, Scopes], ...]

SESSION = Prepared(
    lambda: Session.objects.select_related("place__parent").filter(uuid=Given("uuid", UUIDField()))
)


def sessions_kept_by(user: Any, verb: str = KEEP) -> SessionQuerySet:
    """The sessions whose list `user` may keep (or which they may `PLAN`) now."""
    return sessions_within(reach_of(user, verb))


def reach_of(user: Any, verb: str = KEEP) -> Reach:
    """Of which rosters `user` may do `verb` now, by kind; alike for all who may do it alike."""
    return tuple((one.name, one.scopes_of(user, verb)) for one in rosters)


def sessions_within(reach: Reach) -> SessionQuerySet:
    """The sessions of the rosters in `reach`."""
    inside = Q(pk__in=())
    for name, scopes in reach:
        if scopes.is_everywhere:
            inside |= Q(about_kind=name)
        elif uuids := scopes.of_kind(name):
            inside |= Q(about_kind=name, about__in=sorted(uuids))
    return Session.objects.filter(inside)


def sessions_of(person: Any) -> SessionQuerySet:
    """The sessions at which `person` is expected, or of which something is recorded about them."""
    mine = Q(presences__person=person)
    for kind, uuids in standing_of(person).items():
        mine |= Q(about_kind=kind, about__in=uuids)
    return Session.objects.filter(mine).distinct()


def visible_to(user: Any) -> SessionQuerySet:
    """The sessions of which `user` may know."""
    if not people.is_account(user):
        return Session.objects.none()
    kept = sessions_kept_by(user).values("pk")
    return Session.objects.filter(Q(pk__in=kept) | Q(pk__in=sessions_of(user.person).values("pk")))


def session_for(user: Any, uuid: Any, *, to: str = "see") -> Session:
    """The session `uuid`, to "see" it, to `KEEP` its list or to `PLAN` it.

    Raises Http404 where `user` may not know of it, `Refused` where they may not do this.
    """
    found = SESSION.row(uuid=uuid)
    if to != "see":
        require_somewhere(user, to)
    if found is None or found.about_kind not in rosters:
        raise Http404
    if to == "see":
        if not may_see(user, found):
            raise Http404
        return found
    require(user, to, *found.roster)
    return found


def may(user: Any, verb: str, session: Session) -> bool:
    """Whether `user` may do `verb` to `session` now."""
    kind, uuid = session.roster
    return kind in rosters and rosters.get(kind).may(user, verb, uuid)


def may_see(user: Any, session: Session) -> bool:
    """Whether `user` is expected there, is on its record, or keeps its list."""
    if not people.is_account(user):
        return False
    if may(user, KEEP, session) or is_expected(session, user.person):
        return True
    return session.presences.filter(person=user.person_id).exists()


def require(user: Any, verb: str, kind: str, uuid: Any) -> None:
    """Do nothing if `user` may do `verb` for that roster; otherwise raise `OffDuty` or `Refused`."""
    roster = rosters.get(kind)
    if not roster.may(user, verb, uuid):
        raise people.refusal(roster.holds(user, verb, uuid))


def require_somewhere(user: Any, verb: str) -> None:
    """Do nothing if `user` may do `verb` for any roster; otherwise raise `OffDuty` or `Refused`."""
    if not any(one.scopes_of(user, verb) for one in rosters):
        raise people.refusal(holds_anywhere(user, verb))


def holds_anywhere(user: Any, verb: str = KEEP) -> bool:
    """Whether `user` keeps lists of any roster, on duty or not (for menus)."""
    return any(one.scopes_held(user, verb) for one in rosters)


def roster_for(user: Any, kind: str, uuid: UUID, *, to: str) -> Roster:
    """The roster that answers for (kind, uuid), to `KEEP` or `PLAN`; raises Http404 or `Refused`."""
    require_somewhere(user, to)
    if kind not in rosters:
        raise Http404
    require(user, to, kind, uuid)
    roster = rosters.get(kind)
    try:
        roster.title_of(uuid)
    except LookupError:
        raise Http404 from None
    return roster


def evidence_for(user: Any, uuid: Any) -> Evidence:
    """The evidence `uuid`, for whoever keeps the list of its session; raises Http404 or `Refused`."""
    require_somewhere(user, KEEP)
    found = Evidence.objects.select_related("session", "file").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    require(user, KEEP, *found.session.roster)
    return found


__all__ = [
    "KEEP",
    "PLAN",
    "evidence_for",
    "holds_anywhere",
    "may",
    "may_see",
    "require",
    "require_somewhere",
    "roster_for",
    "session_for",
    "sessions_kept_by",
    "sessions_of",
    "sessions_within",
    "visible_to",
]
