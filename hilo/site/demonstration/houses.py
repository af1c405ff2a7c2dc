"""Where the people of Paralelo 9 MX work: culture departments and invented houses, with what waits for an answer.

Each is looked for first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from hilo.core.fold import fold
from hilo.core.text import Text
from hilo.network.enums import OrganisationKind, Verdict, YesNo
from hilo.network.models import Affiliation, Criterion, Organisation, Sector
from hilo.network.services import affiliations, handover, organisations, profiles, review
from hilo.people.models import Account, Person
from hilo.places.models import Place
from hilo.programme.models import Participation
from hilo.site.demonstration import compose, files, mexico
from hilo.site.demonstration.compose import NOT_ADDRESS, Urn
from hilo.site.demonstration.furnish import moment

SYSTEM = "demonstration"
# The one to sign in as, who keeps the page of a department and answers requests.
SIGNED_IN = "cultura@cholula.example"
SHARED = 0.45  # of the practitioners work in a house that somebody else of their town began
BOARDS = 12  # of associations, on which a director of the town sits
Told = Mapping[str, Any]


def load(day: dt.date) -> str:
    """Give everybody of the programme a place to work; answers how many houses are new."""
    if Organisation.objects.filter(source_system=SYSTEM, source_id__startswith="MX-").exists():
        return "0 houses"
    told = files.houses()
    sectors = {one.slug: one for one in Sector.objects.all()}
    made = [*_departments(told, sectors, day), *_houses(told, sectors, day)]
    profiles.refresh(*made)
    _what_waits(told, day)
    return f"{len(made)} houses"


def _people(audience: str) -> list[Participation]:
    """Who takes part in the programme in this audience, in a settled order."""
    seats = Participation.objects.present().filter(
        programme__slug=mexico.PROGRAMME, audience__slug=audience
    )
    joined = seats.select_related("person__territory", "person__account")
    return [one for one in joined.order_by("pk") if one.person.territory is not None]


# Culture departments.


def _departments(told: Told, sectors: Mapping[str, Sector], day: dt.date) -> Iterator[Organisation]:
    """One in each town of a director, who holds the office and keeps its page."""
    known: dict[int, Organisation] = {}
    for seat in _people("directors"):
        place = seat.person.territory
        assert place is not None
        urn = Urn(files.shares()["seed"], "department", place.code)
        if place.pk not in known:
            known[place.pk] = _department(told, place, sectors)
            yield known[place.pk]
        _take_office(told, known[place.pk], seat)
        _put_into_state(urn, known[place.pk], told, day)


@transaction.atomic
def _department(told: Told, place: Place, sectors: Mapping[str, Sector]) -> Organisation:
    words = told["department"]
    return organisations.propose(
        by=None,
        is_own=False,
        kind=OrganisationKind.MUNICIPALITY,
        legal_name=words["legal_name"].format(town=place.name)[:200],
        short_name=words["short_name"].format(town=place.name)[:80],
        sectors=[sectors["cultural-management"]],
        stage="dissemination",
        place=place,
        email=f"cultura@{_plain(place.name)}.example",
        visibility={"email": "public"},
        presentation=Text.of("es", words["es"].format(town=place.name)),
        source_system=SYSTEM,
        source_id=f"{place.code}-cultura",
    )


def _take_office(told: Told, house: Organisation, seat: Participation) -> None:
    affiliations.record(
        seat.person,
        house,
        by=None,
        role=told["department"]["roles"][seat.person.gender],
        is_steward=True,
        is_office=True,
        starts_on=seat.joined_at.date(),
    )


# Houses of practitioners.


def _houses(told: Told, sectors: Mapping[str, Sector], day: dt.date) -> Iterator[Organisation]:
    """Workshops, firms and associations; some people of a town share one."""
    by_town: dict[int, list[Organisation]] = {}
    for number, seat in enumerate(_people("practitioners")):
        place = seat.person.territory
        assert place is not None
        urn = Urn(files.shares()["seed"], "house", number)
        there = by_town.setdefault(place.pk, [])
        house = urn.one(there) if there and urn.chance.random() < SHARED else None
        if house is None:
            house = _house(urn, told, place, sectors, number)
            there.append(house)
            yield house
        _join(urn, told, house, seat)
        _put_into_state(urn, house, told, day)


@transaction.atomic
def _house(
    urn: Urn, told: Told, place: Place, sectors: Mapping[str, Sector], number: int
) -> Organisation:
    kind, thing = urn.share(told["kinds"]), urn.one(told["thing"])
    name = urn.one(told["names"][kind]).format(
        name=urn.one(told["words"]["name"]), thing=thing["words"], town=place.name
    )[:80]
    size = urn.share(told["sizes"])
    return organisations.propose(
        by=None,
        is_own=False,
        kind=kind,
        legal_name=f"{name}{told['legal'][kind]}",
        short_name=name,
        sectors=[sectors[slug] for slug in thing["sectors"]],
        stage=thing["stage"],
        size="" if size == "none" else size,
        women_led=YesNo(urn.share(told["answers"])),
        women_owned=YesNo(urn.share(told["answers"])),
        founded_year=urn.between(1978, 2024) if urn.chance.random() < 0.7 else None,
        place=place,
        email=f"{_plain(name)}@{_plain(place.name)}.example",
        phone=compose.phone(urn, "52"),
        visibility={"email": urn.one(["public", "members"]), "phone": "own"},
        presentation=Text.of(
            "es", told["presentation"]["es"].format(thing=thing["words"], town=place.name)
        ),
        source_system=SYSTEM,
        source_id=f"{place.code}-{number}",
    )


def _join(urn: Urn, told: Told, house: Organisation, seat: Participation) -> None:
    is_first = not Affiliation.objects.filter(organisation=house).exists()
    affiliations.record(
        seat.person,
        house,
        by=None,
        role=urn.one(told["roles"][house.kind]),
        is_steward=is_first,
        is_shown=urn.chance.random() < 0.9,
        starts_on=seat.joined_at.date(),
    )


# Where pages stand.


def _put_into_state(urn: Urn, house: Organisation, told: Told, day: dt.date) -> None:
    """Most are in the directory; some wait, came back, or were confirmed too long ago."""
    if house.state != "draft":
        return
    standing = urn.share(told["standing"])
    if standing in {"listed", "stale"}:
        _list(house, day, -urn.between(370, 395) if standing == "stale" else -urn.between(2, 330))
    elif standing in {"submitted", "returned"}:
        profiles.move(house, "submit", by=None)
        if standing == "returned":
            profiles.move(house, "return", by=None, reason=told["reasons"]["returned"])


def _list(house: Organisation, day: dt.date, days: int) -> None:
    profiles.move(house, "list", by=None)
    at = moment(day + dt.timedelta(days=days), 11)
    Organisation.objects.filter(pk=house.pk).update(listed_at=at, confirmed_at=at)
    house.listed_at = house.confirmed_at = at


# What waits for somebody.


def _what_waits(told: Told, day: dt.date) -> None:
    """Somebody asks to belong, an office will pass on, a criterion was waived, two pages are one."""
    keeper = Account.objects.filter(email=SIGNED_IN).select_related("person").first()
    if keeper is None:
        return
    office = Affiliation.objects.in_force().filter(person=keeper.person, is_steward=True).first()
    if office is not None:
        _ask(told, office.organisation)
        if office.organisation.state == "draft":
            _list(office.organisation, day, -40)
    _pass_an_office(day, but=keeper.person)
    _waive(told, day)
    _double(day)
    _sit_on_boards(told)


def _ask(told: Told, house: Organisation) -> None:
    """A practitioner of the town asks to be shown in the department, too."""
    near = [one.person for one in _people("practitioners") if one.person.territory == house.place]
    for person in near[:1]:
        affiliations.ask(
            person,
            house,
            by=person.account_or_none,
            role="Tallerista",
            words=told["reasons"]["asked"],
        )


def _pass_an_office(day: dt.date, *, but: Person) -> None:
    """A director leaves in twelve days; a colleague of another town has taken over another office."""
    held = Affiliation.objects.in_force().filter(
        is_office=True, organisation__state="listed", organisation__source_system=SYSTEM
    )
    office = held.exclude(person=but).select_related("person").order_by("pk").first()
    if office is None:
        return
    near = Person.objects.present().joined().filter(territory=office.person.territory_id)
    free = near.filter(participations__audience__slug="practitioners").order_by("pk")
    if successor := free.first():
        handover.hand_over(office, successor, on=day + dt.timedelta(days=12), by=None)


def _waive(told: Told, day: dt.date) -> None:
    """A department without any contact is in the directory all the same, with a reason for everybody."""
    house = Organisation.objects.filter(
        source_system=SYSTEM, kind="municipality", state="draft"
    ).first()
    wanted = Criterion.objects.in_force().filter(subject="organisation", code="contact").first()
    if house is None or wanted is None:
        return
    organisations.change(house, by=None, email="")
    review.judge(house, wanted, Verdict.WAIVED, by=None, reason=told["reasons"]["waived"])
    _list(house, day, -15)


def _double(day: dt.date) -> None:
    """The same workshop was put on record twice, once with its legal form."""
    house = Organisation.objects.filter(source_system=SYSTEM, kind="cooperative").first()
    if house is None:
        return
    twin = organisations.propose(
        by=None,
        is_own=False,
        kind="company",
        legal_name=f"{house.short_name} SC de RL",
        place=house.place,
        sectors=list(house.sectors.all()),
        phone=house.phone,
        presentation=house.presentation,
        source_system=SYSTEM,
        source_id=f"{house.source_id}-again",
    )
    _list(twin, day, -3)


def _sit_on_boards(told: Told) -> None:
    """Some directors of culture work in an association of their town, too."""
    offices = Affiliation.objects.in_force().filter(is_office=True).select_related("person")
    clubs = Organisation.objects.listed().filter(source_system=SYSTEM, kind="association")
    for club in clubs.filter(place__code__startswith="MX-").order_by("pk")[:BOARDS]:
        office = offices.filter(organisation__place=club.place_id).order_by("pk").first()
        if office is not None:
            affiliations.record(
                office.person,
                club,
                by=None,
                role=told["reasons"]["also"],
                starts_on=office.starts_on,
            )


def _plain(name: str) -> str:
    """A name in letters that an address may hold."""
    return NOT_ADDRESS.sub("-", fold(name)).strip("-")[:28].strip("-")
