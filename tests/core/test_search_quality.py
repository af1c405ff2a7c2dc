"""How much of what people look for is found, in four languages: plural, accent, article, slip of the finger."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.registries import SearchDocument
from tests.core.search_shelf import Shelf

PAIRS = Path(__file__).parent / "data" / "search_pairs.tsv"
STRANGER = AnonymousUser()
LEAST = 0.95  # of all pairs
WITHIN = 5  # the text looked for is among the first hits


def pairs():
    with PAIRS.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture
def shelf(monkeypatch, db):
    return Shelf(monkeypatch)


def test_what_people_type_finds_what_they_mean(shelf, capsys):
    books = [shelf.new([SearchDocument(pair["language"], pair["text"])]) for pair in pairs()]
    search.index_many("book", books)
    shelf.commit()
    asked, found, missed = Counter(), Counter(), []
    for pair, book in zip(pairs(), books, strict=True):
        hits = search.search(pair["query"], STRANGER, language=pair["language"]).hits[:WITHIN]
        asked[pair["language"]] += 1
        if book.uuid in {hit.uuid for hit in hits}:
            found[pair["language"]] += 1
        else:
            missed.append(f"{pair['language']} {pair['trap']}: {pair['query']} -> {pair['text']}")
    recall = found.total() / asked.total()
    with capsys.disabled():
        by_language = ", ".join(f"{one} {found[one]}/{asked[one]}" for one in asked)
        print(f"\nsearch: {found.total()} of {asked.total()} pairs found ({by_language})")
        print("".join(f"  missed {line}\n" for line in missed), end="")
    assert len(books) >= 60
    assert recall >= LEAST, missed


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("es", "curso", "Curar una exposición"),
        ("es", "sur", "Sureste"),
        ("es", "mesa", "Misa criolla"),
        ("fr", "four", "Le fournil du village"),
        ("en", "market", "Marble carving"),
        ("ar", "سوق", "ساق الشجرة"),
        ("ar", "خزف", "خريف المدينة"),
    ],
)
def test_what_only_looks_alike_is_not_found(shelf, language, query, text):
    shelf.put("Curso, sur, mesa, four, market, سوق, خزف", language=language)
    other = shelf.put(text, language=language)
    hits = search.search(query, STRANGER, language=language).hits
    assert other.uuid not in {hit.uuid for hit in hits}


@pytest.mark.parametrize(
    ("language", "query", "other"),
    [
        ("es", "caso", "casa"),
        ("fr", "port", "porte"),
        ("fr", "cuir", "cuire"),
        ("ar", "حرف", "حرفهي"),
    ],
)
def test_a_word_that_shares_its_stem_comes_after_the_word_itself(shelf, language, query, other):
    itself = shelf.put(query, language=language)
    shelf.put(other, language=language)
    hits = search.search(query, STRANGER, language=language).hits
    assert hits[0].uuid == itself.uuid
