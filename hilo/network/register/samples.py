"""One of each kind, for `bin/hilo bench`: the arguments of the addresses of pages whose cost is measured."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from hilo.network.models import Affiliation, Cluster, Organisation


def an_organisation() -> list[Any]:
    """The public organisation that was put on record first."""
    return [Organisation.objects.public().order_by("pk").values_list("slug", flat=True)[0]]


def an_affiliation() -> list[Any]:
    """The affiliation in force that was put on record first."""
    return [Affiliation.objects.in_force().order_by("pk").values_list("uuid", flat=True)[0]]


def a_cluster() -> list[Any]:
    """The public cluster with the most members."""
    rows = Cluster.objects.public().annotate(size=Count("memberships")).order_by("-size", "pk")
    return [rows[0].slug]
