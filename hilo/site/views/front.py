"""The front of the house: the public home, one's own home, what Hilo is, and its licence."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.installation import the_installation
from hilo.programme import access as programmes
from hilo.programme.views import cards_of
from hilo.site import homes
from hilo.site.organization import described
from hilo.site.source import archive
from hilo.site.thread import thread, women_and_men


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
    return render(request, "site/home.html", front_of(request))


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Hilo is, for whom, what it promises, and who stands behind this installation."""
    return render(
        request, "site/about.html", {"stitches": thread(), "installation": the_installation()}
    )


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


def front_of(request: HttpRequest) -> dict[str, Any]:
    """What the public home shows."""
    return {
        "cards": cards_of(programmes.visible_to(request.user)),
        "figure": women_and_men(),
        "stitches": thread(),
        "described": described(request),
    }
