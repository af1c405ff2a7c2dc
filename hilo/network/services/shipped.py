"""Sectors and the classes of others that ship with Hilo, put into an installation that lacks them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from hilo.core import search
from hilo.core.text import Text
from hilo.network.models import Classification, Sector

DATA = Path(__file__).parent.parent / "data"
ORIGINAL = "en"


@transaction.atomic
def load_shipped() -> int:
    """Add the shipped classes and sectors that are missing; answers how many sectors.

    Loading twice changes nothing, and nothing that a coordinator edited or retired since is touched.
    """
    classes = load_classes()
    known = set(Sector.objects.values_list("slug", flat=True))
    made = [
        _add(slug, told, order, classes)
        for order, (slug, told) in enumerate(_read("sectors").items(), start=1)
        if slug not in known
    ]
    if made:
        search.index_many("sector", made)
    return len(made)


def load_classes() -> dict[tuple[str, str], Classification]:
    """Add the classes that are missing; answers all by scheme and code."""
    every: dict[tuple[str, str], Classification] = {}
    for scheme, told in _read("classifications").items():
        there = Classification.objects.filter(scheme=scheme, version=told["version"])
        every |= {(scheme, one.code): one for one in there}
        for order, (code, names) in enumerate(told["classes"].items(), start=1):
            if (scheme, code) not in every:
                every[scheme, code] = Classification.objects.create(
                    scheme=scheme,
                    version=told["version"],
                    code=code,
                    name=Text(ORIGINAL, names),
                    parent=every.get((scheme, code.rpartition(".")[0])),
                    order=order,
                )
    return every


def _add(
    slug: str, told: dict[str, Any], order: int, classes: dict[tuple[str, str], Classification]
) -> Sector:
    sector = Sector.objects.create(
        slug=slug,
        name=Text(ORIGINAL, told["name"]),
        about=Text(ORIGINAL, told["about"]),
        order=10 * order,
    )
    schemes = Classification.Scheme.values
    sector.classes.set([classes[scheme, code] for scheme in schemes for code in told[scheme]])
    return sector


def _read(name: str) -> dict[str, Any]:
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
