"""Invented organisations: names, kinds, sizes, drawn from lists by a seed. Pure; the same seed, the same firms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hilo.core.fold import fold
from hilo.site.demonstration.compose import NOT_ADDRESS, Urn

Words = Mapping[str, Any]

CHAIN_OF_SUPPORTERS = {
    "support": "support",
    "association": "promotion",
    "university": "knowledge",
    "public_body": "support",
}
HOUSES = ("company", "workshop", "cooperative")


@dataclass(frozen=True)
class Firm:
    """An organisation that does not exist, as a member of a cluster."""

    number: int
    kind: str
    language: str
    legal_name: str
    short_name: str
    other_name: str  # in Latin letters, where the name is not
    size: str
    women_owned: str
    women_led: str
    founded_year: int | None
    chain_place: str
    email: str
    web: str

    @property
    def is_maker(self) -> bool:
        return self.kind in HOUSES


def firms(urn: Urn, told: Words, words: Words, languages: Sequence[str]) -> Iterator[Firm]:
    """The members of the cluster that a file tells of, its supporters first."""
    names = list(range(len(words["names"]["fr"])))
    urn.chance.shuffle(names)
    for number in range(told["members"]):
        kind = _kind(urn, words, number, told["members"])
        is_unplaced = number >= told["members"] - told.get("unplaced", 0)
        name = names[number % len(names)]
        yield _firm(urn, told, words, number, kind, name, urn.one(languages), is_unplaced)


def _kind(urn: Urn, words: Words, number: int, total: int) -> str:
    """A small cluster has two kinds of supporters, a larger one all four."""
    supporters = words["first"]["kinds"][: 4 if total >= 14 else 2]
    return supporters[number] if number < len(supporters) else urn.share(words["kinds"])


def _firm(
    urn: Urn,
    told: Words,
    words: Words,
    number: int,
    kind: str,
    name: int,
    language: str,
    is_unplaced: bool,
) -> Firm:
    short, legal = called(words, kind, language, name, told["trade"])
    latin, _legal = called(words, kind, "fr", name, told["trade"])
    site = NOT_ADDRESS.sub("-", fold(f"{latin} {told['slug'].split('-')[-1]}")).strip("-")
    is_maker = kind in HOUSES
    chain = urn.share(words["chain"]) if is_maker else CHAIN_OF_SUPPORTERS[kind]
    return Firm(
        number=number,
        kind=kind,
        language=language,
        legal_name=legal,
        short_name=short,
        other_name=latin if language == "ar" else "",
        size=urn.share(words["size"]) if urn.chance.random() < 0.9 else "",
        women_owned=urn.share(words["women"]),
        women_led=urn.share(words["women"]),
        founded_year=urn.between(1962, 2021) if urn.chance.random() < 0.8 else None,
        chain_place="" if is_unplaced else chain,
        email=f"contact@{site}.example",
        web=f"https://{site}.example" if urn.chance.random() < 0.35 else "",
    )


def called(words: Words, kind: str, language: str, name: int, trade: str) -> tuple[str, str]:
    """The short and the legal name of an organisation in one language."""
    filled = {"name": words["names"][language][name], "trade": words["trade"][trade][language]}
    short, legal = (pattern.format(**filled) for pattern in words["called"][kind][language])
    return short, legal
