"""What the composed house does around every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class NotIndexed:
    """A demonstration tells search engines to stay away: on pages, files, styles, everything.

    Invented people who look real must not be found beside real ones. It stands first in the row,
    because static files are answered before any view.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if settings.IS_DEMONSTRATION:
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response
