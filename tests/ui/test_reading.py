"""Hours and money as the reader's territory writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from hilo.core.time import now
from hilo.ui import calendar, numerals, reader

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
RLM = "\N{RIGHT-TO-LEFT MARK}"


@pytest.mark.parametrize("territory", ["TN", "DZ", "MA", "FR", ""])
def test_hours_in_french_have_no_morning_and_no_afternoon(territory: str) -> None:
    moment = now()
    with translation.override("fr"), reader.reading_as(territory):
        assert calendar.hour(moment.replace(hour=2, minute=58)) == "02:58"
        assert calendar.hour(moment.replace(hour=14, minute=58)) == "14:58"


@pytest.mark.parametrize(
    ("language", "territory", "amount", "currency", "shown"),
    [
        ("es", "MX", "98871.00", "USD", f"USD{NBSP}98,871"),
        ("es", "MX", "98871.50", "USD", f"USD{NBSP}98,871.50"),
        ("es", "MX", "1200000", "MXN", "$1,200,000"),
        ("fr", "TN", "98871.00", "USD", f"98{NARROW}871{NBSP}$US"),
        ("ar", "EG", "98871.00", "USD", f"{RLM}98٬871{NBSP}US$"),
        ("en", "GB", "98871.00", "USD", "US$98,871"),
        ("en", "GB", "5", "TND", f"TND{NBSP}5"),
    ],
)
def test_money_keeps_its_distance_and_no_cents_of_nothing(
    language: str, territory: str, amount: str, currency: str, shown: str
) -> None:
    with translation.override(language), reader.reading_as(territory):
        assert numerals.money(Decimal(amount), currency) == shown


def test_a_minus_stays_before_its_number_among_arabic_letters() -> None:
    with translation.override("ar"):
        assert numerals.figure(Decimal("-0.5")).startswith("\N{LEFT-TO-RIGHT MARK}\N{MINUS SIGN}")
    with translation.override("es"):
        assert numerals.figure(Decimal("-0.5")) == "−0.5"
