"""Every address of the project, opened as every role: each chapter's table says what must happen."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, ROLES, SIGN_IN, Row

CHAPTERS = (
    "core",
    "ui",
    "places",
    "people",
    "notifications",
    "competences",
    "network",
    "credentials",
    "attendance",
    "programme",
    "learning",
    "site",
)


def rows() -> list[Row]:
    """The rows of every chapter that has addresses."""
    found: list[Row] = []
    for chapter in CHAPTERS:
        try:
            module = importlib.import_module(f"tests.{chapter}.access")
        except ModuleNotFoundError:
            continue
        found += module.ACCESS
    return found


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespaces."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        else:
            assert pattern.name, f"the address {pattern.pattern} has no name"
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row() -> None:
    known = {row.name for row in rows()}
    real = set(names(get_resolver().url_patterns))
    assert real - known == set(), "addresses without a row in tests/<chapter>/access.py"
    assert known - real == set(), "rows for addresses that no longer exist"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.name}-{row.method}")
def test_each_role_meets_what_the_table_says(row: Row, role: str, as_role) -> None:  # type: ignore[no-untyped-def]
    client = Client() if role == "stranger" else as_role(role)[0]
    address = reverse(row.name, kwargs=row.kwargs())
    answer = getattr(client, row.method)(address, row.data)
    if answer.streaming:
        b"".join(answer)  # a file is closed once it was read
    assert met(answer) == row.expected(role), f"{role} at {address}: {answer.status_code}"


def met(answer) -> str:  # type: ignore[no-untyped-def]
    """What a reader met, in the words of the tables."""
    if answer.status_code in {301, 302, 303}:
        return SIGN_IN if "/sign-in/" in answer["Location"] else ELSEWHERE
    return {200: OPEN, 403: REFUSED, 404: HIDDEN}.get(answer.status_code, str(answer.status_code))
