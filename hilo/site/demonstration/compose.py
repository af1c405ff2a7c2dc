"""Invented people: names, towns and standing, drawn from lists by a seed. Pure; the same seed, the same people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from hilo.core.fold import fold

Row = Mapping[str, str]

GENDERS = {"women": "woman", "men": "man", "other": "other", "not_stated": "not_stated"}
NOT_ADDRESS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist. `days_ago` counts from the demonstration day to what `standing` says."""

    given_name: str
    family_name: str
    gender: str
    language: str
    email: str
    phone: str
    place: str
    region: str
    audience: str
    birth_year: int | None
    standing: str
    days_ago: int


class Urn:
    """Draws, all from one seed, so that adding one kind of choice does not disturb the others."""

    def __init__(self, *seed: Any) -> None:
        self.chance = Random("/".join(map(str, seed)))

    def share(self, shares: Mapping[str, float]) -> str:
        """One of the names, as often as its share says."""
        return self.chance.choices(list(shares), weights=list(shares.values()))[0]

    def one(self, items: Sequence[Any]) -> Any:
        return items[self.chance.randrange(len(items))]

    def some(self, items: Sequence[Any], count: int) -> list[Any]:
        """`count` different items, in the order of the list."""
        kept = sorted(self.chance.sample(range(len(items)), count))
        return [items[place] for place in kept]

    def between(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)


def by_gender(names: Sequence[Row], gender: str) -> list[Row]:
    """Given names that somebody of this gender may bear; any for those who did not state it."""
    given = [row for row in names if row["part"] == "given"]
    return [row for row in given if row["gender"] == gender] or given


def families(names: Sequence[Row]) -> list[Row]:
    return [row for row in names if row["part"] == "family"]


def standing(urn: Urn, shares: Mapping[str, float], since: int) -> tuple[str, int]:
    """How far somebody has come, and how many days ago; the programme began `since` days ago."""
    kind = urn.share(shares)
    if kind == "joined":
        # More came at the beginning than lately, and a few came yesterday.
        return kind, int((since - 1) * (1 - urn.chance.random() ** 1.6))
    return kind, {"invited": urn.between(0, 20), "expired": urn.between(31, 90)}.get(kind, 0)


def birth_year(urn: Urn, shares: Mapping[str, Any]) -> int | None:
    """A year of birth, or None for those who did not state it."""
    if urn.chance.random() >= shares["stated"]:
        return None
    return urn.between(shares["earliest"], shares["latest"])


def address(given: str, family: str, town: str, taken: set[str]) -> str:
    """An address under `.example` that nobody else has yet."""
    name = ".".join(part for part in (_plain(given), _plain(family)) if part) or "persona"
    found, number = f"{name}@{_plain(town)}.example", 1
    while found in taken:
        number += 1
        found = f"{name}{number}@{_plain(town)}.example"
    taken.add(found)
    return found


def _plain(text: str) -> str:
    """The first word or two of a text in letters that an address may hold."""
    return NOT_ADDRESS.sub("-", fold(text)).strip("-")[:28].strip("-")


def phone(urn: Urn, code: str) -> str:
    """A number that nobody can have: the part after the area begins with zeros."""
    return f"+{code} 000 {urn.between(100, 999)} {urn.between(1000, 9999)}"
