"""A hundred thousand invented organisations with ten facets, as a directory would enter them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hilo.core import search
from hilo.core.registries import SearchDocument, SearchSource, search_sources

KIND = "workshop"
SORTS = (
    "Taller",
    "Cooperativa",
    "Casa",
    "Asociación",
    "Museo",
    "Centro",
    "Red",
    "Estudio",
    "Escuela",
)
TRADES = (
    "barro",
    "telar",
    "vidrio",
    "plata",
    "cuero",
    "madera",
    "papel",
    "música",
    "danza",
    "cine",
)
PLACES = ("Oaxaca", "Puebla", "Mérida", "Túnez", "Medenine", "Nabeul", "Ammán", "Fez", "Sevilla")
SYLLABLES = (
    "ca",
    "te",
    "mo",
    "ri",
    "lu",
    "pa",
    "so",
    "ne",
    "vi",
    "da",
    "go",
    "xo",
    "chi",
    "tla",
    "ña",
)


@dataclass(frozen=True)
class Organisation:
    uuid: UUID
    documents: list[SearchDocument]
    audience: str


def corpus(count: int, seed: int = 7) -> Iterator[Organisation]:
    """The same organisations each time, the first ones alike whatever the count."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(3_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    totals = [0.0]
    for weight in weights:
        totals.append(totals[-1] + weight)
    for _number in range(count):
        name = " ".join(
            (
                chance.choice(SORTS),
                chance.choice(TRADES),
                chance.choice(words),
                chance.choice(PLACES),
            )
        )
        body = " ".join(
            [*chance.choices(words, cum_weights=totals[1:], k=36), *chance.choices(TRADES, k=4)]
        )
        documents = [SearchDocument("es", name, body, facets(chance))]
        if chance.random() < 0.3:
            documents.append(SearchDocument("fr", name, body[: len(body) // 2]))
        yield Organisation(
            UUID(int=chance.getrandbits(128), version=4),
            documents,
            chance.choices(("public", "members"), (95, 5))[0],
        )


def facets(chance: random.Random) -> dict[str, Any]:
    """Ten facets, some with several values, some rare ones, as real life is: uneven."""
    state = int(chance.triangular(0, 200, 0))
    return {
        "kind": f"kind{int(chance.triangular(0, 12, 0))}",
        "sector": tuple(f"sector{n}" for n in chance.sample(range(25), chance.randint(1, 3))),
        "fcs": tuple(f"FCS-{n}" for n in chance.sample(range(12), chance.randint(1, 2))),
        "unido": tuple(f"U{n}" for n in chance.sample(range(20), chance.randint(1, 2))),
        "stage": tuple(f"stage{n}" for n in chance.sample(range(5), chance.randint(1, 3))),
        "division": f"MX-{state:03}",
        "municipality": f"MX-{state:03}{chance.randint(1, 25):03}",
        "women_owned": chance.choice(("yes", "no", "not_stated")),
        "women_led": chance.choice(("yes", "no", "not_stated")),
        "size": chance.choice(("micro", "small", "medium")),
        "cluster": f"cluster{chance.randrange(15)}" if chance.random() < 0.05 else (),
    }


COUNTED = (
    "kind", "sector", "fcs", "unido", "stage", "division", "women_owned", "women_led", "size", "cluster",
)  # fmt: skip


def source() -> SearchSource:
    return SearchSource(
        KIND,
        lambda: None,  # type: ignore[arg-type,return-value]
        lambda one: one.documents,
        audience=lambda one: one.audience,
    )


def enter(count: int, start: int = 0) -> float:
    """Index so many; answers the seconds."""
    search_sources._items.setdefault(KIND, source())
    subjects = list(corpus(start + count))[start:]
    began = dt.datetime.now(dt.UTC)
    search.index_many(KIND, subjects)
    return (dt.datetime.now(dt.UTC) - began).total_seconds()
