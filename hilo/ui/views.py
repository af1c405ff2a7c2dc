"""The face's own pages: the doors, the language switch, the gallery."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.ui import doors


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
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
