"""The tables that Hilo ships (hilo/places/data), read as places."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from hilo.places import designations
from hilo.places.models import Place
from hilo.places.rules.listing import Listed

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "es", "fr", "ar")

# What INEGI writes for each state in a column that is too narrow, and everybody in Mexico reads.
SHORT_NAMES = """
    Ags. BC BCS Camp. Coah. Col. Chis. Chih. CDMX Dgo. Gto. Gro. Hgo. Jal. Méx. Mich. Mor. Nay. N.L. Oax.
    Pue. Qro. Q.Roo SLP Sin. Son. Tab. Tamps. Tlax. Ver. Yuc. Zac.
"""
SHORT = {f"{key:02}": short for key, short in enumerate(SHORT_NAMES.split(), start=1)}


def read(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped table by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def number(text: str) -> float | None:
    return float(text) if text else None


def names(row: dict[str, str]) -> dict[str, str]:
    """The names by language that a row has."""
    return {code: row[f"name_{code}"] for code in LANGUAGES if row.get(f"name_{code}")}


def countries() -> Iterator[Place]:
    for row in read("countries.csv"):
        yield Place(
            kind=Place.Kind.COUNTRY,
            code=row["alpha2"],
            key=row["numeric"],
            name=row["name_en"],
            names=names(row),
            latitude=number(row["lat"]),
            longitude=number(row["lon"]),
            source="CLDR",
        )


def states(by_code: dict[str, Place]) -> Iterator[Place]:
    """Mexico's 32 states; `by_code` holds the countries."""
    for row in read("mexico_states.csv"):
        yield Place(
            kind=Place.Kind.DIVISION,
            code=row["code"],
            key=row["key"],
            name=row["name_es"],
            names=names(row) | {"official": row["name_official"], "short": SHORT[row["key"]]},
            parent=by_code["MX"],
            designation=designations.STATE if row["key"] != "09" else designations.FEDERAL_ENTITY,
            latitude=number(row["lat"]),
            longitude=number(row["lon"]),
            source="INEGI",
        )


def divisions(by_code: dict[str, Place], only: str = "") -> Iterator[Place]:
    """First-level divisions of the Mediterranean and its neighbours, or `only` the one of that code."""
    for row in read("divisions.csv"):
        if only and row["code"] != only:
            continue
        yield Place(
            kind=Place.Kind.DIVISION,
            code=row["code"],
            name=row["name"],
            names=names(row),
            parent=by_code[row["country"]],
            designation=row["kind"],
            source="ISO 3166-2",
        )


def listed_municipalities() -> list[Listed]:
    """Mexico's municipalities as a list that can be compared with another."""
    return [
        Listed(row["key"], row["state"], row["name"], number(row["lat"]), number(row["lon"]))
        for row in read("mexico_municipalities.csv")
    ]
