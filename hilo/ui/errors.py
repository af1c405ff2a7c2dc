"""When something does not work: what happened, that nothing was lost, and what to do next.

These pages ask no database and no session: the language comes from the address, the cookie or the
browser, and the frame shows what needs no reader: the doors, the languages, the mark of a demonstration.
Only a form that has grown too old is shown with what was typed into it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from hilo.core.access import Refused
from hilo.ui import kept
from hilo.ui.context import Page
from hilo.ui.numerals import figure

MINUTES_OF_MAINTENANCE = 5
TITLES = {
    "broken": _("Something broke on our side"),
    "expired_form": _("This form was open for too long"),
    "maintenance": _("We are mending a few stitches"),
    "not_found": _("Nothing is here"),
    "refused": _("This is not open to you"),
    "too_large": _("This is too large"),
    "too_many": _("A short rest, please"),
    "unreadable": _("This could not be read"),
    "wrong_method": _("There is nothing to read here"),
}
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def answer(request: HttpRequest, name: str, status: int, **more: Any) -> HttpResponse:
    """The error page `name`, in the reader's language."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        context = {
            "page": Page(request),
            "title": TITLES[name],
            "before": page_before(request),
            **{key: value() if callable(value) else value for key, value in more.items()},
        }
        page = render_to_string(f"ui/errors/{name}.html", context)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def page_before(request: HttpRequest) -> str:
    """The page of ours that led here, or nothing; for a form also the page that it was written on."""
    told = request.headers.get("Referer", "")
    try:
        is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()})
    except DisallowedHost:
        return ""
    is_read = request.method in {"GET", "HEAD"}
    is_circle = is_ours and is_read and urlsplit(told).path == request.path
    return told if is_ours and not is_circle else ""


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came cannot be read; or 413, where Django found it too large while reading."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return answer(request, "unreadable", 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader may not do this; a `Refused` says why."""
    reason = str(exception) if isinstance(exception, Refused) else ""
    return answer(request, "refused", 403, reason=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or nothing that this reader may know of."""
    return answer(request, "not_found", 404)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes forms was opened as a page, or the reverse."""
    return answer(request, "wrong_method", 405)


def too_large(request: HttpRequest, limit_mb: int | None = None) -> HttpResponse:
    """413: what was sent is larger than this installation takes."""
    limit = limit_mb or settings.UPLOAD_LIMIT_MB
    return answer(request, "too_large", 413, limit=lambda: figure(limit))


def too_many(
    request: HttpRequest, exception: Exception | None = None, wait_minutes: int = 5
) -> HttpResponse:
    """429: too many attempts in a short time."""
    response = answer(request, "too_many", 429, wait_minutes=wait_minutes)
    response["Retry-After"] = str(wait_minutes * 60)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return answer(request, "broken", 500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """503: the installation is being looked after."""
    response = answer(request, "maintenance", 503)
    response["Retry-After"] = str(MINUTES_OF_MAINTENANCE * 60)
    return response


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is too old or missing; what was typed is shown, to be sent again.

    A form that came from a page elsewhere is not offered again: its reader did not write it.
    """
    form = kept.typed_in(request) if kept.comes_from_here(request) else None
    token = get_token(request) if form else ""
    return answer(request, "expired_form", 403, form=form, token=token)
