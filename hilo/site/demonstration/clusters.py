"""The fourteen clusters and a few other mapped items, with invented members, agents, commissions and figures.

Each is looked for first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from hilo.core.text import Text
from hilo.network.enums import MONEY, State
from hilo.network.models import Cluster, Membership, Organisation, Sector
from hilo.network.services import (
    affiliations,
    agents,
    clusters,
    commission,
    figures,
    memberships,
    organisations,
    profiles,
)
from hilo.people import services as people
from hilo.people.models import Account, Grant, Person
from hilo.places.models import Place
from hilo.site.demonstration import compose, files, firms, mediterranean
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.firms import Firm
from hilo.site.demonstration.furnish import LANGUAGES, moment

SYSTEM = "demonstration"
# How many people of what kind work in a firm, to make figures that fit together.
WORKERS_PER_FIRM = (4, 11)
# Women, young people and exports in per cent; thousands of sales for each who works there.
SHARES = {"women": (28, 57), "young": (18, 36), "exports": (4, 38), "thousands": (9, 21)}
Told = Mapping[str, Any]


def load(day: dt.date) -> str:
    """Map what `clusters.toml` tells; answers how many are new."""
    words = files.clusters()
    taken: set[int] = set()
    new = sum(_cluster(told, words, day, taken) for told in words["cluster"])
    return f"{new} clusters"


@transaction.atomic
def _cluster(told: Told, words: Told, day: dt.date, taken: set[int]) -> bool:
    """One mapped item with all that belongs to it; answers whether it is new."""
    urn = Urn(files.shares()["seed"], "cluster", told["slug"])
    pool = _people(told, taken)
    urn.chance.shuffle(pool)
    if Cluster.objects.filter(slug=told["slug"]).exists():
        return False
    place = Place.objects.get(code=told["place"])
    sectors = list(Sector.objects.filter(slug__in=told["sectors"]))
    cluster = _mapped(told, words, place, sectors, day)
    members = _members(urn, cluster, told, words, place, sectors, day)
    agent = _agent(cluster, told, pool, day)
    _commission(urn, cluster, told, words, [one for one in pool if one != agent], members, day)
    _figures(urn, cluster, told, words, day)
    _put_into_state(cluster, told, day)
    return True


def _people(told: Told, taken: set[int]) -> list[Person]:
    """Who has come from the place of a cluster, the ones of another cluster left out."""
    there = Person.objects.present().joined().filter(territory__code=told["place"])
    free = there.exclude(pk__in=taken).exclude(grants__in=_staff()).order_by("pk")
    found = list(free.select_related("account")[: told["seats"] + 2])
    taken.update(one.pk for one in found)
    return found


def _staff() -> Any:
    """The grants of those who are there to be signed in as; agents of clusters are no others."""
    return Grant.objects.exclude(scope_kind="cluster").values("pk")


def _mapped(
    told: Told, words: Told, place: Place, sectors: Sequence[Sector], day: dt.date
) -> Cluster:
    point = told.get("point", (None, None))
    return clusters.map_cluster(
        slug=told["slug"],
        kind=told.get("kind", "cluster"),
        name=_text(told["name"], told["original"]),
        story=_story(told, words),
        place=place,
        town=told.get("town", ""),
        latitude=point[0],
        longitude=point[1],
        sectors=sectors,
        mapped_on=None if told.get("is_real") else _on(day, told["since"]),
        mapped_from="UNIDO" if told.get("is_real") else "",
        source=(SYSTEM, told["slug"]),
        by=None,
    )


def _text(written: Mapping[str, str], original: str) -> Text:
    """A text in its original and the other languages in which the file has it."""
    found = Text.of(original, written[original].strip())
    for language in LANGUAGES:
        if language != original and language in written:
            found = found.with_variant(language, written[language].strip())
    return found


def _story(told: Told, words: Told) -> Text:
    """What is true of the trade, and below it what is invented here."""
    above = "" if told.get("is_real") else "invented"
    written = {
        language: "\n\n".join(
            filter(
                None,
                [words[above][language] if above else "", story.strip(), words["note"][language]],
            )
        )
        for language, story in told["story"].items()
    }
    return _text(written, told["original"])


# Members.


def _members(
    urn: Urn,
    cluster: Cluster,
    told: Told,
    words: Told,
    place: Place,
    sectors: Sequence[Sector],
    day: dt.date,
) -> list[Membership]:
    """Invented organisations, in the directory, each at its place in the value chain."""
    spoken = _languages(told)
    made = []
    for firm in firms.firms(urn, told, words, spoken):
        organisation = _organisation(urn, firm, told, words, place, sectors)
        _list(organisation, day, -urn.between(3, 320))
        since = _on(day, told["since"] + urn.between(5, 90))
        made.append(
            memberships.add_member(
                cluster,
                organisation,
                chain_place=firm.chain_place,
                starts_on=min(since, day),
                by=None,
            )
        )
    return made


def _languages(told: Told) -> list[str]:
    """The languages in which firms of the town have their names."""
    towns = files.rows("towns_mediterranean.csv")
    found = next((row for row in towns if row["place"] == told["place"]), None)
    return found["languages"].split() if found else [told["original"]]


def _organisation(
    urn: Urn, firm: Firm, told: Told, words: Told, place: Place, sectors: Sequence[Sector]
) -> Organisation:
    country = told["place"].split("-")[0]
    return organisations.propose(
        by=None,
        is_own=False,
        kind=firm.kind,
        legal_name=firm.legal_name,
        short_name=firm.short_name,
        other_names=firm.other_name,
        sectors=sectors if firm.is_maker else sectors[:1],
        stage=words["trade"][told["trade"]]["stage"] if firm.is_maker else "",
        size=firm.size,
        women_owned=firm.women_owned,
        women_led=firm.women_led,
        founded_year=firm.founded_year,
        place=place,
        email=firm.email,
        web=firm.web,
        phone=compose.phone(urn, mediterranean.CODES[country]),
        presentation=_text(words["presentation"], firm.language),
        source_system=SYSTEM,
        source_id=f"{told['slug']}-{firm.number}",
    )


def _list(profile: Any, day: dt.date, confirmed: int) -> None:
    """Put a page into the directory, confirmed so many days from the demonstration day."""
    profiles.move(profile, "list", by=None)
    at = moment(day + dt.timedelta(days=confirmed), 11)
    type(profile).objects.filter(pk=profile.pk).update(listed_at=at, confirmed_at=at)
    profile.listed_at = profile.confirmed_at = at


# People.


def _agent(cluster: Cluster, told: Told, pool: list[Person], day: dt.date) -> Person | None:
    """Who accompanies it: the person to sign in as, or somebody from the town."""
    if not told["seats"]:
        return None
    known = Account.objects.filter(email=told.get("agent", "")).select_related("person").first()
    person = known.person if known else pool[-1]
    starts = told.get("agent_from", told["since"] + 60)
    ends = told.get("agent_to", 330 if starts < 0 else 400)
    agents.appoint(cluster, person, starts_on=_on(day, starts), ends_on=_on(day, ends), by=None)
    if known:  # somebody accompanied it before her
        days = {"starts_on": _on(day, starts - 40), "ends_on": _on(day, starts - 1)}
        agents.appoint(cluster, pool[-1], **days, by=None)
    _show(person, "public", "public")
    return pool[-1]


def _on(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def _show(person: Person, shown_to: str, gender: str) -> None:
    """Let somebody choose who finds the profile, and who sees the gender there."""
    people.choose_visibility(
        person, by=person.account, shown_to=shown_to, fields={"gender": gender}
    )


def _commission(
    urn: Urn,
    cluster: Cluster,
    told: Told,
    words: Told,
    pool: Sequence[Person],
    members: Sequence[Membership],
    day: dt.date,
) -> None:
    """Seats by kind of stakeholder; the last is vacant in a large commission, and not everybody is shown."""
    kinds = words["seats"]["order"][: told["seats"]]
    makers = [one.organisation for one in members if one.organisation.kind in firms.HOUSES]
    houses = iter(urn.some(makers, min(len(makers), len(kinds))))
    for number, kind in enumerate(kinds):
        is_vacant = number >= len(pool) or (number == len(kinds) - 1 and number >= 6)
        person = None if is_vacant else pool[number]
        house = next(houses, None) if kind == "firms" and person else None
        seat = commission.seat(
            cluster,
            kind,
            person=person,
            organisation=house,
            task=_task(number, words, told["original"]) if person else "",
            starts_on=_on(day, told["since"] + 120),
            by=None,
        )
        if person is not None:
            _settle(urn, seat, person, house, number)


def _task(number: int, words: Told, language: str) -> str:
    told = [words["tasks"]["first"], words["tasks"]["second"]]
    return str(told[number][language]) if number < len(told) else ""


def _settle(urn: Urn, seat: Any, person: Person, house: Organisation | None, number: int) -> None:
    """What somebody on a commission chose to show, and where they work."""
    shown_to = urn.share({"public": 0.75, "members": 0.25})
    _show(person, shown_to, urn.share({"public": 0.65, "members": 0.2, "circles": 0.15}))
    if house is not None:
        affiliations.record(
            person, house, by=None, is_steward=True, starts_on=seat.starts_on, is_shown=True
        )
    if number == 4 and urn.chance.random() < 0.6:
        commission.leave_roster(seat, by=person.account)


# Figures.


def _figures(urn: Urn, cluster: Cluster, told: Told, words: Told, day: dt.date) -> None:
    """Two years of figures that fit together, the later one a little better."""
    if told["members"] < 10:
        return
    firms_there, workers = told["members"] * urn.between(4, 9), urn.between(*WORKERS_PER_FIRM)
    shares = {name: urn.between(*bounds) for name, bounds in SHARES.items()}
    for year, growth in ((day.year - 3, 100), (day.year - 1, 100 + urn.between(2, 14))):
        for measured, value in _numbers(firms_there, workers, shares, growth):
            figures.record(
                cluster,
                measured,
                year=year,
                value=Decimal(value),
                currency=told["currency"] if measured in MONEY else "",
                source=words["source"][told["original"]],
                by=None,
            )


def _numbers(
    count: int, workers_per_firm: int, shares: Mapping[str, int], growth: int
) -> Iterator[tuple[str, int]]:
    """Amounts that fit together; `shares` are per cent, `growth` is 100 in the first year."""
    workers = count * workers_per_firm * growth // 100
    sales = workers * shares["thousands"] * 1000 * growth // 100
    yield "firms", count + (growth - 100) // 3
    yield "workers", workers
    yield "women", workers * (shares["women"] + (growth - 100) // 4) // 100
    yield "young", workers * shares["young"] // 100
    yield "sales", sales
    yield "exports", sales * shares["exports"] // 100


def _put_into_state(cluster: Cluster, told: Told, day: dt.date) -> None:
    """Listed, unless the file says otherwise; some confirmed too long ago."""
    state = told.get("state", State.LISTED)
    if state == State.LISTED:
        _list(cluster, day, told.get("confirmed", -len(told["slug"]) * 4))
    elif state == State.SUBMITTED:
        profiles.move(cluster, "submit", by=None)
