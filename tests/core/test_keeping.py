"""What was worked out is kept until anything happens, whoever makes it happen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from hilo.core import keeping
from hilo.core.events import Event, publish
from hilo.core.models import Entry
from hilo.core.time import now

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Woven(Event):
    """Something happens."""

    sentence = gettext_lazy("Woven.")


def weave() -> None:
    with transaction.atomic():
        publish(Woven(), by=None, subject=("", None))


def counting():
    """A function that answers how often it was called."""
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        return len(calls)

    return make


def test_it_is_made_once_until_something_happens():
    make = counting()
    assert [keeping.kept("a", make) for _turn in range(3)] == [1, 1, 1]
    weave()
    assert [keeping.kept("a", make) for _turn in range(2)] == [2, 2]


def test_each_key_has_its_own():
    make = counting()
    assert (keeping.kept("a", make), keeping.kept("b", make), keeping.kept("a", make)) == (1, 2, 1)


def test_an_entry_that_is_committed_late_tells_too():
    """A long transaction wrote its line first and commits it last: below lines that are known already."""
    make = counting()
    weave()
    keeping.kept("a", make)
    Entry.objects.create(event="late", at=now() - dt.timedelta(seconds=30))
    assert keeping.kept("a", make) == 2


def test_after_a_minute_it_is_made_again(monkeypatch):
    make = counting()
    keeping.kept("a", make)
    monkeypatch.setattr(keeping, "clock", lambda: 1e12)
    assert keeping.kept("a", make) == 2


def test_one_request_looks_once_unless_it_writes(django_assert_num_queries):
    make = counting()
    keeping.begin_request()
    try:
        with django_assert_num_queries(1):
            keeping.kept("a", make)
            keeping.kept("b", make)
        weave()
        with django_assert_num_queries(1):
            assert keeping.kept("a", make) == 3
    finally:
        keeping.end_request()


def test_it_never_keeps_more_than_its_most():
    for number in range(keeping.MOST + 20):
        keeping.kept(number, lambda: "thing")
    assert len(keeping._kept) == keeping.MOST
