"""Nobody can break a page by what they write into its address or its form: a sentence, never a 500.

Every address of the access tables is asked, as a member and as those who hold staff roles, with each
of `NASTY` in all the words that addresses know, and is sent each of them in every field of its form.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers import wsgi
from django.db import transaction
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access import Row
from tests.test_access_matrix import rows

# What addresses of lists, searches and ways onward know, whatever the page.
WORDS = (
    *(
        "q",
        "page",
        "sort",
        "as",
        "ticked",
        "state",
        "kind",
        "language",
        "role",
        "gender",
        "country",
    ),
    *("division", "in", "to", "next", "name", "uuid", "person", "scope", "owner", "only", "before"),
    *("about", "within", "email", "mail", "find", "find_in", "programme", "region", "place"),
)
# Words that every form is sent besides its own.
SENT = (
    *("action", "next", "back", "read", "unread", "all", "chosen", "do", "expected", "version"),
    *("seen", "session", "decision", "verdict", "rhythm", "which", "purpose", "look", "find"),
)
NASTY = {
    "nothing": "",
    "a word": "abc",
    "a quote": "';-- \" %s %(name)s {0} {{ 1 }} <script>alert(1)</script>",
    "a NUL": "a\0b",
    "nothing that shows": "\u202e\u2066\u2028",
    "line breaks": "a\r\nSet-Cookie: a=b\r\n\r\nb",
    "signs of all kinds": "👩🏽\u200d🎨 \u202eevil\u202c \u200f\ufeff \ud7ff \U0010ffff é"
    + "\u0301" * 50,
    "a long number": "9" * 5000,
    "digits that are no number": "²³٣",
    "less than nothing": "-1",
    "no finite number": "1e999",
    "the first moment": "0001-01-01T00:00:00+14:00",
    "the last moment": "9999-12-31T23:59:59-12:00",
    "a long way": "../" * 40 + "etc/passwd",
    "another house": "//evil.example/\\evil.example",
    "a long text": "ñ" * 20_000,
    "a list": "a,b;c|d[]",
    "an object": '{"id": 1, "response": {"userHandle": "%%%", "clientDataJSON": 9}}',
    "an object with a key": '{"id":"YQ","rawId":"YQ","type":"public-key","response":'
    '{"userHandle":"YQ","clientDataJSON":"YQ","authenticatorData":"YQ","signature":"YQ",'
    '"attestationObject":"YQ"}}',
    "an odd print": '{"stale": [{}], "digests": 3, "original": [], "es": 1}',
    "a nest": "[" * 5000,
}
# To a database these are words like others: what is odd in them is read by our own code, once and on SQLite.
# Kept for both: what stands for no key, no number or no moment, what quotes, what is too long, odd signs.
ONCE = {
    *("line breaks", "digits that are no number", "a long way", "another house", "a list"),
    *("an object", "an object with a key", "an odd print", "a nest"),
}
LONGEST_VALUE = 6000  # letters in an address; beyond, no server hands them on
LONGEST_ADDRESS = (
    64_000  # letters in all: of a long value, some words at a time, each address its own
)
# A guard answers so before it reads what was written, where it answers so whichever way it is asked.
STOPPED = {302, 403, 404, 410}
NO_SUCH_WAY = 405
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["stranger", "member", "coordinator", "operator"])
def test_no_address_breaks_whatever_is_written_into_it(
    role: str, as_role: Any, caplog: pytest.LogCaptureFixture, pytestconfig: pytest.Config
) -> None:
    leaves_out = ONCE if pytestconfig.getoption("--with-database") else set()
    values = {name: value for name, value in NASTY.items() if name not in leaves_out}
    caplog.set_level(logging.ERROR, "django.request")  # thousands are refused, as they should be
    client = as_role(role)[0]
    client.raise_request_exception = False
    broken = [found for row in _own(role) for found in _broken(client, row, values)]
    assert broken == [], "\n".join(broken)


def _own(role: str) -> Iterator[Row]:
    """One row per address; for the others only those that answer them otherwise than a member."""
    for row in {row.name: row for row in rows()}.values():
        if role == "member" or row.expected(role) != row.expected("member"):
            yield row


class Watched(QueryDict):
    """The words of an address, which tell whether a page read any of them."""

    is_read = False

    def __getitem__(self, key: str) -> Any:
        Watched.is_read = True
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        Watched.is_read = True
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        Watched.is_read = True
        return super().getlist(key, default)

    def lists(self) -> Any:
        Watched.is_read = True
        return super().lists()


def _reads(client: Client, row: Row, address: str) -> bool:
    """Whether the page reads any word of its address; where not, no word can break it."""
    Watched.is_read = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wsgi, "QueryDict", Watched)
        _status(client, "get", address, dict.fromkeys(_words_for(row, "1"), "1"))
    return Watched.is_read


def _broken(client: Client, row: Row, values: dict[str, str]) -> Iterator[str]:
    """What of `values` breaks one address."""
    address = reverse(row.name, kwargs=row.kwargs())
    asking, sending = (_status(client, method, address, {}) for method in ("get", "post"))
    reads = _reads(client, row, address)
    for name, value in _worth_trying(values, asking if reads else NO_SUCH_WAY, sending).items():
        words = dict.fromkeys(_words_for(row, value), value)
        if len(value) < LONGEST_VALUE and (status := _status(client, "get", address, words)) >= 500:
            yield f"{status} GET {row.name} with {name}"
    fields = {*SENT, *fields_of(client, address), *row.data} - {"csrfmiddlewaretoken"}
    for name, value in _worth_trying(values, sending, asking).items():
        if (status := _status(client, "post", address, dict.fromkeys(fields, value))) >= 500:
            yield f"{status} POST {row.name} with {name}"


def _words_for(row: Row, value: str) -> tuple[str, ...]:
    """All words; of a long value as many as an address holds, beginning elsewhere for each page."""
    most = LONGEST_ADDRESS // max(len(value), 1)
    if most >= len(WORDS):
        return WORDS
    first = sum(map(ord, row.name)) % len(WORDS)
    return (*WORDS[first:], *WORDS[:first])[:most]


def _worth_trying(values: dict[str, str], way: int, other: int) -> dict[str, str]:
    """All of `values` where a role gets in by this way; a few where it is shut.

    It is shut where there is no such way, and where a guard stands: one that stops the other way,
    too, or forbids the only way that there is.
    """
    is_shut = way == NO_SUCH_WAY or {way, other} <= STOPPED or (way, other) == (403, NO_SUCH_WAY)
    return {name: values[name] for name in list(values)[::6]} if is_shut else values


def fields_of(client: Client, address: str) -> list[str]:
    """The names of all fields on the page."""
    with transaction.atomic():
        page = client.get(address)
        transaction.set_rollback(True)
    return [unescape(name) for name in FIELD.findall(_text(page))]


def _status(client: Client, method: str, address: str, data: dict[str, Any]) -> int:
    """The answer's status; what it changed is taken back, and its counters are forgotten."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        _text(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    cache.clear()
    return answer.status_code


def _text(answer: HttpResponseBase) -> str:
    # A file is closed once it was read.
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode(errors="replace")
