"""Who may see and change organisations, affiliations and clusters.

Strangers see what is listed and public, members what is listed. Beyond that: stewards their own
organisation, coordinators what lies in their regions, agents the cluster that they accompany.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, UUIDField
from django.http import Http404

from hilo.core.keeping import kept, once_per_request
from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.network.enums import Audience, State
from hilo.network.models import Affiliation, Cluster, Merge, Organisation, Profile
from hilo.network.models.organisation import OrganisationQuerySet
from hilo.network.models.profile import ProfileQuerySet
from hilo.network.rules import contact
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.places.models import Place, Region

EDIT = "network.edit"
REVIEW = "network.review"
MERGE = "network.merge"
ACCOMPANY = "network.accompany"
CONFIGURE = "network.configure"

STEWARDED = Prepared(
    lambda: (
        Affiliation.objects.stewarding(Given("day", DateField()))
        .filter(person=Given("person"))
        .values_list("organisation", flat=True)
    )
)
AFFILIATION = Prepared(
    lambda: Affiliation.objects.select_related("person", "organisation__place").filter(
        uuid=Given("uuid", UUIDField())
    )
)

P = TypeVar("P", bound=Profile)


# Where a role reaches.


def reach(scopes: Scopes) -> Q:
    """The profiles that lie in `scopes`: by their place in a region; all where they are everywhere."""
    if scopes.is_everywhere:
        return Q()
    regions = scopes.of_kind("region")
    if not regions:
        return Q(pk__in=())
    held = Place.objects.filter(regions__uuid__in=regions).values("pk")
    return Q(place__in=held) | Q(place__parent__in=held) | Q(place__parent__parent__in=held)


def reaches(scopes: Scopes, profile: Profile) -> bool:
    """What `reach` says of one profile; a cluster is also a scope of its own."""
    if not scopes or scopes.is_everywhere:
        return bool(scopes)
    if ("cluster", profile.uuid) in scopes:
        return True
    found = once_per_request(
        ("reaches", scopes, type(profile), profile.pk),
        lambda: type(profile)._default_manager.filter(reach(scopes), pk=profile.pk).exists(),
    )
    return bool(found)


def may(user: Any, verb: str, profile: Profile) -> bool:
    """Whether a role lets `user` do `verb` to `profile` now."""
    return reaches(people.scopes_of(user, verb), profile)


def require_over(user: Any, verb: str, profile: Profile) -> None:
    """Do nothing if a role lets `user`; otherwise raise `OffDuty` or `Refused` with a sentence."""
    if not may(user, verb, profile):
        raise people.refusal(reaches(people.scopes_held(user, verb), profile))


# Organisations.


def organisations_visible_to(user: Any, *, own: Any = None) -> OrganisationQuerySet:
    """The organisations that `user` may find, merged ones left out.

    `own` are the keys of those that they steward, where these are known already.
    """
    standing: OrganisationQuerySet = Organisation.objects.standing()
    if not people.is_account(user):
        return standing.filter(state=State.LISTED, audience=Audience.PUBLIC)
    scopes = people.scopes_of(user, EDIT)
    if scopes.is_everywhere:
        return standing
    if own is None:
        own = Affiliation.objects.stewarding().filter(person=user.person_id).values("organisation")
    found = Q(state=State.LISTED) | Q(pk__in=own)
    return standing.filter(found | reach(scopes) if scopes else found)


def sees_organisation(user: Any, organisation: Organisation) -> bool:
    """What `organisations_visible_to` says, of a row that is read already."""
    if organisation.merged_into_id is not None:
        return False
    if not people.is_account(user):
        return organisation.is_public
    return organisation.is_listed or may_edit(user, organisation)


def organisation_for(user: Any, slug: str, *, to: str = "see") -> Organisation:
    """The organisation at `slug`: to "see" it, to "edit" it (its stewards too), or for a verb.

    Raises Http404 where `user` may not know of it, `Refused` where they may not do this.
    """
    found = _at(organisations_visible_to(user, own=stewarded_by(user)), slug)
    if to == "edit":
        if not is_steward(user, found):
            require_over(user, EDIT, found)
    elif to != "see":
        require_over(user, to, found)
    return found


def kept_instead_of(user: Any, slug: str) -> Organisation | None:
    """What was kept of the duplicate that had its page at `slug`, where `user` may find it."""
    rows = Organisation.objects.filter(merged_into__isnull=False)
    found = rows.select_related("merged_into").filter(slug=slug).first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return organisations_visible_to(user).filter(pk=found.pk).first() if found else None


def merges_in(scopes: Scopes) -> QuerySet[Merge]:
    """The merges into organisations that lie in `scopes`, newest first."""
    rows = Merge.objects.select_related("kept", "gone", "by", "undone_by")
    return rows.filter(kept__in=Organisation.objects.filter(reach(scopes)).values("pk"))


def merge_for(user: Any, uuid: UUID) -> Merge:
    """The merge `uuid`, where `user` may merge what was kept; raises Http404 or `Refused`."""
    found = merges_in(people.require_anywhere(user, MERGE)).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def organisations_kept_by(user: Any, verb: str = EDIT) -> OrganisationQuerySet:
    """The organisations in reach of a role of `user` that does `verb`: what an office list shows.

    Raises `OffDuty` or `Refused` where no role does.
    """
    standing: OrganisationQuerySet = Organisation.objects.standing()
    return standing.filter(reach(people.require_anywhere(user, verb)))


def may_record_at(user: Any, place: Place | None) -> bool:
    """Whether a role lets `user` put pages on record that are at `place`.

    The staff session is asked for at the door (views, sheets); a long sheet is worked off after it has ended.
    """
    scopes = people.scopes_held(user, EDIT)
    if scopes.is_everywhere or place is None:
        return scopes.is_everywhere
    path = {place.pk, place.parent_id, place.parent.parent_id if place.parent else None}
    regions = Region.objects.filter(uuid__in=scopes.of_kind("region"), places__in=path - {None})
    return regions.exists()


def may_edit(user: Any, organisation: Organisation) -> bool:
    """Whether `user` may change the page of `organisation`: a steward, or a coordinator of its place."""
    return is_steward(user, organisation) or may(user, EDIT, organisation)


def is_steward(user: Any, organisation: Organisation) -> bool:
    """Whether `user` may speak for `organisation`."""
    return organisation.pk in stewarded_by(user)


def stewarded_by(user: Any) -> frozenset[int]:
    """The keys of the organisations for which `user` may speak; asked once per request."""
    if not people.is_account(user):
        return frozenset()
    return once_per_request(
        ("stewarded by", user.person_id),
        lambda: frozenset(STEWARDED.rows(person=user.person_id, day=today())),
    )


def belongs(user: Any, organisation: Organisation) -> bool:
    """Whether `user` works in `organisation` now."""
    if not people.is_account(user):
        return False
    here = Affiliation.objects.in_force().filter(organisation=organisation)
    return once_per_request(
        ("belongs", user.person_id, organisation.pk),
        lambda: here.filter(person=user.person_id).exists(),
    )


def shown_contact(user: Any, organisation: Organisation) -> dict[str, str]:
    """The contact fields that `user` may see, with their values; empty ones are left out."""
    return shown_contacts(user, [organisation])[organisation.pk]


def shown_contacts(user: Any, organisations: Sequence[Organisation]) -> dict[int, dict[str, str]]:
    """What `shown_contact` says of many, by their keys, with two questions however many they are."""
    is_member = people.is_account(user)
    keeping = [one for one in organisations if _needs_closeness(one)] if is_member else []
    close = _close_to(user, keeping) if keeping else frozenset()
    return {
        one.pk: _contact_of(one, is_member=is_member, is_own=one.pk in close)
        for one in organisations
    }


def _contact_of(organisation: Organisation, *, is_member: bool, is_own: bool) -> dict[str, str]:
    names = contact.shown(organisation.visibility, is_member=is_member, is_own=is_own)
    return {
        name: value
        for name in contact.FIELDS
        if name in names and (value := getattr(organisation, name))
    }


def _needs_closeness(organisation: Organisation) -> bool:
    return any(contact.level_of(organisation.visibility, name) == "own" for name in contact.FIELDS)


def _close_to(user: Any, organisations: Sequence[Organisation]) -> frozenset[int]:
    """The keys of those in which `user` works now, or that lie in reach of their role."""
    scopes = people.scopes_of(user, EDIT)
    if scopes.is_everywhere:
        return frozenset(one.pk for one in organisations)
    here = Affiliation.objects.in_force().filter(person=user.person_id)
    own = frozenset(here.values_list("organisation", flat=True))
    if not scopes:
        return own
    asked = [one.pk for one in organisations]
    reached = Organisation.objects.filter(reach(scopes), pk__in=asked)
    return own | frozenset(reached.values_list("pk", flat=True))


# Affiliations.


def affiliations_shown(user: Any, organisation: Organisation) -> QuerySet[Affiliation]:
    """Who works in `organisation` now, as far as each chose to be shown and may be found by `user`.

    Stewards and coordinators see everybody who belongs.
    """
    here = Affiliation.objects.in_force().filter(organisation=organisation)
    if may_edit(user, organisation):
        return here
    return here.filter(is_shown=True, person__in=people.visible_to(user).values("pk"))


def affiliation_for(user: Any, uuid: UUID, *, to: str = "see") -> Affiliation:
    """One affiliation: its person may "see", "accept" and "end" it; stewards and coordinators "settle" it."""
    found = AFFILIATION.row(uuid=uuid)
    if found is None or not people.is_account(user):
        raise Http404
    is_own = found.person_id == user.person_id
    if is_own and to in {"see", "accept", "end"}:
        return found
    if to == "accept" or not may_edit(user, found.organisation):
        if is_own or people.can_anywhere(user, EDIT):
            raise people.refusal(False)
        raise Http404
    return found


# Clusters.


def clusters_visible_to(user: Any) -> ProfileQuerySet:
    """The clusters that `user` may find."""
    clusters: ProfileQuerySet = Cluster.objects.all()
    if not people.is_account(user):
        return clusters.public()
    scopes = people.scopes_of(user, ACCOMPANY)
    if scopes.is_everywhere:
        return clusters
    found = Q(state=State.LISTED)
    if scopes:
        found |= Q(uuid__in=scopes.of_kind("cluster")) | reach(scopes)
    return clusters.filter(found)


def sees_cluster(user: Any, cluster: Cluster) -> bool:
    """What `clusters_visible_to` says, of a row that is read already."""
    if not people.is_account(user):
        return cluster.is_public
    return cluster.is_listed or may(user, ACCOMPANY, cluster)


def cluster_for(user: Any, slug: str, *, to: str = "see") -> Cluster:
    """The cluster at `slug`: to "see" it, or for a verb such as `ACCOMPANY`.

    Raises Http404 where `user` may not know of it, `Refused` where they may not do this.
    """
    found = _at(clusters_visible_to(user), slug)
    if to != "see":
        require_over(user, to, found)
    return found


def _at(profiles: Any, slug: str) -> Any:
    found = profiles.filter(slug=slug).first()
    if found is None:
        raise Http404
    if found.place_id:
        found.place = _place_with_path(found.place_id)
    return found


def _place_with_path(pk: int) -> Place:
    """A place and what it lies in: three joins on every page cost more than keeping it for a while."""
    rows = Place.objects.select_related("parent__parent")
    return kept(("place with its path", pk), lambda: rows.get(pk=pk))


def writes(user: Any, profile: Any) -> bool:
    """Whether `user` writes the page: a steward of the organisation, an agent of the cluster."""
    if isinstance(profile, Organisation):
        return is_steward(user, profile)
    return may(user, ACCOMPANY, profile)
