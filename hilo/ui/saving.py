"""What pages with a form do alike: draw its fields, do what was sent, ask before something goes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = "ui/parts/fields.html"
CARRIED = {"version", "seen"}


def drawn(form: Any) -> str:
    """The fields of a form, written."""
    return render_to_string(FIELDS, {"form": form})


def fields_of(form: Any, *about: Any) -> str:
    """The fields with what was typed, or, once for everybody, as they stand until anything happens.

    `about` names what they belong to, as far as the form's class and first values do not.
    """
    if form.is_bound:
        return drawn(form)
    return kept(("fields", *about, *reader.eyes()), partial(drawn, form))


def part(template: str, *about: Hashable, shown: Callable[[], Mapping[str, Any]]) -> str:
    """A part of a page by its `template`, written once for all who read it alike until anything happens.

    `about` names all that decides what it says. Nothing of a single browser stands in it: no form with its
    token, no message.
    """
    key = (template, *about, *reader.eyes())
    return kept(key, lambda: render_to_string(template, {**shown()}))


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
    if request.method != "POST" or not (form.is_valid() and done(form, act)):
        return False
    messages.success(request, _("Saved."))
    return True


def asked_to_remove(
    request: HttpRequest, template: str, thing: Any, act: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """Ask by `template` whether `thing` shall go, or let it go; `shown` has `back`, an address."""
    problem = None
    if request.method == "POST":
        try:
            act()
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("«%(name)s» is removed.") % {"name": thing})
            return redirect(shown["back"])
    return render(request, template, {**shown, "thing": thing, "problem": problem})
