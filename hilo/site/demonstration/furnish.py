"""The empty house is furnished: regions, programmes, people, roles, through each chapter's own services.

Everything is asked for by its natural key first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hilo.core.text import Text
from hilo.people.models import Account, Person
from hilo.places import services as places
from hilo.places.models import Place, Region
from hilo.programme.models import Party, Programme
from hilo.programme.services import audiences, programmes
from hilo.programme.services.participation import Seat
from hilo.programme.services.programmes import Standing
from hilo.site.demonstration import files, mediterranean, mexico
from hilo.site.demonstration.compose import Invented

LANGUAGES = ("es", "fr", "en", "ar")


def text(written: Mapping[str, str], original: str) -> Text:
    """A text of a file, in its original and its other languages."""
    found = Text.of(original, written[original].strip())
    for language in LANGUAGES:
        if language != original and written.get(language):
            found = found.with_variant(language, written[language].strip())
    return found


def programme(told: dict[str, Any], day: dt.date) -> Programme:
    """The programme that a file tells of, under way on the demonstration day, with its regions."""
    known = Programme.objects.filter(slug=told["slug"]).first()
    if known is not None:
        return known
    original = told["original"]
    made = programmes.draft(
        slug=told["slug"],
        by=None,
        parties=[Standing(Party.Role(one["role"]), text(one, original)) for one in told["party"]],
        acronym=told["acronym"],
        label=told["label"],
        order=told["order"],
        name=text(told["name"], original),
        summary=text(told["summary"], original),
        about=text(told["about"], original),
        starts_on=day + dt.timedelta(days=told["starts"]),
        ends_on=day + dt.timedelta(days=told["ends"]),
        amount=Decimal(told["amount"]) if "amount" in told else None,
        currency=told.get("currency", ""),
    )
    for one in told["audience"]:
        name = text(one, original)
        audiences.set_audience(made, slug=one["slug"], name=name, target=one.get("target"), by=None)
    regions(made, told["regions"], original)
    programmes.open_programme(made, by=None)
    return made


def regions(programme: Programme, table: str, original: str) -> None:
    """The programme's own division of territory."""
    owner = ("programme", programme.uuid)
    for order, row in enumerate(files.rows(table), start=1):
        if not Region.objects.filter(slug=row["slug"]).exists():
            held = list(Place.objects.filter(code__in=row["places"].split()))
            name = text(row, original)
            places.make_region(
                slug=row["slug"], name=name, places=held, by=None, owner=owner, order=order
            )


def towns_by_region(programme: Programme) -> dict[str, list[tuple[str, str]]]:
    """The municipalities of each region of a programme, in the order of their codes."""
    found: dict[str, list[tuple[str, str]]] = {}
    for region in Region.objects.filter(owner=programme.uuid).order_by("order"):
        inside = Place.objects.municipalities().current().filter(parent__regions=region)
        found[region.slug] = list(inside.order_by("code").values_list("code", "name"))
    return found


def invented(programme: Programme) -> list[Invented]:
    """Everybody who takes part in the programme, the people to sign in as left out."""
    shares, since = files.shares(), -_told(programme)["starts"]
    if programme.slug == mexico.PROGRAMME:
        targets = dict(programme.audiences.values_list("slug", "target"))
        everybody = mexico.people(
            towns_by_region(programme),
            files.rows("names_mexico.csv"),
            shares,
            directors=targets["directors"] or 0,
            practitioners=targets["practitioners"] or 0,
            since=since,
        )
    else:
        towns = files.rows("towns_mediterranean.csv")
        names = files.rows("names_mediterranean.csv")
        everybody = mediterranean.people(towns, names, shares, since=since)
    return without_places_taken(list(everybody), programme)


def _told(programme: Programme) -> dict[str, Any]:
    return next(one for one in files.programmes() if one["slug"] == programme.slug)


def without_places_taken(everybody: list[Invented], programme: Programme) -> list[Invented]:
    """Without the one whose seat somebody to sign in as holds: the total stays what was meant."""
    for row in files.sign_ins():
        if row["audience"] and row["scope"] == programme.slug:
            seat = (row["place"], row["audience"])
            taken = next(one for one in everybody if (one.place, one.audience) == seat)
            everybody.remove(taken)
    return everybody


def seats(programme: Programme, people: Iterable[Invented], day: dt.date) -> list[Seat]:
    """Where each takes part, and since when; asked of the database in three queries."""
    invited = list(people)
    found = accounts(one.email for one in invited)
    audiences = {one.slug: one for one in programme.audiences.all()}
    held = {one.slug: one for one in Region.objects.filter(owner=programme.uuid)}
    start = day + dt.timedelta(days=_told(programme)["starts"])
    return [
        Seat(
            found[one.email],
            audiences[one.audience],
            held[one.region],
            since(one, day, start),
        )
        for one in invited
    ]


def since(one: Invented, day: dt.date, start: dt.date) -> dt.datetime:
    """The moment at which somebody was taken in: a little before they came, never before the start."""
    came = day - dt.timedelta(days=one.days_ago + 4)
    return moment(max(came, start), 9)


def moment(day: dt.date, hour: int) -> dt.datetime:
    """An hour of a day where the installation is."""
    return dt.datetime.combine(day, dt.time(hour), ZoneInfo(settings.TIME_ZONE))


def accounts(addresses: Iterable[str]) -> dict[str, Person]:
    """People by their address."""
    found = Account.objects.filter(email__in=list(addresses)).select_related("person")
    return {account.email: account.person for account in found}
