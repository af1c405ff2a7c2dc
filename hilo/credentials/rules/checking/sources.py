"""Where keys and lists come from during one check: each address is asked once, our own never over the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import strictjson
from ..fetching import Unfetched
from .reports import Parameter

Fetch = Callable[[str], bytes]
Own = Callable[[str], bytes | None]
MOST = 6  # addresses that one credential may make us ask


class Unavailable(Exception):
    """Something that a check needs could not be had; `parameters` say which address and why."""

    def __init__(self, url: str, why: str, **more: Parameter) -> None:
        super().__init__(url)
        self.parameters: Mapping[str, Parameter] = {"url": url, "why": why, **more}


class Sources:
    """The answers so far."""

    def __init__(self, fetch: Fetch, own: Own) -> None:
        self._fetch, self._own = fetch, own
        self._answers: dict[str, bytes | Unavailable] = {}
        self._ours: set[str] = set()

    def bytes_at(self, url: str) -> bytes:
        """What stands at `url`; raises `Unavailable`, the second time without asking again."""
        where = url.split("#")[0]
        if where not in self._answers:
            self._answers[where] = self._ask(where)
        answer = self._answers[where]
        if isinstance(answer, Unavailable):
            raise answer
        return answer

    def document_at(self, url: str) -> dict[str, Any]:
        """The JSON object that stands at `url`; raises `Unavailable`."""
        try:
            found = strictjson.read(self.bytes_at(url))
        except ValueError as error:
            raise Unavailable(url, "not_json") from error
        if not isinstance(found, dict):
            raise Unavailable(url, "not_json")
        return found

    def is_ours(self, url: str) -> bool:
        """Whether we answered for `url` ourselves."""
        return url.split("#")[0] in self._ours

    def _ask(self, url: str) -> bytes | Unavailable:
        ours = self._own(url)
        if ours is not None:
            self._ours.add(url)
            return ours
        if len(self._answers) >= MOST:
            return Unavailable(url, "many")
        try:
            return self._fetch(url)
        except Unfetched as error:
            return Unavailable(url, error.code, **error.parameters)
