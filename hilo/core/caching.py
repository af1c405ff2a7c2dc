"""Read-heavy public pages: strangers may get them from a cache nearby, members always fresh.

@open_to_all
@kept_for_strangers(minutes=5, version=lambda request, slug: Programme.stamp(slug))
def programme(request, slug): …
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

View = Callable[..., HttpResponse]
Version = Callable[..., Any]


def kept_for_strangers(
    *, minutes: int = 5, version: Version | None = None
) -> Callable[[View], View]:
    """Let caches keep a page for readers without a session, and answer 304 where nothing changed.

    The ETag comes from the page itself, or from `version(request, …)` (a stamp that changes
    whenever the page does): then an unchanged page is not even rendered. A page that sets a cookie,
    or that a signed-in reader asks for, is never kept by anybody else.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_stranger(request) or request.method not in {"GET", "HEAD"}:
                return _private(view(request, *args, **kwargs))
            known = _etag(request, version(request, *args, **kwargs)) if version else ""
            if known and (unchanged := _unchanged(request, known)):
                return _public(unchanged, known, minutes)
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies or response.streaming:
                return _private(response)
            etag = known or _etag(request, response.content)
            return _public(_unchanged(request, etag) or response, etag, minutes)

        return answer

    return decorate


def is_stranger(request: HttpRequest) -> bool:
    """Whether the reader has no session; asks no database."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def _etag(request: HttpRequest, version: Any) -> str:
    """Weak, because compression changes the bytes; the language may hang on more than the address."""
    content = version if isinstance(version, bytes) else str(version).encode()
    digest = hashlib.blake2b(content, digest_size=12, person=(get_language() or "").encode()[:16])
    return f'W/"{digest.hexdigest()}"'


def _unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """A 304 where the reader already has this page."""
    if "If-None-Match" not in request.headers:
        return None
    answer = get_conditional_response(request, etag=etag)
    return answer if isinstance(answer, HttpResponse) and answer.status_code == 304 else None


def _public(response: HttpResponse, etag: str, minutes: int) -> HttpResponse:
    response["ETag"] = etag
    patch_vary_headers(response, ("Cookie",))
    # Browsers ask again each time (a 304 is cheap); caches that many share keep it.
    patch_cache_control(response, public=True, max_age=0, s_maxage=minutes * 60)
    return response


def _private(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Cookie",))
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response
