"""The people of Paralelo 9 MX: a director in each of 415 municipalities, and as many practitioners among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hilo.site.demonstration import compose
from hilo.site.demonstration.compose import Invented, Urn

PROGRAMME = "paralelo-9-mx"
# Towns whose story the programme tells; they belong to the network in every draw.
OF_EACH_STATE = 6  # municipalities: else small states could not be shown at all
TOLD = ("MX-21140", "MX-19026", "MX-01001", "MX-20043", "MX-07019")

Town = tuple[str, str]  # code, name


def people(
    towns: Mapping[str, Sequence[Town]],
    names: Sequence[compose.Row],
    shares: Mapping[str, Any],
    *,
    directors: int,
    practitioners: int,
    since: int,
) -> Iterator[Invented]:
    """Everybody, region by region; `towns` holds the municipalities of each region by its slug."""
    taken: set[str] = set()
    regions = list(towns)
    for place, region in enumerate(regions):
        urn = Urn(shares["seed"], PROGRAMME, region)
        chosen = choose(urn, towns[region], _part(directors, len(regions), place))
        hosts = [urn.one(chosen) for _ in range(_part(practitioners, len(regions), place))]
        for audience, homes in (("directors", chosen), ("practitioners", hosts)):
            for town in homes:
                yield _person(urn, names, shares, audience, region, town, since, taken)


def _part(total: int, parts: int, place: int) -> int:
    """An even part of `total`; the first parts take what does not divide."""
    return total // parts + (place < total % parts)


def choose(urn: Urn, towns: Sequence[Town], count: int) -> list[Town]:
    """`count` different municipalities: those of `TOLD`, some of every state, the rest by chance."""
    chosen = [town for town in towns if town[0] in TOLD]
    for state in sorted({state_of(town) for town in towns}):
        inside = [town for town in towns if state_of(town) == state and town not in chosen]
        chosen += urn.some(inside, min(OF_EACH_STATE, len(inside)))
    others = [town for town in towns if town not in chosen]
    return sorted(chosen + urn.some(others, count - len(chosen)))


def state_of(town: Town) -> str:
    """The state's two digits of a municipality's code `MX-20043`."""
    return town[0][3:5]


def _person(
    urn: Urn,
    names: Sequence[compose.Row],
    shares: Mapping[str, Any],
    audience: str,
    region: str,
    town: Town,
    since: int,
    taken: set[str],
) -> Invented:
    gender = compose.GENDERS[urn.share(shares[PROGRAMME][audience])]
    given = urn.one(compose.by_gender(names, gender))["name"]
    family = (
        f"{urn.one(compose.families(names))['name']} {urn.one(compose.families(names))['name']}"
    )
    kind, days_ago = compose.standing(urn, shares["standing"], since)
    return Invented(
        given_name=given,
        family_name=family,
        gender=gender,
        language="es",
        email=compose.address(given, family.split()[0], town[1], taken),
        phone=compose.phone(urn, "52"),
        place=town[0],
        region=region,
        audience=audience,
        birth_year=compose.birth_year(urn, shares["birth"]),
        standing=kind,
        days_ago=days_ago,
    )
