"""Organisations on the page of a place."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from hilo.core.keeping import kept
from hilo.network.models import Organisation
from hilo.people import access as people
from hilo.places.models import Place
from hilo.ui import reader

MOST = 10


def on_place(place: Place, viewer: Any) -> dict[str, Any] | None:
    """How many listed organisations are there, the first of them, and the way to all in the directory."""
    is_member = people.is_account(viewer)
    about = (place.pk, is_member, *reader.eyes())
    return kept(("organisations of a place", *about), lambda: _look(place, is_member))


def _look(place: Place, is_member: bool) -> dict[str, Any] | None:
    """The same for all members, and for all strangers: what the directory says."""
    inside = Q(place=place) | Q(place__parent=place) | Q(place__parent__parent=place)
    standing = Organisation.objects.standing()
    rows = (standing.listed() if is_member else standing.public()).filter(inside)
    count = rows.count()
    if not count:
        return None
    shown = rows.select_related("place").defer("presentation")[:MOST]
    return {
        "count": count,
        "lines": [(str(one), one.get_absolute_url(), one.get_kind_display()) for one in shown],
        "directory": f"{reverse('network:directory')}?{place.kind}={place.code}",
        "has_more": count > MOST,
    }
