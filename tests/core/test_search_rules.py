"""The rules of search alone: stems, slips, sets, tiers, snippets (docs/algorithms/search.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.search.rules import bits, light10, ranking, snippets, typos, words


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والحرفيون", "حرف"),
        ("بالتدريب", "تدريب"),
        ("للنساء", "نساء"),
        ("المجوهرات", "مجوهر"),
        ("ورشه", "رش"),  # its first letter reads as «and», in every form alike
        ("ورشات", "رش"),
        ("وصل", "وصل"),  # three letters would not stay without the first
        ("ال", "ال"),
        ("منه", "من"),
    ],
)
def test_light10_takes_off_article_and_endings(word, stem):
    assert light10.stem(word) == stem


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "", 0), ("taller", "taller", 0), ("taller", "tallr", 1), ("taller", "tlaler", 1),
     ("taller", "talleres", 2), ("casa", "perro", 5), ("", "abc", 3)],
)  # fmt: skip
def test_slips(one, other, count):
    assert typos.slips(one, other) == count
    assert typos.slips(other, one) == count


def test_short_words_forgive_nothing_and_long_ones_two():
    assert [typos.slips_allowed(word) for word in ("mar", "mano", "talleres")] == [0, 1, 2]
    assert typos.nearest("mano", ["mono", "manos", "marzo", "mapa"]) == [["manos", "mono"]]
    assert typos.nearest("mano", ["perro"]) == []
    assert typos.nearest("talleres", ["tallar", "taleres"]) == [["taleres"]]
    assert typos.nearest("talleres", ["taller", "taleres"]) == [["taleres"], ["taller"]]


@given(
    st.lists(st.sampled_from("abcdefghijklmnñop"), min_size=4, max_size=14, unique=True).map(
        "".join
    ),
    st.data(),
)
def test_a_forgiven_slip_shares_enough_trigrams_where_letters_differ(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + "x" + word[place:],
                word[:place] + "x" + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    if typos.slips_allowed(slipped):
        shared = len(typos.grams(slipped) & typos.grams(word))
        assert shared >= typos.grams_needed(slipped)


@given(st.sets(st.integers(0, 5_000)))
def test_sets_as_numbers_keep_their_members(members):
    as_number = bits.of(members)
    assert list(bits.highest_first(as_number)) == sorted(members, reverse=True)
    assert as_number.bit_count() == len(members)


def test_the_worked_table_of_tiers():
    """Four rows; «barro» stands in rows 1-3, in the title of 3; «taller» in rows 1, 2."""
    barro = ranking.Found(bits.of([1, 2, 3]), bits.of([1, 3]), bits.of([3]))
    taller = ranking.Found(bits.of([1, 2]), bits.of([2]), 0)
    order = ranking.tiers(bits.of([1, 2, 3]), [barro, taller], rows=4)
    shown = [(round(tier.score, 2), list(bits.highest_first(tier.members))) for tier in order]
    assert shown == [(2.97, [3]), (2.5, [2]), (2.37, [1])]


def test_a_title_that_is_the_query_fits_best():
    fits = [
        ranking.title_fit("taller", [head]) for head in ("taller", "taller de barro", "un taller")
    ]
    assert fits[0] > fits[1] > fits[2] > 0
    assert ranking.title_fit("taller", ["tallercito"]) < 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’artisanat d'art", ["l", "artisanat", "d", "art"]),
        ("المُوَسِّعَة", ["المُوَسِّعَة"]),
        ("São_Tomé 2.0", ["são", "tomé", "2", "0"]),
        ("a" * 41, []),
        ("", []),
    ],
)
def test_words_of_a_text(text, found):
    assert words.split(text) == found


def test_either_stem_meets_either_stem():
    for one, other in [("formación", "formaciones"), ("formacion", "formación"), ("luz", "luces")]:
        assert set(words.stems(one, "es")) & set(words.stems(other, "es")), (one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "mujer", "mujeres"),
        ("es", "taller", "talleres"),
        ("es", "ciudad", "ciudades"),
        ("es", "imagen", "imágenes"),
        ("es", "tapiz", "tapices"),
        ("fr", "créateur", "créatrices"),
        ("fr", "joyau", "joyaux"),
        ("fr", "coopérer", "coopèrent"),
        ("fr", "apprendre", "apprenons"),
        ("fr", "communiquer", "communication"),
        ("en", "craftsman", "craftsmen"),
    ],
)
def test_forms_that_the_stemmers_leave_apart_meet(language, one, other):
    assert set(words.stems(one, language)) & set(words.stems(other, language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("fr", "agent", "âge"), ("fr", "content", "conte"), ("es", "padre", "par")],
)
def test_rules_of_forms_do_not_join_what_only_looks_alike(language, one, other):
    assert not set(words.stems(one, language)) & set(words.stems(other, language))


@given(st.text(max_size=600), st.sets(st.sampled_from(["barro", "taller", "a", "é"])))
def test_a_snippet_is_a_piece_of_the_text(text, wanted):
    pieces = snippets.snippet(text, lambda word: word in wanted)
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown.strip() in text
    assert len(shown) <= snippets.LENGTH + 2 * words.LONGEST


def test_a_long_text_shows_the_words_that_matched():
    text = "nada " * 400 + "el barro negro " + "nada " * 400
    shown = snippets.snippet(text, lambda word: word == "barro")
    assert [piece.text for piece in shown if piece.is_match] == ["barro"]
    assert (shown[0].text, shown[-1].text) == ("… ", " …")
