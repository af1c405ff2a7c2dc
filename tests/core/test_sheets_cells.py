"""Cells: the worked tables of docs/algorithms/sheets.md."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.sheets import (
    CellProblem,
    Money,
    MoneyColumn,
    NumberColumn,
    Reading,
    TextColumn,
    cells,
)
from hilo.core.sheets.columns import CodeColumn, EmailColumn, MultiColumn


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1234", "es", "1234"),
        ("12.5", "fr", "12.5"),
        ("12,5", "es", "12.5"),
        ("1,234", "es", "1234"),
        ("1.234", "es", "1.234"),
        ("1,234", "fr", "1.234"),
        ("1.234", "fr", "1234"),
        ("1.234,56", "es", "1234.56"),
        ("1,234.56", "fr", "1234.56"),
        ("1 234 567,8", "fr", "1234567.8"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1,234,567", "ar", "1234567"),
        ("١٢٣٤", "ar", "1234"),
        ("١٢٫٥", "ar", "12.5"),
        ("١٬٢٣٤", "ar", "1234"),
        ("١٫٢٣٤", "fr", "1.234"),
        ("-5", "en", "-5"),
        ("−5", "en", "-5"),
        (" 7 ", "en", "7"),
        (3.25, "fr", "3.25"),
    ],
)
def test_numbers_as_people_write_them(text: object, language: str, expected: str) -> None:
    assert cells.number(text, language) == Decimal(expected)


@pytest.mark.parametrize("text", ["twelve", "1/2", "", "NaN", "Infinity", "12-3", "--4"])
def test_what_is_no_number_is_said_so(text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        cells.number(text, "en")
    assert "is not a number" in str(caught.value.message)


def test_a_doubtful_number_is_refused_rather_than_guessed() -> None:
    with pytest.raises(CellProblem) as caught:
        cells.number("1,234", "ar")
    assert "two ways" in str(caught.value.message)


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 3, 5),
        dt.datetime(2026, 3, 5, 10, 30),
        "2026-03-05",
        "2026-03-05 10:30:00",
        "05/03/2026",
        "5/3/2026",
        "5.3.2026",
        "٥/٣/٢٠٢٦",
        "46086",
        46086,
        46086.0,
        "5 de marzo de 2026",
        "5 mar 2026",
        "5 mars 2026",
        "5 March 2026",
        "5 مارس 2026",
        "5 آذار 2026",
    ],
)
def test_days_as_people_write_them(value: object) -> None:
    assert cells.day(value) == dt.date(2026, 3, 5)


def test_days_of_the_older_macintosh_count_from_1904() -> None:
    assert cells.day("44624", is_1904=True) == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "is not a date"),
        ("05/03/26", "four digits"),
        ("3/25/2026", "not a day of the calendar"),
        ("30/02/2026", "not a day of the calendar"),
        ("999999", "is not a date"),
    ],
)
def test_what_is_no_day_is_said_so(text: str, said: str) -> None:
    with pytest.raises(CellProblem) as caught:
        cells.day(text)
    assert said in str(caught.value.message)


@pytest.mark.parametrize("word", ["yes", "Sí", "si", "OUI", "نعم", "1", "x", True, "verdadero"])
def test_yes_in_any_language(word: object) -> None:
    assert cells.yes_or_no(word) is True


@pytest.mark.parametrize("word", ["no", "Non", "لا", "0", False, "FALSO"])
def test_no_in_any_language(word: object) -> None:
    assert cells.yes_or_no(word) is False


@given(st.text())
def test_an_apostrophe_goes_on_and_comes_off_again(text: str) -> None:
    guarded = cells.quoted(text)
    assert not guarded.startswith(cells.DANGEROUS)
    assert cells.unquoted(guarded) == text or text.startswith("'")
    assert cells.unquoted(cells.quoted(text)) == text


@given(st.text())
def test_text_read_again_is_the_same(text: str) -> None:
    column = TextColumn("t", "T", longest=10_000, has_lines=True)
    once = column.dump(text)
    assert column.dump(once) == once


def test_codes_keep_or_regain_their_zeros() -> None:
    column = CodeColumn("c", "C", digits=5)
    for cell in ("01001", 1001, 1001.0, " 01001\u200e", "'01001"):
        assert column.read(cell, Reading()).lstrip("'") == "01001"


def test_a_telephone_number_stays_text() -> None:
    assert TextColumn("p", "P").read(5512345678.0, Reading()) == "5512345678"


def test_addresses_are_lower_case_and_checked() -> None:
    column = EmailColumn("e", "E")
    assert column.read(" Ana@Hilo.Example\u200f", Reading()) == "ana@hilo.example"
    with pytest.raises(CellProblem):
        column.read("ana(at)hilo.example", Reading())


@pytest.mark.parametrize(
    ("cell", "language", "expected"),
    [
        ("1500", "es", Money(Decimal(1500), "MXN")),
        ("$1,500.50", "es", Money(Decimal("1500.50"), "MXN")),
        ("1 500,50 EUR", "fr", Money(Decimal("1500.50"), "EUR")),
        (12.5, "en", Money(Decimal("12.5"), "MXN")),
    ],
)
def test_money_has_a_currency(cell: object, language: str, expected: Money) -> None:
    column = MoneyColumn("m", "M", currency="MXN")
    assert column.read(cell, Reading(language)) == expected
    assert column.load(column.dump(expected)) == expected


def test_numbers_keep_within_their_limits() -> None:
    column = NumberColumn("n", "N", least=1, most=9)
    for cell, said in ((0, "least is 1"), (10, "most is 9"), (2.5, "decimals")):
        with pytest.raises(CellProblem) as caught:
            column.read(cell, Reading())
        assert said in str(caught.value.message)


def test_several_values_in_one_cell_have_no_order() -> None:
    column = MultiColumn("w", "W", of=TextColumn("one", "One"))
    assert column.dump(column.read("b; a;; b", Reading())) == ["a", "b"]
    assert column.dump(column.read("a | b", Reading())) == ["a", "b"]


def test_a_long_text_says_how_long_it_may_be() -> None:
    with pytest.raises(CellProblem) as caught:
        TextColumn("t", "T", longest=5).read("too long", Reading())
    assert "8" in str(caught.value.message) and "5" in str(caught.value.message)
