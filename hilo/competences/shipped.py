"""The list that Hilo ships (hilo/competences/data), read as it is written."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hilo.core.text import Text
from hilo.core.text.values import languages

FILE = Path(__file__).parent / "data" / "competences.toml"


@dataclass(frozen=True)
class ShippedCompetence:
    """A competence as the file tells it."""

    code: str
    name: Text
    about: Text
    order: int

    @property
    def print(self) -> str:
        return print_of(self.name, self.about)


@dataclass(frozen=True)
class ShippedGroup:
    """A group as the file tells it, with what stands in it."""

    code: str
    name: Text
    order: int
    competences: tuple[ShippedCompetence, ...]

    @property
    def print(self) -> str:
        return print_of(self.name)


def print_of(*texts: Text) -> str:
    """A short print of texts, by which one sees whether somebody changed them."""
    kept = json.dumps([dict(sorted(text.texts.items())) for text in texts], ensure_ascii=False)
    return hashlib.blake2b(kept.encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=1)
def groups() -> tuple[ShippedGroup, ...]:
    """Everything that ships, in its order."""
    with FILE.open("rb") as file:
        told = tomllib.load(file)["group"]
    return tuple(_group(one, order) for order, one in enumerate(told, start=1))


def _group(told: Mapping[str, Any], order: int) -> ShippedGroup:
    inside = tuple(_competences(told["competence"]))
    return ShippedGroup(told["code"], _text(told), order, inside)


def _competences(told: Iterable[Mapping[str, Any]]) -> Iterable[ShippedCompetence]:
    for order, one in enumerate(told, start=1):
        yield ShippedCompetence(one["code"], _text(one), _text(one["about"]), order)


def _text(told: Mapping[str, str]) -> Text:
    """The languages that an entry has; whoever edits it here edits the language of the house first."""
    return Text(settings.LANGUAGE_CODE, {one: told[one] for one in languages() if one in told})
