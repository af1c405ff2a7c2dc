"""What the pages of those who write a course share: their frame, saving a form, asking before something goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.learning.models import Course
from hilo.learning.showing.states import state_of_draft, tone_of
from hilo.ui import reader
from hilo.ui.tables import Table, draw

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
CARRIED = {"version", "seen"}
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
    """The fields with what was typed, or, once for everybody, as they stand until anything happens."""
    if form.is_bound:
        return drawn(form)
    about = (type(form).__name__, course.pk, repr(form.initial), *reader.eyes())
    return kept(("fields", *about), partial(drawn, form))


def drawn(form: Any) -> str:
    """The fields of a form, written."""
    return render_to_string("learning/office/fields.html", {"form": form})


def given(form: Any) -> dict[str, Any]:
    """What was typed, without what the form carries for itself."""
    return {name: value for name, value in form.cleaned_data.items() if name not in CARRIED}


def version_of(form: Any) -> int:
    """Which version of the row the writer saw."""
    return int(form.cleaned_data["version"])


def done(form: Any, act: Callable[[], Any]) -> bool:
    """Whether `act` was done; otherwise what stands in its way is on the form."""
    try:
        act()
    except Problem as problem:
        problem.put_on(form)
    except Overtaken:
        form.overtaken()
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    else:
        return True
    return False


def saved(request: HttpRequest, form: Any, act: Callable[[], Any]) -> bool:
    """Whether a form that was sent is in order and `act` was done; says so on the next page."""
    if request.method != "POST" or not (form.is_valid() and done(form, act)):
        return False
    messages.success(request, _("Saved."))
    return True


def asked_to_remove(
    request: HttpRequest, thing: Any, act: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Ask whether `thing` shall go, or let it go; `shown` has the frame, and `back`, an address."""
    problem = None
    if request.method == "POST":
        try:
            act()
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("«%(name)s» is removed.") % {"name": thing})
            return redirect(shown["back"])
    return render(
        request, "learning/office/remove.html", {**shown, "thing": thing, "problem": problem}
    )


def written(table: Table) -> Table:
    """`table` with its rows as HTML, to be kept."""
    return replace(table, drawn=draw(table))
