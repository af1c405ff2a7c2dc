"""The hour that a page shows is the hour where its reader lives."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hilo.notifications.zones import zone_of


class ReaderZone:
    """Answers in the zone of the reader's place; strangers read the installation's own hour."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.user.is_anonymous:
            return self.answer(request)  # a stranger, who may be served from a cache
        with timezone.override(zone_of(request.user.person.territory)):
            return self.answer(request)
