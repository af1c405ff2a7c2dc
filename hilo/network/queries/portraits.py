"""What criteria count of profiles, for one or for thousands in the same few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from hilo.core.time import today
from hilo.network.enums import SIDES, OrganisationKind
from hilo.network.models import (
    Affiliation,
    AgentTerm,
    Cluster,
    ClusterFigure,
    Membership,
    Organisation,
    Profile,
    Seat,
)

Portrait = dict[str, int]
RECENT_YEARS = 3


def portrait_of(profile: Profile) -> Portrait:
    """The amounts of one profile by the names of `rules.criteria.AMOUNTS`."""
    return portraits([profile])[profile.pk]


def portraits(profiles: Sequence[Profile]) -> dict[int, Portrait]:
    """The amounts of many profiles of one kind, by their key."""
    if not profiles:
        return {}
    if isinstance(profiles[0], Organisation):
        return _of_organisations(profiles)  # type: ignore[arg-type]
    return _of_clusters(profiles)  # type: ignore[arg-type]


def _of_organisations(some: Sequence[Organisation]) -> dict[int, Portrait]:
    sectors = _counted(Organisation.sectors.through.objects.all(), "organisation", some)
    stewards = _counted(Affiliation.objects.stewarding(), "organisation", some)
    return {
        one.pk: {
            "places": int(one.place_id is not None),
            "sectors": sectors[one.pk],
            "contacts": sum(map(bool, (one.web, one.email, one.phone))),
            "letters": longest(one.presentation),
            "stewards": stewards[one.pk],
        }
        for one in some
    }


def _of_clusters(some: Sequence[Cluster]) -> dict[int, Portrait]:
    counted: dict[str, Counter[int]] = {
        "sectors": _counted(Cluster.sectors.through.objects.all(), "cluster", some),
        "members": _counted(Membership.objects.in_force(), "cluster", some),
        "member_sides": _sides(some),
        "agents": _counted(AgentTerm.objects.in_force(), "cluster", some),
        "figures": _counted(_recent_figures(), "cluster", some),
        "seats": _counted(Seat.objects.in_force().filter(person__isnull=False), "cluster", some),
    }
    return {
        one.pk: {
            "places": int(one.place_id is not None),
            "letters": longest(one.story),
            **{name: amounts[one.pk] for name, amounts in counted.items()},
        }
        for one in some
    }


def longest(text: Any) -> int:
    """The letters of the longest variant of a text."""
    return max((len(one.strip()) for one in text.texts.values()), default=0)


def _counted(rows: QuerySet[Any], of: str, profiles: Iterable[Profile]) -> Counter[int]:
    """How many `rows` each profile has."""
    keys = [one.pk for one in profiles]
    wanted = rows.filter(**{f"{of}__in": keys}).order_by().values(of).annotate(many=Count("pk"))
    return Counter(dict(wanted.values_list(of, "many")))


def _recent_figures() -> QuerySet[Any]:
    return ClusterFigure.objects.filter(year__gt=today().year - RECENT_YEARS)


def _sides(some: Sequence[Cluster]) -> Counter[int]:
    """How many kinds of stakeholder are among the members of each cluster."""
    here = Membership.objects.in_force().filter(cluster__in=[one.pk for one in some])
    pairs = here.order_by().values_list("cluster", "organisation__kind").distinct()
    sides = {(cluster, SIDES[OrganisationKind(kind)]) for cluster, kind in pairs}
    return Counter(cluster for cluster, _side in sides)
