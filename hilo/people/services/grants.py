"""Giving roles and taking them back."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from hilo.core import registries
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people import access, roles
from hilo.people.events import RoleGivenUp, RoleGranted, RoleRevoked
from hilo.people.models import Grant, Person
from hilo.people.problems import AlreadyGranted, LastCoordinator, MayNotGrant
from hilo.people.roles import Coordinator, Role
from hilo.people.rules.granting import Held, may_give
from hilo.people.services.joining import invite
from hilo.people.services.letters import invitation_link
from hilo.people.services.persons import add_person


@transaction.atomic
def grant(
    person: Person,
    role: type[Role],
    *,
    by: Any,
    scope: tuple[str, UUID | None] = ("", None),
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Grant:
    """Give `person` the role in a scope; `by` is an account on duty, or None for the system.

    Raises `MayNotGrant`, `AlreadyGranted`.
    """
    if by is not None and not may_grant(by, role, scope):
        raise MayNotGrant
    _end_what_ran_out(person, role, scope)
    given = Grant(
        person=person,
        role=role.name,
        scope_kind=scope[0],
        scope_uuid=scope[1],
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=getattr(by, "person", by),
    )
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError as clash:
        raise AlreadyGranted(name=str(person)) from clash
    publish(
        RoleGranted(person.uuid, given.uuid, role.name, *scope),
        by=by,
        subject=("person", person.uuid),
    )
    return given


@transaction.atomic
def make_first_coordinator(*, email: str, given_name: str, family_name: str, language: str) -> str:
    """Open the house: somebody who coordinates and keeps it, invited by e-mail.

    Answers the link of the invitation too: no mail may leave this machine yet. Raises `AddressTaken`.
    """
    person = add_person(
        by=None, email=email, given_name=given_name, family_name=family_name, language=language
    )
    grant(person, roles.Coordinator, by=None)
    grant(person, roles.Operator, by=None)
    return invitation_link(invite(person, by=None))


@transaction.atomic
def revoke(given: Grant, *, by: Any) -> None:
    """Take the role back now; raises `MayNotGrant`, `LastCoordinator`."""
    scope = (given.scope_kind, given.scope_uuid)
    if by is not None and not may_grant(by, _role_of(given), scope):
        raise MayNotGrant
    _keep_one_coordinator(given)
    _end(given, by=by)


@transaction.atomic
def give_up(given: Grant) -> None:
    """Let its holder lay the role down now; nobody has to agree. Raises `LastCoordinator`."""
    _keep_one_coordinator(given)
    _end(given, by=given.person.account_or_none, how=RoleGivenUp)


def may_grant(by: Any, role: type[Role], scope: tuple[str, UUID | None]) -> bool:
    """Whether `by` (an account on duty) may give or take back `role` in `scope`."""
    if not access.is_account(by) or not by.duty:
        return False
    return may_give(held_by(by), role.name, scope)


def roles_to_give(by: Any) -> list[type[Role]]:
    """The roles that `by` may give somewhere."""
    return [role for role in roles.grantable() if _gives_somewhere(by, role)]


def _gives_somewhere(by: Any, role: type[Role]) -> bool:
    return may_grant(by, role, ("", None)) or any(
        may_grant(by, role, pair) for held in held_by(by) for pair in held.covers
    )


def held_by(account: Any) -> list[Held]:
    """The roles of `account` with all that lies inside their scopes."""
    return [
        Held(given.role, given.is_everywhere, access.reach_of(given).pairs)
        for given in access.grants_of(account)
    ]


@transaction.atomic
def forget_scope(kind: str, uuid: UUID) -> int:
    """Take back every role in a scope that is gone; answers how many."""
    gone = list(Grant.objects.standing().of_scope(kind, uuid).select_related("person"))
    for given in gone:
        _end(given, by=None)
    return len(gone)


def sweep_orphans() -> int:
    """Take back the roles whose scope no longer exists; answers how many."""
    standing = Grant.objects.standing().exclude(scope_kind="")
    scopes = set(standing.values_list("scope_kind", "scope_uuid"))
    gone = [(kind, uuid) for kind, uuid in scopes if uuid and not _exists(kind, uuid)]
    return sum(forget_scope(kind, uuid) for kind, uuid in gone)


def _exists(kind: str, uuid: UUID) -> bool:
    return kind in registries.kinds and registries.kinds.get(kind).find(uuid) is not None


def _end(given: Grant, *, by: Any, how: type[RoleRevoked | RoleGivenUp] = RoleRevoked) -> None:
    ended = Grant.objects.filter(pk=given.pk, revoked_at__isnull=True).update(
        revoked_at=now(), revoked_by=getattr(by, "person", by)
    )
    if ended:
        person = given.person.uuid
        event = how(person, given.uuid, given.role)
        publish(event, by=by, subject=("person", person))


def _end_what_ran_out(person: Person, role: type[Role], scope: tuple[str, UUID | None]) -> None:
    """A grant that has run out makes way for a new one of the same kind."""
    same = Grant.objects.filter(person=person, role=role.name, revoked_at__isnull=True)
    over = same.of_scope(*scope).exclude(pk__in=Grant.objects.standing().values("pk"))
    over.update(revoked_at=now())


def _keep_one_coordinator(given: Grant) -> None:
    if _is_last_coordinator(given):
        raise LastCoordinator(name=str(given.person))


def _is_last_coordinator(given: Grant) -> bool:
    if given.role != Coordinator.name or not given.is_everywhere:
        return False
    # Lock: all of them, so that two coordinators cannot take each other's role at once.
    others = Grant.objects.in_force().filter(role=Coordinator.name, scope_kind="")
    return not [one for one in others.select_for_update(of=("self",)) if one.pk != given.pk]


def _role_of(given: Grant) -> type[Role]:
    return roles.role(given.role)
