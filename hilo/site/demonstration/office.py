"""What fills the office's lists: data requests late and answered, roles that run and that are to come.

Each is looked for first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from hilo.people import roles
from hilo.people import services as people
from hilo.people.models import DataRequest, Grant, Person
from hilo.programme.models import Participation, Programme
from hilo.site.demonstration import files


def fill(day: dt.date) -> None:
    """Enter what `office.toml` tells, relative to the demonstration day."""
    told = files.office()
    for one in told["request"]:
        request(somebody(one), one, day)
    for one in told["grant"]:
        grant(somebody(one), one, day)


def somebody(one: dict[str, Any]) -> Person:
    """The nth person of a programme who has signed in."""
    seats = Participation.objects.filter(
        programme__slug=one["programme"], person__joined_at__isnull=False
    )
    return seats.select_related("person").order_by("person_id")[one["nth"]].person


def request(person: Person, one: dict[str, Any], day: dt.date) -> None:
    """A request about one's data, answered where the file has an answer."""
    if DataRequest.objects.filter(person=person, kind=one["kind"]).exists():
        return
    received = day + dt.timedelta(days=one["received"])
    asked = people.ask(person, one["kind"], by=person, words=one["words"], received_on=received)
    if "answered" in one:
        people.answer(asked, is_granted=True, words=one["answered"], by=None)


def grant(person: Person, one: dict[str, Any], day: dt.date) -> None:
    """A role in the programme, for a time."""
    if Grant.objects.filter(person=person, role=one["role"]).exists():
        return
    scope = ("programme", Programme.objects.get(slug=one["programme"]).uuid)
    starts, ends = (day + dt.timedelta(days=one[name]) for name in ("starts", "ends"))
    people.grant(
        person, roles.role(one["role"]), by=None, scope=scope, starts_on=starts, ends_on=ends
    )
