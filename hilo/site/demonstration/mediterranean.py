"""The people of the Mediterranean platform: makers and supporters of twelve towns, in three languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hilo.site.demonstration import compose
from hilo.site.demonstration.compose import Invented, Row, Urn

PROGRAMME = "mediterranean-clusters"
CODES = {"DZ": "213", "EG": "20", "JO": "962", "LB": "961", "MA": "212", "PS": "970", "TN": "216"}


def people(
    towns: Sequence[Row], names: Sequence[Row], shares: Mapping[str, Any], *, since: int
) -> Iterator[Invented]:
    """Everybody, town by town."""
    taken: set[str] = set()
    for town in towns:
        urn = Urn(shares["seed"], PROGRAMME, town["town"])
        for audience in ("makers", "support"):
            for _ in range(int(town[audience])):
                yield _person(urn, town, names, shares, audience, since, taken)


def _person(
    urn: Urn,
    town: Row,
    names: Sequence[Row],
    shares: Mapping[str, Any],
    audience: str,
    since: int,
    taken: set[str],
) -> Invented:
    gender = compose.GENDERS[urn.share(shares[PROGRAMME][audience])]
    near = [row for row in names if row["zone"] in ("any", town["zone"])]
    given = urn.one(compose.by_gender(near, gender))
    family = urn.one(compose.families(near))
    language = urn.one(town["languages"].split())
    kind, days_ago = compose.standing(urn, shares["standing"], since)
    # An Arabic speaker's name stands in Arabic letters; in Latin ones each language has its own way.
    latin = "en" if language == "en" else "fr"
    return Invented(
        given_name=given[language],
        family_name=family[language],
        gender=gender,
        language=language,
        email=compose.address(given[latin], family[latin], town["town"], taken),
        phone=compose.phone(urn, CODES[town["place"].split("-")[0]]),
        place=town["place"],
        region=town["region"],
        audience=audience,
        birth_year=compose.birth_year(urn, shares["birth"]),
        standing=kind,
        days_ago=days_ago,
    )
