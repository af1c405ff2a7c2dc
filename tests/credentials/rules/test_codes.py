"""Codes that people read out and type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.credentials.rules import codes

bodies = st.text(st.sampled_from(codes.ALPHABET), min_size=11, max_size=11)
whole = bodies.map(lambda body: body + codes.check_character(body))


def test_new_codes_are_codes_and_differ() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(codes.is_code(code) for code in made)


def test_nothing_that_looks_like_something_else_is_in_them() -> None:
    assert len(codes.ALPHABET) == 31
    assert not set(codes.ALPHABET) & set("ILOSU")


@given(whole, st.integers(0, 11), st.sampled_from(codes.ALPHABET))
def test_one_mistyped_character_is_noticed(code: str, place: int, other: str) -> None:
    mistyped = code[:place] + other + code[place + 1 :]
    assert codes.is_code(mistyped) == (mistyped == code)


@given(whole, st.integers(0, 11), st.integers(0, 11))
def test_two_swapped_characters_are_noticed(code: str, one: int, other: int) -> None:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    swapped = "".join(signs)
    assert codes.is_code(swapped) == (swapped == code)


@given(whole, st.integers(0, 10))
def test_a_swap_of_neighbours_suggests_what_was_meant(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    reading = codes.reading(swapped)
    if swapped != code:
        assert reading.problem == "check"
        assert code in reading.suggestions


CODE = "10Z5" + "V7K3" + "0A1"
CODE += codes.check_character(CODE)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        codes.shown(CODE),
        CODE.lower(),
        f"  {CODE[:4]} {CODE[4:8]} – {CODE[8:]}\n",
        CODE.replace("0", "O").replace("1", "l").replace("5", "s").replace("V", "u"),
        CODE.replace("0", "o").replace("1", "I"),
        CODE.replace("1", "١").replace("0", "٠"),
        f"\u200f{CODE}\u200e",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    reading = codes.reading(typed)
    assert (reading.code, reading.problem) == (CODE, "")


@pytest.mark.parametrize(
    ("typed", "problem", "length", "strange"),
    [
        ("", "empty", 0, ""),
        (" - ", "empty", 0, ""),
        (CODE[:11], "length", 11, ""),
        (CODE + "2", "length", 13, ""),
        (CODE[:-1] + "%", "letters", 12, "%"),
        ("شهادة", "letters", 5, "شهادة"),
        (CODE[:-1] + ("2" if CODE[-1] != "2" else "3"), "check", 12, ""),
    ],
)
def test_the_first_thing_that_is_the_matter_is_told(
    typed: str, problem: str, length: int, strange: str
) -> None:
    reading = codes.reading(typed)
    assert (reading.problem, reading.length, reading.strange) == (problem, length, strange)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    reading = codes.reading(typed)
    assert codes.is_code(reading.code) == (reading.problem == "")


def test_shown_in_groups() -> None:
    assert codes.shown("7K3M9PQ2XV4A") == "7K3M-9PQ2-XV4A"
