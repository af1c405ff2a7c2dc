"""What is asked of people around every request: their second factor, and the staff session they are in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

DUTY_KEY = "duty"


class SecondFactor:
    """Ask whoever holds a staff role for a second factor, and know which staff session is in force."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        duty = request.session.get(DUTY_KEY)
        if duty:
            request.user.begin_in_browser(UUID(duty))
        return self.answer(request)
