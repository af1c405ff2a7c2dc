"""A directory's list: narrowed by several facets, counted, in order, page by page, taken home, followed."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.models import SearchEntry
from hilo.core.registries import SearchDocument
from hilo.core.time import now
from tests.core.search_shelf import Shelf

STRANGER = AnonymousUser()


class Reader:
    is_authenticated = True


@pytest.fixture
def shelf(monkeypatch, db):
    return Shelf(monkeypatch)


def browse(viewer=STRANGER, **more):
    return search.browse(viewer, **{"kinds": ("book",), "language": "es", **more})


def titles(shelf, uuids):
    return [shelf.texts[uuid][0].title for uuid in uuids]


def test_without_words_everything_of_these_kinds_is_there_by_name(shelf, monkeypatch):
    for title in ("Telar", "ámbar", "Barro", "نسيج", "Ñandutí"):
        shelf.put(title)
    Shelf(monkeypatch, "film").put("Aventura")
    found = browse(page=1, size=3)
    assert (found.total, found.pages, found.order) == (5, 2, "name")
    assert titles(shelf, found.uuids) == ["ámbar", "Barro", "Ñandutí"]
    assert titles(shelf, browse(page=2, size=3).uuids) == ["Telar", "نسيج"]
    assert browse(kinds=("book", "film")).total == 6
    assert browse(kinds=()).total == browse(kinds=("unknown",)).total == 0


def test_equal_names_stand_in_the_order_of_their_uuids(shelf):
    books = [shelf.put("Telar") for _ in range(5)]
    assert browse().uuids == sorted(book.uuid for book in books)


def test_values_of_one_facet_are_or_and_facets_are_and(shelf):
    both = shelf.put("Uno", facets={"sector": ("crafts", "design"), "place": "MX-21"})
    design = shelf.put("Dos", facets={"sector": ["design"], "place": "MX-01"})
    shelf.put("Tres", facets={"sector": "music", "place": "MX-21"})
    chosen = {"sector": ["crafts", "design"], "place": "MX-21"}
    found = browse(chosen=chosen, counted=("sector", "place"))
    assert found.uuids == [both.uuid]
    assert found.facets == {
        "sector": {"crafts": 1, "design": 1, "music": 1},
        "place": {"MX-01": 1, "MX-21": 1},
    }
    assert browse(chosen={"sector": ["design"], "place": []}).uuids == [design.uuid, both.uuid]
    assert browse(chosen={"place": ["mx-21"]}).total == 0  # codes are kept as they are
    assert browse(chosen={"unknown": "x"}, counted=("unknown",)).facets == {"unknown": {}}


@pytest.mark.parametrize("facets", [{"sector": "a\nb"}, {"@kind": "book"}, {"a=b": "c"}])
def test_a_facet_that_would_read_as_another_is_refused(shelf, facets):
    with pytest.raises(ValueError, match="no facet"):
        shelf.put("Uno", facets=facets)


def test_a_source_may_have_a_facet_called_kind(shelf):
    shelf.put("Uno", facets={"kind": "novel"})
    assert browse(counted=("kind",)).facets == {"kind": {"novel": 1}}
    assert search.search("uno", STRANGER).facets["kind"] == {"book": 1}


def test_words_find_best_first_unless_another_order_is_asked(shelf):
    body = shelf.put("Ánfora", "del taller")
    title = shelf.put("Taller de telar")
    shelf.put("Barro")
    assert browse(text="talleres").uuids == [title.uuid, body.uuid]
    assert browse(text="talleres", order="name").uuids == [body.uuid, title.uuid]
    assert browse(text="talleres", order="newest").uuids == [title.uuid, body.uuid]
    shelf.commit()
    assert browse(text="tallerr").meant == {"tallerr": "taller"}
    assert browse(text="¿?").total == 3


def test_words_are_understood_by_what_these_kinds_hold(shelf, monkeypatch):
    book = shelf.put("Constancia")
    Shelf(monkeypatch, "film").put("Constansia")
    shelf.commit()
    assert browse(text="constansia").uuids == [book.uuid]


def test_members_find_what_is_theirs_without_asking_its_kind(shelf):
    shelf.put("Abierto")
    shelf.put("Interno", for_members=True)
    assert browse().total == 1
    assert browse(Reader()).total == 2
    assert shelf.asked == 0
    assert [one.uuid for one in browse(Reader()).among(shelf.visible_to(STRANGER))] == [
        browse().uuids[0]
    ]


def test_what_is_hidden_is_asked_of_its_kind(shelf):
    shelf.put("Abierto")
    book = shelf.put("Oculto", hidden=True)
    keeper = Reader()
    shelf.keepers = {keeper}
    assert book.uuid in browse(keeper).uuids
    assert book.uuid not in browse(Reader()).uuids
    assert browse().total == 1


def test_the_newest_first_is_by_when_it_could_first_be_found(shelf):
    draft = shelf.put("Borrador", hidden=True)
    with time_machine.travel(now() + dt.timedelta(days=1)):
        other = shelf.put("Otro")
    with time_machine.travel(now() + dt.timedelta(days=2)):
        shelf.hidden.clear()
        search.index("book", draft)
    with time_machine.travel(now() + dt.timedelta(days=3)):
        search.index("book", other)
    assert browse(order="newest").uuids == [draft.uuid, other.uuid]


def test_everything_of_a_choice_can_be_taken_home_in_order(shelf):
    books = [
        shelf.new([SearchDocument("es", f"Taller {n:04}", facets={"odd": str(n % 2)})])
        for n in range(1_203)
    ]
    search.index_many("book", books)
    wanted = [book.uuid for book in books[1::2]]
    chunks = list(search.rows_of(STRANGER, kinds=("book",), chosen={"odd": "1"}))
    assert [len(chunk) for chunk in chunks] == [500, 101]
    assert [uuid for chunk in chunks for uuid in chunk] == wanted
    few = search.rows_of(STRANGER, kinds=("book",), chosen={"odd": "1"}, most=7)
    assert list(few) == [wanted[:7]]
    pages = [browse(chosen={"odd": "1"}, page=page).uuids for page in range(1, 27)]
    assert [uuid for page in pages for uuid in page] == wanted


def test_who_follows_a_search_hears_of_each_arrival_once(shelf):
    beginning = now()
    shelf.put("Taller viejo")
    with time_machine.travel(beginning + dt.timedelta(hours=1)):
        first = search.since(beginning, STRANGER, text="taller", kinds=("book",))
        late = shelf.put("Taller tardío")  # too young to be told of: others may be just as young
    assert titles(shelf, first.uuids) == ["Taller viejo"]
    with time_machine.travel(beginning + dt.timedelta(hours=2)):
        shelf.put("Taller oculto", hidden=True)
        shelf.put("Barro")
        search.index("book", late)
        second = search.since(first.until, STRANGER, text="taller", kinds=("book",))
        again = search.since(second.until, STRANGER, text="taller", kinds=("book",))
    assert (second.uuids, second.total) == ([late.uuid], 1)
    assert again.uuids == []


def test_indexing_again_keeps_row_and_moment(shelf):
    book = shelf.put("Taller")
    before = SearchEntry.objects.values("pk", "entered_at").get()
    search.index("book", book)
    assert SearchEntry.objects.values("pk", "entered_at").get() == before
