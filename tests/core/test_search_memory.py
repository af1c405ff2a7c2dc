"""How a process keeps up with the index: it moves on by what changed, and never falls behind."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.models import SearchMove, SearchState
from hilo.core.registries import SearchDocument, search_sources
from hilo.core.search import memory, moves, snapshots
from hilo.core.search.orders import BY_NAME, NEWEST
from hilo.core.search.rules import values
from hilo.core.search.snapshots import State
from tests.core.search_scale import KIND, corpus, source

STRANGER = AnonymousUser()


@pytest.fixture
def organisations(monkeypatch, db):
    """Some organisations in an index that counts as large."""
    monkeypatch.setitem(search_sources._items, KIND, source())
    monkeypatch.setattr(memory, "SMALL", 0)
    memory.drop()
    subjects = list(corpus(120))
    search.index_many(KIND, subjects)
    moves.catch_up()
    yield subjects
    memory.drop()


@pytest.fixture
def no_building(monkeypatch):
    """From here on nobody reads the whole index in a search."""

    def begin():
        monkeypatch.setattr(snapshots, "build", lambda *_all: pytest.fail("read anew"))

    return begin


def contents(snapshot):
    facets = {
        name: {value: values.as_bits(members) for value, members in of_name.items()}
        for name, of_name in snapshot.facets.items()
    }
    rows = {asked: list(order.rows) for asked, order in snapshot.orders.items()}
    return {name: of_name for name, of_name in facets.items() if of_name}, rows


def renamed(subject, title):
    return replace(subject, documents=[SearchDocument("es", title, "barro", {"sector": "new"})])


def test_a_snapshot_that_moved_on_is_the_one_that_would_be_built(organisations):
    chance = random.Random(3)
    wanted = [(by, frozenset([KIND])) for by in (BY_NAME, NEWEST)]
    memory._put(snapshots.build(State(*SearchState.current()), wanted))
    asked = memory.current().holding(["=barro"])
    here = list(organisations)
    for _step in range(25):
        some = chance.sample(here, chance.randint(1, 4))
        act = chance.choice(("rename", "forget", "enter", "same", "hide"))
        if act == "rename":
            search.index_many(KIND, [renamed(one, f"Ñ {chance.random()}") for one in some])
        elif act == "forget":
            search.forget(KIND, some[0].uuid)
            here.remove(some[0])
        elif act == "hide":
            search.index_many(KIND, [replace(one, audience="") for one in some])
        else:
            search.index_many(KIND, some)
        moves.catch_up()
        moved = memory.current()
        built = snapshots.build(moved.state, wanted)
        assert contents(moved) == contents(built)
        asked = built.holding(["=barro"])
        assert moved.remembered[False, ("=barro",)] == asked


def test_one_change_is_seen_at_the_next_search_without_reading_all(organisations, no_building):
    before = search.browse(STRANGER, kinds=(KIND,), text="xilografía")
    search.browse(STRANGER, kinds=(KIND,))
    no_building()
    search.index(KIND, renamed(organisations[3], "Aaa xilografía"))
    moves.catch_up()
    assert before.total == 0
    assert search.browse(STRANGER, kinds=(KIND,), text="xilografía").uuids == [
        organisations[3].uuid
    ]
    assert search.browse(STRANGER, kinds=(KIND,)).uuids[0] == organisations[3].uuid


def test_what_nobody_told_of_is_found_when_looked_for(organisations, no_building, monkeypatch):
    search.browse(STRANGER, kinds=(KIND,))
    no_building()
    search.index(KIND, renamed(organisations[3], "Aaa"))  # and the process dies before telling
    assert search.browse(STRANGER, kinds=(KIND,)).uuids[0] != organisations[3].uuid
    monkeypatch.setattr(memory, "LOOK", -1.0)
    assert search.browse(STRANGER, kinds=(KIND,)).uuids[0] == organisations[3].uuid


def test_many_changes_are_read_aside_while_searches_go_on(organisations, monkeypatch):
    held = memory.current()
    begun = []
    monkeypatch.setattr(memory, "AT_ONCE", 5)
    monkeypatch.setattr(memory, "_aside_at", -1_000.0)
    monkeypatch.setattr(memory, "Thread", lambda **thread: begun.append(thread) or FakeThread())
    search.index_many(KIND, organisations[:20])
    moves.catch_up()
    assert memory.current() is held
    assert memory.current() is held
    assert len(begun) == 1
    monkeypatch.setattr(memory, "connection", FakeConnection())
    begun[0]["target"](*begun[0]["args"])
    assert memory.current().state == SearchState.current()
    assert memory.current().orders.keys() == held.orders.keys()
    assert memory._aside.acquire(blocking=False)
    memory._aside.release()


def test_a_process_that_slept_too_long_reads_anew(organisations, monkeypatch):
    held = memory.current()
    monkeypatch.setattr(SearchMove, "KEPT", 2)
    for one in organisations[:4]:
        search.index(KIND, one)
        moves.catch_up()
    assert set(SearchMove.objects.values_list("number", flat=True)) == {4, 5}
    assert memory._changed_since(held.state, State(*SearchState.current())) is None


def test_a_restored_database_is_read_anew(organisations):
    number = SearchState.current()[1]
    other = State(None, number + 5)
    assert memory._changed_since(other, State(*SearchState.current())) is None


@pytest.mark.django_db(transaction=True)
def test_the_thread_that_reads_aside_leaves_nothing_open(monkeypatch):
    monkeypatch.setattr(memory, "_aside_at", -1_000.0)
    memory.drop()
    memory.warm()
    for thread in threading.enumerate():
        if thread.name == "search index":
            thread.join(10)
    assert memory._current is not None
    memory.drop()


def test_commits_are_told_in_one_number_each(organisations, django_capture_on_commit_callbacks):
    number = SearchState.current()[1]
    with django_capture_on_commit_callbacks(execute=True):
        search.index(KIND, organisations[0])
        search.index(KIND, organisations[1])
    assert SearchState.current()[1] == number + 1
    assert not SearchMove.objects.filter(number=None).exists()


class FakeThread:
    def start(self) -> None:
        """Later, when the test says so."""


class FakeConnection:
    def close(self) -> None:
        """The test still needs it."""
