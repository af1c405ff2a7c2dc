"""What was typed into a form that could not be taken (signed out, form too old), until it is sent again.

It waits in the session for an hour. Passwords, codes and files are never kept. It is shown to its
writer alone, who sends it again with one button; nothing is ever sent by itself. Its writer is whoever
was signed in last in that browser; somebody else who signs in there never sees it and ends its waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest

from hilo.core.time import now
from hilo.ui import whose

KEY = "kept form"
KEPT_FOR = 3600  # seconds
LARGEST = 200_000  # characters; a longer form is not kept
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "code", "secret", "otp", "token", "credential")


@dataclass(frozen=True)
class KeptForm:
    """A form as it was typed: where it goes, and its values in their order."""

    path: str
    values: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def shown(self) -> list[str]:
        """What a person would recognise: the longer texts that they typed."""
        return [value for name, value in self.values if value.strip() and not _is_technical(name)]


def _is_technical(name: str) -> bool:
    return name in {"version", "seen"} or name.endswith(("_FORMS", "-seen"))


def typed_in(request: HttpRequest) -> KeptForm | None:
    """What this request tried to send, without secrets; None where there is nothing to keep."""
    values = tuple(
        (name, value)
        for name, many in request.POST.lists()
        if not any(word in name.lower() for word in NEVER_KEPT)
        for value in many
    )
    if not values or sum(len(name) + len(value) for name, value in values) > LARGEST:
        return None
    return KeptForm(request.get_full_path(), values, bool(request.FILES))


def keep(request: HttpRequest) -> bool:
    """Keep what this request tried to send in the session; tells whether there was anything."""
    form = typed_in(request)
    if form is None:
        return False
    request.session[KEY] = {
        "path": form.path,
        "values": [list(pair) for pair in form.values],
        "had_files": form.had_files,
        "until": now().timestamp() + KEPT_FOR,
        "writer": whose.last_mark(request),
    }
    return True


def kept(request: HttpRequest) -> KeptForm | None:
    """The form that waits in this session for its reader, if its hour is not over."""
    waiting: dict[str, Any] | None = request.session.get(KEY)
    if waiting is None:
        return None
    if waiting["until"] < now().timestamp() or not _is_of(request.user, waiting):
        forget(request)
        return None
    values = tuple((name, value) for name, value in waiting["values"])
    return KeptForm(waiting["path"], values, waiting["had_files"])


def _is_of(reader: Any, waiting: dict[str, Any]) -> bool:
    """Whether `reader` typed it, as far as we know: where nobody had ever signed in, they may have."""
    writer = waiting["writer"]
    return not writer or whose.is_mark_of(writer, reader)


def forget_of_others(request: HttpRequest) -> None:
    """Throw away what waits for somebody else than this reader."""
    kept(request)


def forget(request: HttpRequest) -> None:
    """Throw away the form that waits."""
    request.session.pop(KEY, None)


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from one of our own pages, as far as the browser tells.

    Only then is it offered again: a page elsewhere must not get its form sent by a tired reader.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()
