"""Reads of the review: what is published, what waits, what nobody has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hilo.network import access
from hilo.network.enums import ClusterKind, OrganisationKind
from hilo.network.models import Cluster, Criterion, Organisation, Profile
from hilo.people.access import Scopes

MOST = 200
# A line names the page: its texts, which are long, stay where they are.
SAID = ("slug", "kind", "state", "submitted_at", "confirmed_at")
PLACE = ("place__name", "place__names")
NAMES = {Organisation: ("legal_name", "short_name"), Cluster: ("name",)}


@dataclass(frozen=True)
class Published:
    """The criteria of one kind of page; `label` is empty for those of every kind."""

    subject: str
    label: Any
    criteria: list[Criterion]


def published() -> list[Published]:
    """The criteria in force, those of every kind first, by what they are for."""
    every = list(Criterion.objects.in_force())
    labels = {**dict(OrganisationKind.choices), **dict(ClusterKind.choices), "": ""}
    keys = dict.fromkeys((one.subject, one.of_kind) for one in every)
    ordered = sorted(keys, key=lambda key: (key[0] != "organisation", key[1] != "", key))
    return [
        Published(
            subject,
            labels[of_kind],
            [one for one in every if (one.subject, one.of_kind) == (subject, of_kind)],
        )
        for subject, of_kind in ordered
    ]


@dataclass(frozen=True)
class Waiting:
    """A page in the queue, and where its review is."""

    profile: Any
    url: str

    @classmethod
    def of(cls, profile: Profile) -> Waiting:
        kind = "organisation" if isinstance(profile, Organisation) else "cluster"
        return cls(profile, reverse(f"network:review_{kind}", args=[profile.slug]))


def waiting(scopes: Scopes) -> list[Waiting]:
    """The pages that wait for a review where `scopes` reach, those that wait longest first."""
    found = [
        *_reached(Organisation.objects.waiting(), scopes),
        *_reached(Cluster.objects.waiting(), scopes),
    ]
    return [Waiting.of(one) for one in sorted(found, key=lambda one: one.submitted_at)]


def stale(scopes: Scopes) -> list[Waiting]:
    """Listed pages that nobody has confirmed for a year, the oldest first."""
    found = [
        *_reached(Organisation.objects.stale(), scopes),
        *_reached(Cluster.objects.stale(), scopes),
    ]
    return [Waiting.of(one) for one in sorted(found, key=lambda one: one.confirmed_at)[:MOST]]


def _reached(rows: Any, scopes: Scopes) -> list[Any]:
    some = rows.filter(access.reach(scopes)).select_related("place")
    return list(some.only(*SAID, *NAMES[rows.model], *PLACE)[:MOST])
