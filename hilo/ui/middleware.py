"""What the face does around every request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hilo.ui import errors


class Maintenance:
    """While the file `maintenance` lies in the data folder, everybody reads that we are back soon."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (settings.DATA / "maintenance").exists() and not request.path.startswith("/health/"):
            return errors.maintenance(request)
        return self.answer(request)
