"""Who was signed in last in this browser: a mark that tells nobody who that is.

What was typed and waits is given back to whom it belongs, also on a computer that several people use.
The mark outlives the session, because it is needed when the session is over.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from hilo.core.actors import uuid_of

COOKIE = "whose"
LASTS = 365 * 24 * 3600  # seconds; a form may stay open for as long as a session lasts


def mark_of(viewer: Any) -> str:
    """The mark of whoever is signed in; empty for a stranger."""
    return _mark(viewer, settings.SECRET_KEY) if _is_signed_in(viewer) else ""


def is_mark_of(mark: str, viewer: Any) -> bool:
    """Whether `mark` is that of `viewer`, also one made with a former key."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return _is_signed_in(viewer) and any(
        constant_time_compare(mark, _mark(viewer, key)) for key in keys
    )


def last_mark(request: HttpRequest) -> str:
    """The mark of whoever is signed in in this browser, or was last; empty where nobody ever was."""
    return mark_of(getattr(request, "user", None)) or request.COOKIES.get(COOKIE, "")


def leave_mark(response: HttpResponse, mark: str) -> None:
    """Let the browser remember who was signed in last."""
    response.set_cookie(
        COOKIE,
        mark,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_signed_in(viewer: Any) -> bool:
    return bool(getattr(viewer, "is_authenticated", False))


def _mark(viewer: Any, key: str) -> str:
    return salted_hmac("hilo.ui.whose", str(uuid_of(viewer)), secret=key).hexdigest()
