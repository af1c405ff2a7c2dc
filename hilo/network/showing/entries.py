"""Organisations and clusters as entries of lists: name, kind, place, sectors."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext

from hilo.network.documents import upward
from hilo.network.models import Cluster, Organisation
from hilo.ui import reader
from hilo.ui.lists import Entry

Listed = Organisation | Cluster


def entries_of(rows: Iterable[Listed]) -> list[Entry]:
    """The entries of `rows`, which come with their place, what it lies in, and their sectors."""
    return [entry_of(row) for row in rows]


def entry_of(row: Listed) -> Entry:
    """One entry; a name in another language than the reader's says so to those who listen."""
    title, language, direction = named(row)
    return Entry(
        title=title,
        href=row.get_absolute_url(),
        kind=row.get_kind_display(),
        where=where(row),
        about=" · ".join(str(sector.name) for sector in row.sectors.all()),
        picture=picture_of(row),
        language=language,
        direction=direction,
    )


def named(row: Listed) -> tuple[str, str, str]:
    """The name, its language where that is known and not the reader's, and its direction."""
    if isinstance(row, Organisation):
        return str(row), "", "auto"
    shown = row.name.shown(reader.language())
    return shown.value, shown.language if shown.is_fallback else "", shown.direction


def where(row: Listed) -> str:
    """The place and what it lies in, from the smallest: «San Pedro Cholula, Puebla, México»."""
    names = [str(place) for place in upward(row.place)]
    if isinstance(row, Cluster) and row.town:
        names.insert(0, row.town)
    return pgettext("between a town and its country", ", ").join(dict.fromkeys(names))


def picture_of(row: Listed) -> str:
    """The address of the logo or picture; nothing where there is none."""
    name, stored = (
        ("network:organisation_picture", row.logo_id)
        if isinstance(row, Organisation)
        else ("network:cluster_picture", row.picture_id)
    )
    if not stored:
        return ""
    try:
        return reverse(name, args=[row.slug])
    except NoReverseMatch:
        return ""
