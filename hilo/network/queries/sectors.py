"""Sectors with how many stand in the directory under each, as far as a reader may find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from hilo.core import search
from hilo.network.models import Classification, Sector
from hilo.network.queries import directory
from hilo.network.rules.asking import Asked

FIRST = 12  # organisations on the page of a sector


@dataclass(frozen=True)
class Portrait:
    """A sector, its classes by scheme, and who of it is listed."""

    sector: Sector
    classes: dict[str, list[Classification]]
    organisations: list[Any]
    clusters: list[Any]
    organisations_count: int


def sector_for(slug: str) -> Sector:
    """The sector at `slug`, also one that was retired; raises Http404. The list is public."""
    found = Sector.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def counts(viewer: Any) -> Mapping[str, int]:
    """How many organisations and clusters `viewer` finds under each sector, by its slug."""
    found = search.browse(viewer, kinds=directory.KINDS, counted=("sector",), size=1)
    return found.facets["sector"]


def asked_for(sector: Sector) -> Asked:
    """The question whose answer is who is of this sector."""
    return Asked(chosen=(("sector", (sector.slug,)),))


def portrait_of(sector: Sector, viewer: Any, language: str) -> Portrait:
    """What the page of a sector shows to `viewer`."""
    asked = asked_for(sector)
    classes: dict[str, list[Classification]] = {"fcs": [], "unido": []}
    for one in sector.classes.select_related("parent"):
        classes[one.scheme].append(one)
    firms = _first(viewer, asked, language, "organisation")
    clusters = _first(viewer, asked, language, "cluster")
    return Portrait(sector, classes, firms[0], clusters[0], firms[1])


def _first(viewer: Any, asked: Asked, language: str, kind: str) -> tuple[list[Any], int]:
    found = search.browse(
        viewer,
        kinds=(kind,),
        chosen=dict(asked.chosen),
        order="newest",
        language=language,
        size=FIRST,
    )
    return directory.rows_of(viewer, found.keys), found.total
