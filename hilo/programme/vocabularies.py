"""The vocabularies in which a programme says what it serves; they ship with Hilo (data/vocabularies.toml).

A marker is a vocabulary whose terms carry a weight: OECD-DAC's gender marker from 0 to 2.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hilo.core.text import Text

DATA = Path(__file__).parent / "data" / "vocabularies.toml"
ORIGINAL = "en"


@dataclass(frozen=True)
class Vocabulary:
    """Terms by their codes, in their order; `weights` where it is a marker."""

    code: str
    name: Text
    terms: Mapping[str, Text]
    weights: Mapping[int, Text] = field(default_factory=dict)

    def term(self, code: str, weight: int | None = None) -> str:
        """«8.3 Policies for decent work»; for a marker what it weighs. A code that is gone shows itself."""
        words = str(self.terms.get(code, ""))
        if self.weights:
            return f"{words}: {self.weights.get(weight or 0, weight)}"
        return f"{code} {words}".strip()


@cache
def every() -> dict[str, Vocabulary]:
    """All vocabularies by their codes."""
    with DATA.open("rb") as file:
        told = tomllib.load(file)
    return {code: _read(code, one) for code, one in told.items()}


def _read(code: str, told: dict[str, Any]) -> Vocabulary:
    weights = told.get("weights", {})
    return Vocabulary(
        code,
        Text(ORIGINAL, told["name"]),
        {term: Text(ORIGINAL, words) for term, words in told["terms"].items()},
        {int(weight): Text(ORIGINAL, words) for weight, words in weights.items()},
    )


def is_known(vocabulary: str, code: str, weight: int | None) -> bool:
    """Whether a tag can say this: a weight stands with a marker, and with nothing else."""
    found = every().get(vocabulary)
    if found is None or code not in found.terms:
        return False
    return weight in found.weights if found.weights else weight is None


def in_words(tags: Iterable[Any]) -> list[tuple[str, list[str]]]:
    """What these tags say: the name of each vocabulary, and its terms, in the order of the file."""
    held = list(tags)
    return [
        (str(one.name), said)
        for one in every().values()
        if (said := [one.term(tag.code, tag.weight) for tag in _of(one, held)])
    ]


def _of(vocabulary: Vocabulary, tags: Iterable[Any]) -> list[Any]:
    """The tags of one vocabulary, in its order; codes that it no longer has come last."""
    places = {code: place for place, code in enumerate(vocabulary.terms)}
    own = [tag for tag in tags if tag.vocabulary == vocabulary.code]
    return sorted(own, key=lambda tag: (places.get(tag.code, len(places)), tag.code))
