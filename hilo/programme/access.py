"""Who may see and change programmes and what belongs to them.

Of adopted policies strangers see what is verified and agreed to be public, members what is verified,
reporters their own, and coordinators all that were decided in their regions or reported to their programme.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404

from hilo.core.keeping import once_per_request
from hilo.core.prepared import Given, Prepared
from hilo.network import access as network
from hilo.people import access as people
from hilo.people import roles
from hilo.people.access import Scopes
from hilo.people.models import Grant
from hilo.programme.models import (
    Indicator,
    Policy,
    PolicyQuerySet,
    Programme,
    ProgrammeQuerySet,
    Snapshot,
)

EDIT = "programme.edit"
VERIFY = "programme.verify"
RESULTS = "programme.results"
MOST_SNAPSHOTS = 2**31

PROGRAMME = Prepared(lambda: Programme.objects.filter(slug=Given("slug")))


def visible_to(user: Any) -> ProgrammeQuerySet:
    """Public programmes, and those still being prepared for whoever edits them."""
    programmes = Programme.objects.all()
    scopes = people.scopes_of(user, EDIT)
    if scopes.is_everywhere:
        return programmes
    return programmes.filter(
        ~Q(state=Programme.State.DRAFT) | Q(uuid__in=scopes.of_kind("programme"))
    )


def may_know(user: Any, programme: Programme) -> bool:
    """What `visible_to` says, of a row that is read already."""
    if programme.state != Programme.State.DRAFT:
        return True
    return ("programme", programme.uuid) in people.scopes_of(user, EDIT)


def programme_for(user: Any, slug: str, *, to: str = "see") -> Programme:
    """The programme at `slug`, to "see" it or for a verb such as "programme.edit".

    Raises Http404 where `user` may not know of it, `Refused` where they may not do this.
    """
    programme = PROGRAMME.row(slug=slug)
    if programme is None or not may_know(user, programme):
        raise Http404
    if to != "see":
        people.require(user, to, "programme", programme.uuid)
    return programme


def part_for(user: Any, slug: str, parts: str, *, to: str = EDIT, **which: Any) -> Any:
    """One of the `parts` of a programme (its "results", "activities" …): the one of which `which` holds.

    Raises Http404 where there is none, and as `programme_for` does.
    """
    programme = programme_for(user, slug, to=to)
    found = getattr(programme, parts).filter(**which).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


# Adopted policies.


POLICY = Prepared(
    lambda: Policy.objects.select_related(
        "programme", "organisation", "place__parent__parent", "file", "reported_by"
    ).filter(uuid=Given("uuid", UUIDField()))
)


def policies_in(scopes: Scopes) -> Q:
    """The policies that `scopes` reach: reported to a programme, or decided in a region."""
    if scopes.is_everywhere:
        return Q()
    return network.reach(scopes) | Q(programme__uuid__in=scopes.of_kind("programme"))


def reaches_policy(scopes: Scopes, policy: Policy) -> bool:
    """What `policies_in` says of one policy."""
    if not scopes or scopes.is_everywhere:
        return bool(scopes)
    rows = Policy.objects.filter(policies_in(scopes), pk=policy.pk)
    return bool(once_per_request(("reaches policy", scopes, policy.pk), rows.exists))


def policies_visible_to(user: Any) -> PolicyQuerySet:
    """The policies that `user` may find."""
    rows = Policy.objects.all()
    if not people.is_account(user):
        return rows.public()
    scopes = people.scopes_of(user, VERIFY)
    if scopes.is_everywhere:
        return rows
    found = Q(state=Policy.State.VERIFIED) | Q(reported_by=user.person_id)
    return rows.filter(found | policies_in(scopes) if scopes else found)


def policies_kept_by(user: Any) -> PolicyQuerySet:
    """The policies that `user` may verify, in whatever state; raises `OffDuty` or `Refused`."""
    return Policy.objects.filter(policies_in(people.require_anywhere(user, VERIFY)))


def sees_policy(user: Any, policy: Policy) -> bool:
    """What `policies_visible_to` says, of a row that is read already."""
    if policy.is_shown_to_all:
        return True
    if not people.is_account(user):
        return False
    is_verified = policy.state == Policy.State.VERIFIED
    return is_verified or is_reporter(user, policy) or may_verify(user, policy)


def is_reporter(user: Any, policy: Policy) -> bool:
    return people.is_account(user) and policy.reported_by_id == user.person_id


def require_reporter(user: Any, policy: Policy) -> None:
    """Do nothing for whoever reported it; otherwise raise `Refused`."""
    if not is_reporter(user, policy):
        raise people.refusal(is_only_off_duty=False)


def may_verify(user: Any, policy: Policy) -> bool:
    """Whether a role lets `user` answer the report of `policy` now."""
    return reaches_policy(people.scopes_of(user, VERIFY), policy)


def may_edit_policy(user: Any, policy: Policy) -> bool:
    """A reporter may as long as it is not verified; a coordinator always."""
    is_open = policy.state in (Policy.State.REPORTED, Policy.State.RETURNED)
    return (is_open and is_reporter(user, policy)) or may_verify(user, policy)


def policy_for(user: Any, uuid: UUID, *, to: str = "see") -> Policy:
    """The policy `uuid`: to "see" it, to "edit" it, to "tell" of it (its reporter too), or to `VERIFY`.

    Raises Http404 where `user` may not know of it, `OffDuty` or `Refused` where they may not do this.
    """
    policy = POLICY.row(uuid=uuid)
    if policy is None:
        raise Http404
    held = reaches_policy(people.scopes_held(user, VERIFY), policy)
    if not (held or sees_policy(user, policy)):
        raise Http404
    if not _may(user, policy, to):
        raise people.refusal(held)
    return policy


def _may(user: Any, policy: Policy, to: str) -> bool:
    if to == "see":
        return sees_policy(user, policy)
    if to == "edit":
        return may_edit_policy(user, policy)
    return (to == "tell" and is_reporter(user, policy)) or may_verify(user, policy)


# Indicators.

INDICATOR: Prepared[Indicator] = Prepared(
    lambda: Indicator.objects.select_related("result", "owner", "tally").filter(
        programme=Given("programme"), code=Given("code")
    )
)


def sees_results(user: Any, programme: Programme) -> bool:
    """Whether `user` is an insider of the programme's results: they see indicators that strangers do not."""
    return people.can(user, RESULTS, "programme", programme.uuid)


def indicators_visible_to(user: Any) -> QuerySet[Indicator]:
    """Public indicators of programmes that `user` may know of, and all of those whose results they see."""
    rows = Indicator.objects.filter(programme__in=visible_to(user))
    scopes = people.scopes_of(user, RESULTS)
    if scopes.is_everywhere:
        return rows
    return rows.filter(Q(is_public=True) | Q(programme__uuid__in=scopes.of_kind("programme")))


def indicator_for(user: Any, slug: str, code: str, *, to: str = "see") -> Indicator:
    """The indicator `code` of the programme at `slug`, to "see" it or for a verb such as `EDIT`.

    Raises Http404 where `user` may not know of it, `OffDuty` or `Refused` where they may not do this.
    """
    programme = programme_for(user, slug, to=to)
    found = INDICATOR.row(programme=programme.pk, code=code.replace("\0", ""))
    if found is None or not (found.is_public or sees_results(user, programme)):
        raise Http404
    found.programme = programme
    return found


def may_verify_besides(programme: Programme, person: Any) -> bool:
    """Whether somebody else than `person` may verify values of the programme: four eyes are possible."""
    grants = Grant.objects.in_force().filter(role__in=roles.holding(VERIFY))
    near = Q(scope_kind="") | Q(scope_kind="programme", scope_uuid=programme.uuid)
    others = grants.filter(near, person__account__is_active=True)
    return others.exclude(person=person).exists()


# Snapshots.


def snapshots_visible_to(user: Any, programme: Programme) -> QuerySet[Snapshot]:
    """All of them for insiders, the public ones for everybody."""
    rows = programme.snapshots.select_related("issued_by")
    return rows if sees_results(user, programme) else rows.filter(is_public=True)


def snapshot_for(user: Any, slug: str, number: int) -> Snapshot:
    """The snapshot `number` of the programme at `slug`; raises Http404 where `user` may not know of it."""
    programme = programme_for(user, slug)
    rows = snapshots_visible_to(user, programme)
    found = rows.filter(number=number).first() if number < MOST_SNAPSHOTS else None
    if found is None:
        raise Http404
    found.programme = programme
    return found
