"""The members of clusters as a spreadsheet: of one cluster, or of all that lie in a territory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    DateColumn,
    Message,
    Scope,
    Values,
    error,
)
from hilo.network import access
from hilo.network.enums import ChainPlace
from hilo.network.models import Cluster, Membership
from hilo.network.services import memberships
from hilo.network.sheets.areas import TerritorySheet, by_key, uuids
from hilo.network.sheets.columns import ClusterColumn, OrganisationColumn
from hilo.network.sheets.organisations import KEY
from hilo.people import access as people

CLUSTER = ClusterColumn(
    "cluster",
    _("Cluster"),
    hint=_("Its name in any language, or the last part of its address."),
    is_required=True,
    aliases=("clúster", "grappe", "العنقود"),
)
OWN = (
    OrganisationColumn(
        "organisation",
        _("Organisation"),
        hint=_("One of its names, or the last part of its address."),
        is_required=True,
        aliases=("organización", "miembro", "integrante", "organisation", "membre", "المنظمة"),
    ),
    ChoiceColumn(
        "chain_place",
        _("Place in the value chain"),
        choices=lambda: ChainPlace.choices,
        aliases=("lugar en la cadena de valor", "eslabón", "maillon"),
        width=28,
    ),
    DateColumn("starts_on", _("From"), aliases=("desde", "depuis", "من")),
    DateColumn("ends_on", _("To"), aliases=("hasta", "jusqu’à", "إلى")),
)


class MembersSheet(TerritorySheet):
    """One row per membership; bound to one cluster it needs no column for it."""

    name = "members"
    kind = "membership"
    explanation = _(
        "Say which organisations belong to which cluster, and where in the value chain they work. "
        "The organisations must be on record first."
    )
    order = 23
    verb = access.ACCOMPANY
    erasable = frozenset({"chain_place", "starts_on", "ends_on"})

    @property
    def scopes(self) -> frozenset[str]:  # type: ignore[override]
        return super().scopes | {"cluster"}

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        found = list(super().scopes_for(user))
        accompanied = people.scopes_of(user, self.verb).of_kind("cluster")
        return found or [Scope("cluster", uuid) for uuid in accompanied]

    @property
    def title(self) -> str:
        return self.titled(gettext("Members of clusters"))

    @cached_property
    def cluster(self) -> Cluster | None:
        """The cluster to which the sheet is bound, if to one."""
        return self.owner if self.scope.kind == "cluster" else None

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (KEY, *OWN) if self.cluster else (KEY, CLUSTER, *OWN)

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:  # type: ignore[override]
        named = ("organisation",) if self.cluster else ("cluster", "organisation")
        return (("key",), named)

    @cached_property
    def clusters(self) -> QuerySet[Cluster]:
        """The clusters of which rows may speak."""
        if self.cluster is not None:
            return Cluster.objects.filter(pk=self.cluster.pk)
        return Cluster.objects.filter(self.here)

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Membership]:
        held = Membership.objects.filter(cluster__in=self.clusters.values("pk"))
        joined = held.select_related("cluster", "organisation")
        return joined.order_by("cluster__folded", "organisation__folded", "pk")

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        """By key, or whoever belongs to the cluster still: one that has left may come again."""
        if key == ("key",):
            return by_key(self.objects(), wanted)
        organisations = uuids((name[-1],) for name in wanted)
        standing = self.objects().filter(organisation__uuid__in=organisations)
        found: dict[tuple[str, ...], list[Any]] = {}
        for one in standing.in_force():  # type: ignore[attr-defined]
            name = [fold(str(one.cluster.uuid)), fold(str(one.organisation.uuid))]
            found.setdefault(tuple(name[-len(key) :]), []).append(one)
        return found

    def current(self, thing: Membership) -> Values:
        return {
            "key": str(thing.uuid),
            "cluster": thing.cluster,
            "organisation": thing.organisation,
            "chain_place": thing.chain_place or None,
            "starts_on": thing.starts_on,
            "ends_on": thing.ends_on,
        }

    def closed(self, thing: Membership) -> frozenset[str]:
        return frozenset({"cluster", "organisation"})

    def look(self, values: Values, thing: Membership | None) -> Iterable[Message]:
        cluster = values.get("cluster")
        if cluster is not None and not self.clusters.filter(pk=cluster.pk).exists():
            yield error(
                gettext_noop("This cluster lies outside the territory of this sheet."), "cluster"
            )
        first = values.get("starts_on") or (thing and thing.starts_on)
        last = values.get("ends_on") or (thing and thing.ends_on)
        if first and last and last < first:
            yield error(gettext_noop("The last day lies before the first day."), "ends_on")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Membership:
        cluster = self.cluster or values["cluster"]
        told = {name: values[name] for name in TERMS if values.get(name) is not None}
        return memberships.add_member(cluster, values["organisation"], by=by, **told)

    def change(self, thing: Membership, values: Values, *, by: Any, scope: Scope) -> None:
        told = {name: values[name] for name in TERMS if name in values}
        if told.get("chain_place", "") is None:
            told["chain_place"] = ""
        memberships.change_member(thing, expected=thing.version, by=by, **told)

    def remove(self, thing: Membership, *, by: Any, scope: Scope) -> None:
        memberships.take_back(thing, by=by)


TERMS = ("chain_place", "starts_on", "ends_on")
