"""What clusters tell the rest of the house: where they lie, what agents should do, panels, pages to measure."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import HomeBlock, Inside, Panel
from hilo.network import access
from hilo.network.models import Cluster
from hilo.network.panels import clusters as panels
from hilo.network.register import agents, keeping
from hilo.network.register.samples import a_cluster
from hilo.people.access import Scopes

TEMPLATE = "network/panels/clusters.html"


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.insides.add(Inside("clusters of a region", "region", clusters_of_region))
    registries.homes.add(HomeBlock("clusters", _("Your cluster"), agents.to_do, order=25))
    registries.panels.add(
        Panel("clusters of a place", "place", TEMPLATE, panels.on_place, order=20)
    )
    registries.panels.add(
        Panel(
            "clusters of an organisation",
            "organisation",
            TEMPLATE,
            panels.on_organisation,
            order=30,
        )
    )
    for name, kind in (("clusters of a person", "person"), ("own clusters", "me")):
        registries.panels.add(Panel(name, kind, TEMPLATE, panels.on_person, order=30))
    registries.personal_data.add(keeping.TERMS)
    registries.personal_data.add(keeping.SEATS)
    measured()


def clusters_of_region(uuid: UUID) -> Iterator[tuple[str, UUID]]:
    """The clusters that lie in a region: whoever coordinates it coordinates them."""
    held = access.reach(Scopes(False, frozenset({("region", uuid)})))
    rows = Cluster.objects.filter(held).order_by()
    yield from (("cluster", found) for found in rows.values_list("uuid", flat=True))


def measured() -> None:
    """Every kind of page of clusters, for `bin/hilo bench`."""
    page = registries.measured
    page("clusters", "network:clusters")
    page("cluster", "network:cluster", args=a_cluster)
    page("cluster, for a member", "network:cluster", "member", args=a_cluster)
    page("own seats on commissions", "network:my_commissions", "member")
    page("cluster: new", "network:new_cluster", "coordinator", is_whole=True)
    parts = (
        "edit_cluster",
        "cluster_members",
        "cluster_agent",
        "cluster_commission",
        "cluster_figures",
    )
    for part in parts:
        page(f"cluster: {part}", f"network:{part}", "coordinator", args=a_cluster, is_whole=True)
