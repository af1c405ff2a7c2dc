"""What is asked of people around every request: their staff session, and the language they chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from hilo.people import services
from hilo.people.access import OffDuty
from hilo.ui import kept, reader

DUTY_KEY = "duty"


class SecondFactor:
    """Staff roles have power in a staff session, which begins with a second factor.

    A page that needs the power raises `OffDuty`; from there people are led to begin a session, to
    set up their second factor before it, and back. Whoever holds no such role is never asked.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.answer(request)  # a stranger, who may be served from a cache
        if request.user.is_authenticated:
            _recognise(request, request.user)
        response = self.answer(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        if settings.LANGUAGE_COOKIE_NAME in response.cookies:
            _remember_language(request, response.cookies[settings.LANGUAGE_COOKIE_NAME].value)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Lead to the staff session; what was being sent waits and is offered again afterwards."""
        if not isinstance(problem, OffDuty):
            return None
        back = request.get_full_path()
        if request.method not in {"GET", "HEAD"} and kept.keep(request):
            back = reverse("ui:kept")
        return redirect(f"{reverse('people:duty')}?{urlencode({'next': back})}")


def _recognise(request: HttpRequest, account: Any) -> None:
    """Know the staff session of this browser, and how its reader writes dates and numbers."""
    duty = request.session.get(DUTY_KEY)
    if duty:
        account.begin_in_browser(UUID(duty))
    reader.read_as(account.territory_code)


def _remember_language(request: HttpRequest, chosen: str) -> None:
    """A language chosen with the switch is also the language of the mails."""
    if request.user.is_authenticated:
        services.speak(request.user.person, chosen)
