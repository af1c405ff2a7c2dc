"""What the pages of those who keep a programme share: their frame, saving a form, removing a thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hilo.programme import tabs
from hilo.programme.models import Programme, state_tone
from hilo.programme.words import state_of
from hilo.ui import saving
from hilo.ui.saving import done, given, saved, show_or_send
from hilo.ui.sheets.addresses import address_in


def frame(programme: Programme, current: str, **more: Any) -> dict[str, Any]:
    """The name of a programme, its ways, where the reader stands; `current` is the name of a page."""
    return {
        "programme": programme,
        "state": state_of(programme),
        "tone": state_tone(programme),
        "programmes": reverse("programme:programmes"),
        "tabs": tabs.kept(programme),
        "current": tabs.address(current, programme.slug),
        "fields": partial(fields_of, more.get("form"), programme),
        **more,
    }


def sheet_address(programme: Programme, name: str) -> str:
    """Where the sheet `name` of a programme is taken home and brought in."""
    return address_in(name, "programme", programme.uuid)


def fields_of(form: Any, programme: Programme) -> str:
    """The fields with what was typed, or as they stand for everybody who keeps `programme`."""
    return saving.fields_of(form, type(form).__name__, programme.pk, repr(form.initial))


def asked_to_remove(
    request: HttpRequest, thing: Any, act: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Ask whether `thing` shall go, or let it go; `shown` has the frame, and `back`, a path."""
    return saving.asked_to_remove(request, "programme/keep/remove.html", thing, act, shown)


__all__ = [
    "asked_to_remove",
    "done",
    "fields_of",
    "frame",
    "given",
    "saved",
    "sheet_address",
    "show_or_send",
]
