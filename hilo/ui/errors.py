"""When something does not work: what happened, that nothing was lost, and what to do next.

These pages ask no database: the reader's language comes from the address, everything else is left out.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from hilo.core.access import Refused
from hilo.core.text import direction_of


def answer(request: HttpRequest, name: str, status: int, **more: Any) -> HttpResponse:
    """The error page `name`, in the reader's language."""
    language = (get_language() or "es")[:2]
    context = {
        "language": language,
        "direction": direction_of(language),
        "home_url": f"/{language}/",
        "status": status,
        **more,
    }
    page = render_to_string(f"ui/errors/{name}.html", context)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader may not do this; a `Refused` says why."""
    reason = str(exception) if isinstance(exception, Refused) else ""
    return answer(request, "refused", 403, reason=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or nothing that this reader may know of."""
    return answer(request, "not_found", 404)


def too_large(request: HttpRequest, limit_mb: int | None = None) -> HttpResponse:
    """413: what was sent is larger than this installation takes."""
    return answer(request, "too_large", 413, limit_mb=limit_mb)


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
    response["Retry-After"] = "300"
    return response


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open for too long, or came without its token."""
    return answer(request, "expired_form", 403)
