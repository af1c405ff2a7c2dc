"""What the pages of those who keep a programme share: their frame, saving a form, removing a thing."""

from __future__ import annotations

from collections.abc import Callable
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
from hilo.programme import tabs
from hilo.programme.models import Programme, state_tone
from hilo.programme.words import state_of
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
CARRIED = {"version", "seen"}


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


def fields_of(form: Any, programme: Programme) -> str:
    """The fields with what was typed, or, once for everybody, as they stand until anything happens."""
    if form.is_bound:
        return render_to_string("programme/keep/fields.html", {"form": form})
    about = (type(form).__name__, programme.pk, repr(form.initial), *reader.eyes())
    write = partial(render_to_string, "programme/keep/fields.html", {"form": form})
    return kept(("fields", *about), write)


def given(form: Any) -> dict[str, Any]:
    """What was typed, without what the form carries for itself."""
    return {name: value for name, value in form.cleaned_data.items() if name not in CARRIED}


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
    if not (form.is_valid() and done(form, act)):
        return False
    messages.success(request, _("Saved."))
    return True


def asked_to_remove(
    request: HttpRequest, thing: Any, act: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Ask whether `thing` shall go, or let it go; `shown` has the frame, and `back`, a path."""
    problem = None
    if request.method == "POST":
        try:
            act()
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("«%(name)s» is removed.") % {"name": thing})
            return redirect(shown["back"])
    shown = {**shown, "thing": thing, "problem": problem}
    return render(request, "programme/keep/remove.html", shown)
