"""What the face does around every request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import resolve_url
from django.urls import reverse

from hilo.core.middleware import ClosedByDefault
from hilo.ui import errors, kept, whose

Answer = Callable[[HttpRequest], HttpResponse]


class Maintenance:
    """While the file `maintenance` lies in the data folder, everybody reads that we are back soon."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (settings.DATA / "maintenance").exists() and not request.path.startswith("/health/"):
            return errors.maintenance(request)
        return self.answer(request)


class TooLarge:
    """Refuse what is larger than any form of ours by the length that its sender announces, in words.

    What a proxy lets through is read away first, a piece at a time: a proxy that is still sending when
    the answer comes reports a broken house instead of our sentence. Whatever hides its length meets
    Django's own limits, whose errors end in `errors.unreadable`.
    """

    # Beside the file, a form carries its fields and the borders between its parts.
    SPARE = 1024 * 1024
    LET_THROUGH = 64 * 1024 * 1024  # by nginx and Caddy as they stand in deploy/
    PIECE = 64 * 1024

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.limit = settings.UPLOAD_LIMIT_MB * 1024 * 1024 + self.SPARE

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = _announced(request)
        if announced <= self.limit:
            return self.answer(request)
        if announced <= self.LET_THROUGH + self.SPARE:
            self._read_away(request)
        return errors.too_large(request)

    def _read_away(self, request: HttpRequest) -> None:
        with suppress(UnreadablePostError):  # the sender has gone away
            while request.read(self.PIECE):
                pass


class WrongMethod:
    """Say in words what browsers show as an empty page: an address that only takes forms.

    Whoever loads the page after a form once more, or switches its language, comes there.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code != 405 or response.content:
            return response
        page = errors.wrong_method(request)
        page["Allow"] = response["Allow"]
        return page


class WhoseBrowser:
    """Remember who was signed in last; what somebody else had typed there waits no longer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.answer(request)  # a stranger, who may be served from a cache
        mark = whose.mark_of(request.user)
        is_new = bool(mark) and mark != request.COOKIES.get(whose.COOKIE)
        if is_new:
            kept.forget_of_others(request)
        response = self.answer(request)
        if is_new:
            whose.leave_mark(response, mark)
        return response


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class ClosedButKeeping(ClosedByDefault):
    """Closed doors that lose nothing: what somebody typed before being signed out waits for them."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method == "POST" and kept.keep(request):
            sign_in = resolve_url(self.get_login_url(view_func))
            return HttpResponseRedirect(f"{sign_in}?next={reverse('ui:kept')}")
        return super().handle_no_permission(request, view_func)
