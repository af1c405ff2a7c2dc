"""What the pages of those who write a course share: their frame, saving a form, asking before something goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.core.keeping import kept
from hilo.learning.models import Course
from hilo.learning.showing.states import state_of_draft, tone_of
from hilo.ui import reader, saving
from hilo.ui.saving import done, drawn, given, saved, show_or_send
from hilo.ui.tables import Table, draw

WAYS = ("outline", "edit_course", "files", "glossary", "translation", "publishing")


def frame(course: Course, current: str, **more: Any) -> dict[str, Any]:
    """The name of a course, the ways of those who write it, where the reader stands."""
    return {
        "course": course,
        "state": state_of_draft(course),
        "tone": tone_of(course),
        "tabs": [(label, address(name, course)) for name, label in labels().items()],
        "current": address(current, course),
        "here": labels().get(current, ""),
        "fields": partial(fields_of, more.get("form"), course),
        **more,
    }


def labels() -> dict[str, str]:
    return {
        "outline": _("Outline"),
        "edit_course": _("Its page"),
        "files": _("Files"),
        "glossary": _("Glossary"),
        "translation": _("Languages"),
        "publishing": _("Publishing"),
    }


def address(name: str, course: Course) -> str:
    return reverse(f"learning:{name}", args=[course.slug])


def fields_of(form: Any, course: Course) -> str:
    """The fields with what was typed, or as they stand for everybody who writes `course`."""
    return saving.fields_of(form, type(form).__name__, course.pk, repr(form.initial))


def version_of(form: Any) -> int:
    """Which version of the row the writer saw."""
    return int(form.cleaned_data["version"])


def asked_to_remove(
    request: HttpRequest, thing: Any, act: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Ask whether `thing` shall go, or let it go; `shown` has the frame, and `back`, an address."""
    return saving.asked_to_remove(request, "learning/office/remove.html", thing, act, shown)


def kept_table(name: str, course: Course, make: Callable[[], Table]) -> Table:
    """A table of a course with its rows as HTML, written once for everybody until anything happens."""
    return kept((name, course.pk, *reader.eyes()), lambda: written(make()))


def written(table: Table) -> Table:
    """`table` with its rows as HTML, to be kept."""
    return replace(table, drawn=draw(table))


__all__ = [
    "address",
    "asked_to_remove",
    "done",
    "drawn",
    "fields_of",
    "frame",
    "given",
    "kept_table",
    "labels",
    "saved",
    "show_or_send",
    "version_of",
    "written",
]
