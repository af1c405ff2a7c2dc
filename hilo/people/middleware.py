"""What is asked of people around every request: their staff session, and the language they chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from hilo.people.access import OffDuty
from hilo.people.models import Person
from hilo.ui import kept

DUTY_KEY = "duty"


class SecondFactor:
    """Staff roles have power in a staff session, which begins with a second factor.

    A page that needs the power raises `OffDuty`; from there people are led to begin a session, to
    set up their second factor before it, and back. Whoever holds no such role is never asked.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        duty = request.session.get(DUTY_KEY)
        if duty:
            request.user.begin_in_browser(UUID(duty))  # type: ignore[union-attr]
        response = self.answer(request)
        _remember_language(request, response)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Lead to the staff session; what was being sent waits and is offered again afterwards."""
        if not isinstance(problem, OffDuty):
            return None
        back = request.get_full_path()
        if request.method not in {"GET", "HEAD"} and kept.keep(request):
            back = reverse("ui:kept")
        return redirect(f"{reverse('people:duty')}?{urlencode({'next': back})}")


def _remember_language(request: HttpRequest, response: HttpResponse) -> None:
    """A language chosen with the switch is also the language of the mails."""
    chosen: Any = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    user = request.user
    if chosen is not None and user.is_authenticated and user.person.language != chosen.value:
        Person.objects.filter(pk=user.person_id).update(language=chosen.value)
