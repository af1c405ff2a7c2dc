"""The front of the house: the public home, one's own home, what Hilo is, and its licence."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.installation import the_installation
from hilo.programme.cards import cards_of
from hilo.programme.models import Programme
from hilo.programme.pieces import kept
from hilo.site import homes
from hilo.site.organization import described
from hilo.site.source import archive
from hilo.site.thread import thread, women_and_men
from hilo.ui.doors import DOORS


@open_to_all
@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """The bare address: on to the home in the language that the reader chose, or the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What now? For strangers: what this is, and what the network does."""
    if request.user.is_authenticated:
        return render(request, "site/own.html", homes.home_of(request.user))
    front = kept("front", front_of, stamp=programmes_stamp())
    return render(request, "site/home.html", {"front": front, "described": described(request)})


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Hilo is, for whom, what it promises, and who stands behind this installation."""
    shown = {"thread": drawn_thread(), "installation": the_installation()}
    return render(request, "site/about.html", shown)


@open_to_all
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Under which terms the software and what it ships may be used, and where its source is."""
    return render(request, "site/source.html", {"credits": credits()})


@open_to_all
@require_safe
def source_archive(request: HttpRequest) -> HttpResponse:
    """The program as it runs here, as one archive of about a megabyte."""
    packed = archive()
    answer = HttpResponse(packed.read_bytes(), content_type="application/gzip")
    answer["Content-Disposition"] = f'attachment; filename="{packed.name}"'
    return answer


def credits() -> list[tuple[str, str]]:
    """What others gave, and under which terms."""
    return [
        (_("Municipalities of Mexico"), "INEGI"),
        (_("Names of countries and languages"), "Unicode CLDR"),
        (_("Outlines of countries"), "Natural Earth"),
        (_("Divisions of countries"), "ISO 3166-2 (Debian iso-codes)"),
        (_("Display letters"), "Fraunces (SIL Open Font License 1.1)"),
        (_("Word stems"), "Snowball (BSD)"),
    ]


def front_of() -> str:
    """What the public home says, the same for every stranger of one language and territory."""
    shown = {
        "cards": cards_of(Programme.objects.public()),
        "figure": women_and_men(),
        "thread": drawn_thread(),
        "doors": DOORS,
    }
    return render_to_string("site/front.html", shown)


def drawn_thread() -> str:
    """The thread of the network."""
    return kept(
        "thread", lambda: render_to_string("site/parts/thread.html", {"stitches": thread()})
    )


def programmes_stamp() -> Any:
    """What changes whenever a programme does."""
    return Programme.objects.aggregate(Count("pk"), Max("changed_at"))
