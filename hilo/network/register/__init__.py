"""What the network tells the rest of the house about itself; each noun enters its own in a file of its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import ObjectKind, Schedule, Scope, SearchSource
from hilo.core.sheets import sheets
from hilo.network import access, documents, handlers, measures, messages, tasks
from hilo.network.models import Affiliation, Cluster, Organisation, Sector
from hilo.network.register import affiliations, clusters, directory, organisations, review
from hilo.network.sheets import (
    AffiliationsSheet,
    ClustersSheet,
    MembersSheet,
    OrganisationsSheet,
)
from hilo.people import circles, roles
from hilo.people.circles import Circle


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    assert handlers and measures and messages
    verbs()
    kinds()
    sources()
    know_each_other()
    rounds()
    for sheet in (OrganisationsSheet(), AffiliationsSheet(), ClustersSheet(), MembersSheet()):
        sheets.add(sheet)
    for noun in (affiliations, clusters, directory, organisations, review):
        noun.everything()


def verbs() -> None:
    """What roles may do here, each with its sentence."""
    coordinator, agent = roles.Coordinator, roles.Agent
    roles.allow(access.EDIT, _("Put organisations on record and correct their pages."), coordinator)
    roles.allow(access.REVIEW, _("Review pages before they enter the directory."), coordinator)
    roles.allow(access.MERGE, _("Merge organisations that are one, and undo it."), coordinator)
    roles.allow(
        access.ACCOMPANY,
        _("Keep a cluster’s page, its members, its commission and its figures."),
        coordinator,
        agent,
    )
    roles.allow(access.CONFIGURE, _("Keep the lists of sectors and criteria."), coordinator)


def kinds() -> None:
    """What others may point to, and whom a grant may be given over."""
    registries.kinds.add(
        ObjectKind(
            "organisation",
            _("Organisation"),
            _("Organisations"),
            Organisation,
            access.organisations_visible_to,
            order=20,
        )
    )
    registries.kinds.add(
        ObjectKind(
            "cluster", _("Cluster"), _("Clusters"), Cluster, access.clusters_visible_to, order=21
        )
    )
    registries.kinds.add(
        ObjectKind(
            "sector",
            _("Sector"),
            _("Sectors"),
            Sector,
            lambda viewer: Sector.objects.all(),
            order=22,
        )
    )
    registries.scopes.add(Scope("cluster", _("Cluster"), order=20))


def sources() -> None:
    """The directory is a search over these two."""
    registries.search_sources.add(
        SearchSource(
            "organisation",
            lambda: documents.organisations().standing(),
            documents.of_organisation,
            audience=documents.audience_of,
            entered=lambda one: one.listed_at,
            order=20,
        )
    )
    registries.search_sources.add(
        SearchSource(
            "cluster",
            lambda: documents.clusters().listed(),
            documents.of_cluster,
            audience=documents.audience_of,
            entered=lambda one: one.listed_at,
            order=21,
        )
    )
    registries.search_sources.add(
        SearchSource("sector", Sector.objects.all, documents.of_sector, order=22)
    )


def know_each_other() -> None:
    """Who belongs to an organisation knows the others; an agent does not see more of people."""
    circles.circles.add(
        Circle(
            "members_of_organisation",
            "organisation",
            people_of_organisations,
            organisations_of,
            is_shared=True,
        )
    )


def people_of_organisations(uuids: Iterable[Any]) -> QuerySet[Any, Any]:
    """The people who work in these organisations now."""
    here = Affiliation.objects.in_force().filter(organisation__uuid__in=uuids)
    return here.values("person")


def organisations_of(person: Any) -> Iterable[Any]:
    """The organisations in which a person works now."""
    here = Affiliation.objects.in_force().filter(person=person)
    return here.values_list("organisation__uuid", flat=True)


def rounds() -> None:
    """What is done every hour and every day."""
    registries.schedules.add(
        Schedule("network.turn_of_the_day", tasks.turn_of_the_day, dt.timedelta(hours=1))
    )
    registries.schedules.add(
        Schedule("network.confirmation", tasks.ask_for_confirmation, dt.timedelta(days=1))
    )
    registries.schedules.add(
        Schedule(
            "network.followed_searches", tasks.tell_of_followed_searches, dt.timedelta(hours=1)
        )
    )
