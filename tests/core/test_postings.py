"""The sets of rows of each token: packed, posted after each commit, and true whatever came in between."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.models import SearchEntry, SearchMove, SearchPosted, SearchPosting
from hilo.core.registries import SearchDocument, search_sources
from hilo.core.search import memory, moves, postings
from hilo.core.search.rules import bits, blocks
from tests.core.search_scale import KIND, corpus, source

EVERY = range(blocks.WIDTH)
EDGE = blocks.WIDTH


@pytest.fixture
def organisations(monkeypatch, db):
    monkeypatch.setitem(search_sources._items, KIND, source())
    subjects = list(corpus(60))
    search.index_many(KIND, subjects)
    yield subjects
    memory.drop()


def entered(row, tokens):
    """An entry under this key, whose tokens wait to be posted."""
    SearchEntry.objects.update_or_create(
        pk=row, defaults={"kind": KIND, "object": f"{row:032x}", "tokens": tokens}
    )
    SearchMove.objects.create(row=row)


def posted():
    return {
        (bytes(one.token).decode(), one.block): blocks.unpacked(bytes(one.members))
        for one in SearchPosting.objects.all()
    }


def found(text):
    return set(search.browse(AnonymousUser(), kinds=(KIND,), text=text, size=100).uuids)


@pytest.mark.parametrize(
    "numbers",
    [(), (0,), [EDGE - 1], EVERY[: blocks.FEW], EVERY[: blocks.FEW + 1], EVERY[::3], EVERY],
)
def test_a_set_comes_out_of_its_bytes_as_it_went_in(numbers):
    room = blocks.packed(numbers)
    assert blocks.unpacked(room) == bits.of(numbers)
    assert len(room) <= blocks.ROOM


@pytest.mark.parametrize("held", [EVERY[:0], EVERY[: blocks.FEW], EVERY[: blocks.FEW + 1], EVERY])
@pytest.mark.parametrize("come", [(), (5, EDGE - 1)])
@pytest.mark.parametrize("gone", [(), (0, 7), EVERY[3:]])
def test_a_packed_set_changes_as_a_set_does(held, come, gone):
    changed = blocks.changed(blocks.packed(held), come, gone)
    assert changed == blocks.packed({*held}.difference(gone).union(come))


def test_rows_are_found_across_the_edges_of_blocks(db):
    for row in (1, EDGE - 1, EDGE, 5 * EDGE + 7):
        entered(row, "=barro =taller" if row % 2 else "=barro")
    moves.catch_up()
    assert postings.rows_with(["=barro"]) == bits.of([1, EDGE - 1, EDGE, 5 * EDGE + 7])
    assert postings.rows_with(["=taller", "=telar"]) == bits.of([1, EDGE - 1, 5 * EDGE + 7])
    assert postings.rows_with([]) == 0


def test_a_beginning_is_of_letters_not_of_bytes_alike(db):
    for row, tokens in enumerate(("=bar", "=barro", "=baz", "=barñ", "=برنامج", "^=barro"), 1):
        entered(row, tokens)
    moves.catch_up()
    assert postings.rows_with(["=bar"], begins=True) == bits.of([1, 2, 4])
    assert postings.rows_with(["=برن", "=baz"], begins=True) == bits.of([3, 5])
    assert postings.rows_with([], begins=True) == 0


def test_what_waits_is_found_as_what_is_posted(organisations):
    before = {text: found(text) for text in ("taller", "vidrio", "tall", "museo plata")}
    assert all(before.values())
    assert not SearchPosting.objects.exists()
    moves.catch_up()
    memory.drop()
    assert {text: found(text) for text in before} == before


def test_a_text_that_waits_is_found_by_its_new_words_alone(organisations):
    moves.catch_up()
    one = organisations[0]
    changed = replace(one, documents=[SearchDocument("es", "Xilografía", "")])
    search.index(KIND, changed)
    assert one.uuid not in found(one.documents[0].title.split()[0])
    assert found("xilografías") == {one.uuid}


def test_after_many_changes_postings_are_those_that_would_be_made_anew(organisations):
    chance, here = random.Random(5), list(organisations)
    for _step in range(20):
        one, other = chance.sample(here, 2)
        body = " ".join(chance.choices(("barro", "telar", "plata", "papel"), k=2))
        changed = replace(one, documents=[SearchDocument("es", one.documents[0].title, body)])
        search.index_many(KIND, [changed, other])
        if chance.random() < 0.3:
            search.forget(KIND, other.uuid)
            here.remove(other)
        if chance.random() < 0.5:
            moves.move_on()
    moves.catch_up()
    kept = posted()
    SearchPosting.objects.all().delete()
    SearchPosted.objects.all().delete()
    for entry in SearchEntry.objects.all():
        SearchMove.objects.create(row=entry.pk)
    moves.catch_up()
    assert posted() == kept
    assert SearchPosted.objects.count() == len(here)


def test_nothing_is_left_of_an_object_that_was_erased(organisations):
    moves.catch_up()
    for one in organisations:
        search.forget(KIND, one.uuid)
    moves.catch_up()
    assert not SearchPosting.objects.exists()
    assert not SearchPosted.objects.exists()


def test_an_import_is_posted_in_bunches_and_others_need_not_wait_for_all(
    organisations, monkeypatch
):
    monkeypatch.setattr(moves, "BUNCH", 25)
    assert moves.move_on()
    waiting = set(SearchMove.waiting().values_list("row", flat=True))
    assert len(waiting) == 35
    assert max(waiting) < min(SearchPosted.objects.values_list("row", flat=True))
    moves.catch_up()
    assert not SearchMove.waiting().exists()
    assert not moves.move_on()


def test_each_bunch_is_posted_by_its_own_call(
    organisations, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(moves, "BUNCH", 25)
    moves.catch_up()
    with django_capture_on_commit_callbacks(execute=True) as calls:
        search.index_many(KIND, organisations)
    assert len(calls) == 3
    assert not SearchMove.waiting().exists()
