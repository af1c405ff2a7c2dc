"""The office pages that belong to no single chapter: how the house fares, and its history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.people import access
from hilo.people.access import Scopes
from hilo.site import history as journal
from hilo.site import house as keeping
from hilo.ui import reader

KEEP = "system.keep"
READ_HISTORY = "history.read"


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """Checks in words, work in the background, what was left undone."""
    access.require(request.user, KEEP)
    shown = {
        "looked": keeping.looked(),
        "jobs": keeping.jobs(),
        "by_state": keeping.jobs_by_state(),
        "left_undone": keeping.left_undone(),
    }
    return render(request, "site/house.html", shown)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Who did what, when, in the reader's scopes."""
    scopes = access.require_anywhere(request.user, READ_HISTORY)
    before = moment(request.GET.get("before", ""))
    about = (scopes, request.user.pk, before, *reader.eyes())
    told = kept(("history", *about), lambda: _told(scopes, request.user, before))
    return render(request, "site/history.html", {"told": told})


def _told(scopes: Scopes, viewer: Any, before: dt.datetime | None) -> str:
    """A page of the history, written; empty where nothing has happened."""
    lines, onward = journal.told(scopes, viewer, before=before)
    shown = {"lines": lines, "onward": onward}
    return render_to_string("site/parts/told.html", shown) if lines else ""


def moment(text: str) -> dt.datetime | None:
    """The instant behind `text`, or None where it is not one."""
    try:
        found = parse_datetime(text)
        # The first and the last day of the calendar have no instant in every zone.
        return found.astimezone(dt.UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
