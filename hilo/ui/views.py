"""The face's own pages: doors, languages, what was typed and waits, long work, the gallery."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.access import Refused, open_to_all
from hilo.core.text import direction_of
from hilo.ui import doors, gallery, kept
from hilo.ui.component import components


@open_to_all
@require_safe
def door(request: HttpRequest, name: str) -> HttpResponse:
    """What is behind one of the five doors, for this reader."""
    found = next((one for one in doors.DOORS if one.name == name), None)
    if found is None:
        raise Http404
    ways = list(doors.ways(name, request.user, request.path))
    return render(request, "ui/door.html", {"door": found, "ways": ways})


@open_to_all
@require_safe
def speak(request: HttpRequest) -> HttpResponse:
    """Go on in another language, and remember it for a year."""
    language = request.GET.get("to", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = f"/{language}/"
    response = HttpResponseRedirect(onward)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """What somebody typed before they were signed out: to be sent again, or thrown away."""
    if request.method == "POST":
        kept.forget(request)
        return redirect("ui:kept")
    context = {"form": kept.kept(request), "token": get_token(request)}
    return render(request, "ui/kept.html", context)


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put Hilo among its programs, in the page's language."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    content = {
        "name": "Hilo",
        "short_name": "Hilo",
        "description": _("Learn, meet, cooperate, and show what came of it."),
        "lang": language,
        "dir": direction_of(language),
        "start_url": f"/{language}/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf7f0",
        "theme_color": "#a3113d",
        "icons": [
            {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("ui/touch.png"), "sizes": "180x180", "type": "image/png"},
        ],
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@open_to_all
@require_safe
def gallery_hall(request: HttpRequest) -> HttpResponse:
    """All components, by family."""
    _gallery_is_open(request)
    return render(request, "ui/gallery.html", {"families": gallery.families})


@open_to_all
@require_safe
def gallery_piece(request: HttpRequest, name: str) -> HttpResponse:
    """One component: what it is for, its props, and itself in every language."""
    _gallery_is_open(request)
    if name not in components:
        raise Http404
    piece = components.get(name)
    context = {
        "piece": piece,
        # Asked where the template first shows them; then a process keeps what it wrote.
        "props": lambda: list(gallery.props(piece)),
        "examples": lambda: [(one.source, list(gallery.stages(one))) for one in piece.examples],
    }
    return render(request, "ui/gallery_piece.html", context)


def _gallery_is_open(request: HttpRequest) -> None:
    """Makers see it everywhere; in a house with real people, only those who work there."""
    if settings.IS_DEMONSTRATION or settings.DEBUG:
        return
    if not doors.has_office(request.user):
        raise Refused(
            _("The gallery is open in demonstrations, and to those who work in the office.")
        )
