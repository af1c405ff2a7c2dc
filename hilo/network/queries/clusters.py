"""What is read of a cluster for its pages: members, agents, the commission, figures, as far as a reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet

from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.network import access
from hilo.network.enums import ChainPlace, Stakeholder
from hilo.network.models import AgentTerm, Cluster, Membership, Seat
from hilo.network.rules import roster, terms
from hilo.people import access as people
from hilo.people.models import Person
from hilo.people.rules import showing
from hilo.ui.charts import SMALLEST

TERMS = Prepared(
    lambda: (
        AgentTerm.objects.in_force(Given("day", DateField()))
        .filter(person=Given("person"))
        .select_related("cluster")
        .order_by("cluster__folded")
    )
)
SEATS = Prepared(
    lambda: (
        Seat.objects.in_force(Given("day", DateField()))
        .filter(person=Given("person"))
        .select_related("cluster")
        .order_by("cluster__folded")
    )
)


@dataclass(frozen=True)
class Members:
    """The members of a cluster that a reader may know of, and how many there are besides."""

    shown: list[Membership] = field(default_factory=list)
    others: int = 0

    @property
    def count(self) -> int:
        return len(self.shown) + self.others

    def by_place(self) -> list[tuple[ChainPlace, list[Membership]]]:
        """The members at each place of the value chain, in its order; places without members too."""
        return [
            (place, [one for one in self.shown if one.chain_place == place]) for place in ChainPlace
        ]

    @property
    def without_place(self) -> list[Membership]:
        return [one for one in self.shown if not one.chain_place]


def members_of(cluster: Cluster, viewer: Any) -> Members:
    """Who belongs to `cluster` today."""
    rows = Membership.objects.in_force().filter(cluster=cluster)
    known = rows.filter(organisation__in=access.organisations_visible_to(viewer))
    shown = list(known.select_related("organisation__place").order_by("organisation__folded"))
    return Members(shown, rows.count() - len(shown))


def members_to_keep(cluster: Cluster) -> list[Membership]:
    """Everybody who belongs, will belong or belonged, for whoever keeps the list: those of today first."""
    rows = Membership.objects.filter(cluster=cluster).select_related("organisation__place")
    order = (terms.CURRENT, terms.COMING, terms.PAST)
    found = rows.order_by("organisation__folded", "starts_on")
    return sorted(found, key=lambda one: order.index(moment_of(one)))


def moment_of(term: Any) -> str:
    """Where a membership, a seat or a term of an agent lies today: past, current or coming."""
    if getattr(term, "ended_at", None):
        return terms.PAST
    return terms.moment(term.starts_on, term.ends_on, today())


def terms_of(cluster: Cluster) -> list[AgentTerm]:
    """Every term of an agent, the newest first."""
    return list(cluster.agent_terms.select_related("person"))


def seats_of(cluster: Cluster) -> list[Seat]:
    """The seats of the commission today, by kind of stakeholder in the order of `Stakeholder`."""
    rows = Seat.objects.in_force().filter(cluster=cluster)
    order = list(Stakeholder)
    found = rows.select_related("person", "organisation__place")
    return sorted(found, key=lambda one: (order.index(Stakeholder(one.stakeholder)), one.pk))


def former_seats_of(cluster: Cluster) -> list[Seat]:
    """Who sat on the commission before, the latest first."""
    rows = Seat.objects.filter(cluster=cluster, ends_on__lt=today(), person__isnull=False)
    return list(rows.select_related("person").order_by("-ends_on", "pk"))


def findable(viewer: Any, several: Iterable[Person | None]) -> set[int]:
    """The keys of those people whose profile `viewer` may find; one query."""
    keys = {one.pk for one in several if one is not None}
    if not keys:
        return set()
    return set(people.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def balance_of(seats: Sequence[Seat], viewer: Any) -> tuple[int, ...]:
    """Women, men, other and not stated among those who stand on the roster (`rules.roster`)."""
    sitting = [
        roster.Sitting(one.person.gender, showing.level_of(one.person.visibility, "gender"))
        for one in seats
        if one.person is not None and one.is_shown
    ]
    reader = "member" if people.is_account(viewer) else "stranger"
    return roster.balance(sitting, reader=reader, smallest=SMALLEST)


def counts_of(clusters: Iterable[Cluster]) -> dict[int, int]:
    """How many members each cluster has today; one query for all."""
    keys = [one.pk for one in clusters]
    rows = Membership.objects.in_force().filter(cluster__in=keys).order_by()
    return dict(rows.values_list("cluster").annotate(Count("pk")))


def clusters_in(places: QuerySet[Any], viewer: Any) -> QuerySet[Cluster]:
    """The clusters that lie in `places` or in what lies in them."""
    inside = Q(place__in=places) | Q(place__parent__in=places) | Q(place__parent__parent__in=places)
    return access.clusters_visible_to(viewer).filter(inside)


def accompanied_by(person_id: int) -> QuerySet[Cluster]:
    """The clusters that somebody accompanies as agent today."""
    own = AgentTerm.objects.in_force().filter(person=person_id)
    return Cluster.objects.filter(pk__in=own.values("cluster"))


def terms_of_person(person: Person, viewer: Any) -> list[AgentTerm]:
    """The terms in which somebody accompanies clusters now, of clusters that `viewer` may find."""
    return _of_person("terms", TERMS, person, viewer)


def seats_of_person(person: Person, viewer: Any) -> list[Seat]:
    """The seats somebody has now, on commissions of clusters that `viewer` may find."""
    return _of_person("seats", SEATS, person, viewer)


def _of_person(name: str, question: Prepared[Any], person: Person, viewer: Any) -> list[Any]:
    """Kept until anything happens: most people have none, and many pages name a person."""
    day = today()
    asked = partial(question.rows, person=person.pk, day=day)
    rows = kept((name, person.pk, day), asked, is_small=True)
    return [one for one in rows if access.sees_cluster(viewer, one.cluster)]


def places_with_clusters() -> frozenset[int]:
    """The keys of all places in which some cluster lies, listed or not, with what they lie in."""
    up = ("place", "place__parent", "place__parent__parent")
    rows = Cluster.objects.filter(place__isnull=False).order_by().values_list(*up)
    return frozenset(key for row in rows for key in row if key is not None)
