"""Sectors: loaded, added, changed, retired. Pages of a sector are told of its new name in the background."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hilo.core import search
from hilo.core.events import Event, publish
from hilo.core.tasks import Progress
from hilo.core.text import Text
from hilo.network import documents
from hilo.network.events import SectorAdded, SectorChanged, SectorRetired, SectorRevived
from hilo.network.models import Classification, Sector
from hilo.network.problems import NotPossibleNow, SectorNameTaken
from hilo.network.services.shipped import load_shipped

__all__ = ["add", "change", "load_shipped", "refresh_pages", "retire", "revive"]

FIELDS = ("name", "about", "order")
CHUNK = 250


@transaction.atomic
def add(
    *, slug: str, name: Text, about: Text, order: int, classes: Iterable[Classification], by: Any
) -> Sector:
    """A sector that can be chosen from now on; raises `SectorNameTaken`."""
    if Sector.objects.filter(slug=slug).exists():
        raise SectorNameTaken
    sector = Sector.objects.create(slug=slug, name=name, about=about, order=order)
    sector.classes.set(classes)
    _tell(SectorAdded(sector.uuid), sector, by)
    return sector


@transaction.atomic
def change(
    sector: Sector, *, expected: int, classes: Iterable[Classification], by: Any, **changes: Any
) -> bool:
    """Say anew what a sector is called and mapped to; raises `Overtaken`.

    Answers whether pages have to be told (`refresh_pages`): their words and facets name it.
    """
    former = Sector.objects.get(pk=sector.pk)
    fields = [name for name in FIELDS if name in changes and getattr(former, name) != changes[name]]
    for name in fields:
        setattr(sector, name, changes[name])
    sector.save_version(expected=expected)
    before, after = set(sector.classes.all()), set(classes)
    if before != after:
        sector.classes.set(after)
        fields.append("classes")
    _tell(SectorChanged(sector.uuid, tuple(fields)), sector, by)
    return bool({"name", "classes"} & set(fields))


@transaction.atomic
def retire(sector: Sector, *, by: Any) -> None:
    """Take a sector off the list of those that can be chosen; whoever has it keeps it."""
    _turn(sector, False)
    _tell(SectorRetired(sector.uuid), sector, by)


@transaction.atomic
def revive(sector: Sector, *, by: Any) -> None:
    """Let a sector be chosen again."""
    _turn(sector, True)
    _tell(SectorRevived(sector.uuid), sector, by)


def _turn(sector: Sector, is_current: bool) -> None:
    rows = Sector.objects.filter(pk=sector.pk, is_current=not is_current)
    if not rows.update(is_current=is_current):
        raise NotPossibleNow
    sector.is_current = is_current


def _tell(event: Event, sector: Sector, by: Any) -> None:
    publish(event, by=by, subject=("sector", sector.uuid))
    search.index("sector", sector)


def refresh_pages(sector: UUID, progress: Progress) -> None:
    """Let the directory say what a sector is called now, in batches that other work fits between."""
    every = (
        ("organisation", documents.organisations().standing().listed()),
        ("cluster", documents.clusters().listed()),
    )
    for kind, rows in every:
        keys = list(rows.filter(sectors__uuid=sector).values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            progress.step(start, len(keys), _("Telling the pages of the sector"))
            search.index_many(kind, rows.filter(pk__in=keys[start : start + CHUNK]))
