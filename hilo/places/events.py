"""What has happened to places and regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class PlacesImported(Event):
    """A newer list of municipalities is in force. Nothing refers to a place by its name, so only
    what shows names needs to look again; places that are gone keep their rows."""

    new: int
    renamed: int
    moved: int
    gone: int
    sentence = _(
        "%(actor)s brought in a newer list of municipalities: %(new)s new, %(renamed)s renamed, "
        "%(moved)s moved, %(gone)s gone."
    )


@dataclass(frozen=True)
class RegionMade(Event):
    """A region came to be and holds its places."""

    region: UUID
    sentence = _("%(actor)s made the region.")


@dataclass(frozen=True)
class RegionChanged(Event):
    """A region was renamed, or holds other places than before. Counts by region that are not
    frozen may differ from now on."""

    region: UUID
    sentence = _("%(actor)s changed the region.")


@dataclass(frozen=True)
class RegionRemoved(Event):
    """A region is no more; its places remain, grants in it lapse. `name` is its last, as a stored
    text, because nothing else keeps it."""

    region: UUID
    name: dict[str, Any]
    sentence = _("%(actor)s removed the region.")
