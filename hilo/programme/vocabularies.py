"""The vocabularies in which a programme says what it serves.

Some ship with Hilo (data/vocabularies.toml), others are a programme's own (`models.OwnVocabulary`).
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
from hilo.programme.models import Programme

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


def own(programme: Programme) -> dict[str, Vocabulary]:
    """The programme's own vocabularies by their codes."""
    return {
        one.code: Vocabulary(
            one.code, one.name, {term.code: term.label for term in one.terms.all()}
        )
        for one in programme.vocabularies.prefetch_related("terms")
    }


def of(programme: Programme) -> dict[str, Vocabulary]:
    """All vocabularies that the programme can use: Hilo's, then its own."""
    return every() | own(programme)


def key(vocabulary: str, code: str) -> str:
    """How an activity or an indicator names a term: «themes:T1»."""
    return f"{vocabulary}:{code}"


def labels_of(programme: Programme) -> dict[str, str]:
    """What the programme's own terms are called, by their keys."""
    return {
        key(one.code, code): str(label)
        for one in own(programme).values()
        for code, label in one.terms.items()
    }


def is_known(
    known: Mapping[str, Vocabulary], vocabulary: str, code: str, weight: int | None
) -> bool:
    """Whether a tag can say this: a weight stands with a marker, and with nothing else."""
    found = known.get(vocabulary)
    if found is None or code not in found.terms:
        return False
    return weight in found.weights if found.weights else weight is None


def in_words(tags: Iterable[Any], known: Mapping[str, Vocabulary]) -> list[tuple[str, list[str]]]:
    """What these tags say: the name of each vocabulary that is `known`, and its terms, in their order."""
    held = list(tags)
    return [
        (str(one.name), said)
        for one in known.values()
        if (said := [one.term(tag.code, tag.weight) for tag in _of(one, held)])
    ]


def _of(vocabulary: Vocabulary, tags: Iterable[Any]) -> list[Any]:
    """The tags of one vocabulary, in its order; codes that it no longer has come last."""
    places = {code: place for place, code in enumerate(vocabulary.terms)}
    own = [tag for tag in tags if tag.vocabulary == vocabulary.code]
    return sorted(own, key=lambda tag: (places.get(tag.code, len(places)), tag.code))
