"""Search as people meet it: order, visibility, facets, several languages, slips, forgetting."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from hilo.core import search
from hilo.core.models import SearchEntry, SearchGram, SearchWord
from hilo.core.registries import SearchDocument
from tests.core.search_shelf import Shelf

STRANGER = AnonymousUser()


class Reader:
    is_authenticated = True


@pytest.fixture
def shelf(monkeypatch, db):
    return Shelf(monkeypatch)


def uuids(found):
    return [hit.uuid for hit in found.hits]


def find(text, viewer=STRANGER, **more):
    return search.search(text, viewer, **{"language": "es", **more})


def test_nothing_is_found_in_an_empty_index(db):
    found = find("taller")
    assert (found.hits, found.total, found.facets) == ([], 0, {})


@pytest.mark.parametrize(
    "text", ["", "   ", "¿?", "%_*\"'\\", "\x00", "a" * 5000, "🧵", "' OR 1=1 --"]
)
def test_odd_queries_are_answered(shelf, text):
    shelf.put("Taller de barro")
    assert find(text).total == 0


def test_a_title_comes_before_a_body_and_the_same_title_first(shelf):
    body = shelf.put("Sin nombre", "Aquí hay un taller.")
    longer = shelf.put("Taller de barro negro con horno de leña")
    itself = shelf.put("Taller")
    assert uuids(find("taller")) == [itself.uuid, longer.uuid, body.uuid]


def test_all_words_are_wanted_and_small_ones_are_not(shelf):
    both = shelf.put("Red mexicana de industrias culturales")
    shelf.put("Red de agua")
    found = find("la red de las industrias")
    assert uuids(found) == [both.uuid]
    assert not found.is_partial


def test_where_no_object_holds_all_words_those_that_hold_some_are_shown(shelf):
    barro = shelf.put("Taller de barro")
    telar = shelf.put("Taller de telar")
    found = find("barro telar zapoteco")
    assert set(uuids(found)) == {barro.uuid, telar.uuid}
    assert found.is_partial


def test_words_that_only_carry_grammar_are_searched_when_there_is_nothing_else(shelf):
    book = shelf.put("El cómo y el cuándo")
    assert uuids(find("el")) == [book.uuid]


def test_rare_words_weigh_more_than_common_ones(shelf):
    for number in range(12):
        shelf.put(f"Taller número {number}", "barro")
    rare = shelf.put("Vasija", "taller de alcatraz")
    assert uuids(find("taller alcatraz"))[0] == rare.uuid


def test_a_mistyped_word_is_recognised_and_said(shelf):
    book = shelf.put("Constancia de participación")
    shelf.commit()
    found = find("constansia")
    assert uuids(found) == [book.uuid]
    assert found.meant == {"constansia": "constancia"}


def test_a_hidden_object_is_found_by_those_who_may_know_of_it(shelf):
    book = shelf.put("Expediente de Xochiquétzal", hidden=True)
    keeper, other = Reader(), Reader()
    shelf.keepers = {keeper}
    assert uuids(find("expediente", keeper)) == [book.uuid]
    assert find("expediente", other).total == 0
    assert find("expediente").total == 0


def test_a_slip_does_not_tell_strangers_a_hidden_name(shelf):
    shelf.put("Xochiquétzal", hidden=True)
    shelf.commit()
    assert find("xochiquetzel").meant == {}
    assert find("xochiq").total == 0


def test_counts_leave_out_what_the_reader_may_not_see(shelf):
    shelf.put("Taller abierto")
    shelf.put("Taller cerrado", hidden=True)
    found = find("taller")
    assert found.total == 1
    assert found.facets["kind"] == {"book": 1}


def test_what_became_hidden_since_the_last_look_is_not_shown(shelf):
    book = shelf.put("Taller")
    assert find("taller").total == 1
    shelf.hidden.add(book.uuid)
    assert find("taller").hits == []


def test_one_object_in_three_languages_is_one_hit_in_the_readers_own(shelf):
    book = shelf.put(
        "Red Mexicana",
        "sobre el oficio",
        fr=("Réseau mexicain", "du métier"),
        ar=("الشبكة المكسيكية",),
    )
    found = find("red mexicana", language="fr")
    assert [(hit.uuid, hit.title, hit.language) for hit in found.hits] == [
        (book.uuid, "Réseau mexicain", "fr")
    ]
    assert found.facets["language"] == {"ar": 1, "es": 1, "fr": 1}
    hit = find("المكسيكية", language="ar").hits[0]
    assert (hit.title, hit.direction) == ("الشبكة المكسيكية", "rtl")


def test_a_snippet_in_another_language_says_which(shelf):
    shelf.put("Red", "nada que ver", fr=("Réseau", "le tissage à la main"))
    hit = find("tissage", language="es").hits[0]
    assert (hit.title, hit.language, hit.snippet_language) == ("Red", "es", "fr")
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["tissage"]


def test_a_snippet_marks_every_form_of_the_word(shelf):
    shelf.put("Oficios", "Las artesanas y el artesano del barrio.")
    hit = find("artesanos").hits[0]
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["artesanas", "artesano"]
    assert "".join(piece.text for piece in hit.snippet) == "Las artesanas y el artesano del barrio."


def test_facets_narrow_and_count_as_if_their_own_were_not_chosen(shelf):
    shelf.put("Taller uno", facets={"sector": "Barro"})
    shelf.put("Taller dos", facets={"sector": "Telar"})
    shelf.put("Atelier", "taller", language="fr", facets={"sector": "Telar"})
    found = find("taller", facets={"sector": "Telar"}, counted=("sector", "language"))
    assert found.total == 2
    assert found.facets["sector"] == {"Barro": 1, "Telar": 2}
    assert found.facets["language"] == {"es": 1, "fr": 1}


def test_pages_hold_every_hit_once(shelf):
    books = [shelf.new([SearchDocument("es", f"Taller {n}")]) for n in range(230)]
    search.index_many("book", books)
    seen = [uuid for page in (1, 2, 3) for uuid in uuids(find("taller", page=page, size=100))]
    assert len(seen) == 230
    assert set(seen) == {book.uuid for book in books}
    beyond = find("taller", page=99, size=100)
    assert (beyond.page, beyond.pages, len(beyond.hits)) == (3, 3, 30)


def test_indexing_again_replaces_what_was_there(shelf):
    book = shelf.put("Taller de barro")
    shelf.texts[book.uuid] = [SearchDocument("es", "Taller de telar")]
    search.index("book", book)
    search.index("book", book)
    assert find("barro").total == 0
    assert find("telar").total == 1
    assert SearchEntry.objects.count() == 1


def test_an_object_with_nothing_left_to_say_leaves_the_index(shelf):
    book = shelf.put("Taller")
    shelf.texts[book.uuid] = []
    search.index("book", book)
    assert not SearchEntry.objects.exists()


def test_what_is_forgotten_leaves_no_word_behind(shelf):
    book = shelf.put("Xochiquétzal taller", hidden=True)
    shelf.put("Otro taller")
    shelf.commit()
    assert SearchGram.objects.filter(gram="xoc").count() == 1
    search.forget("book", book.uuid)
    shelf.commit()
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"otro", "taller"}
    assert SearchGram.objects.filter(gram="xoc").count() == 0
    assert find("taller").total == 1


def test_rebuilding_finds_what_was_never_indexed_and_drops_what_is_gone(shelf, capsys):
    gone = shelf.put("Taller viejo")
    shelf.new([SearchDocument("es", "Taller nuevo")])
    del shelf.texts[gone.uuid]
    call_command("search", "rebuild", "book")
    found = find("taller")
    assert [hit.title for hit in found.hits] == ["Taller nuevo"]
    assert "book" in capsys.readouterr().out


def test_the_number_of_queries_does_not_grow_with_the_hits(shelf, django_assert_max_num_queries):
    books = [shelf.new([SearchDocument("es", f"Taller de barro {n}")]) for n in range(120)]
    search.index_many("book", books)
    shelf.commit()
    with django_assert_max_num_queries(7):
        assert len(find("taller barro").hits) == 20
