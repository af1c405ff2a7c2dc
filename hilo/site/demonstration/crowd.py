"""The invented people on record: joined, invited, late, or not yet written to; and those to sign in as."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hilo.notifications import services as notifications
from hilo.notifications.standard import Welcome
from hilo.people import demonstration as people
from hilo.people import services as joining
from hilo.people.demonstration import SignIn
from hilo.people.models import Account, Invitation, Person
from hilo.places.models import Place
from hilo.programme.models import Programme
from hilo.programme.services import participation
from hilo.programme.services.participation import Seat
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Invented
from hilo.site.demonstration.furnish import accounts, invented, moment, seats

LETTERS = 6  # invitations per programme


@transaction.atomic
def fill(programme: Programme, day: dt.date) -> int:
    """Put everybody of a programme on record and let them take part; answers how many are new.

    All or nobody: a furnishing that was interrupted begins again.
    """
    everybody = invented(programme)
    known = accounts(one.email for one in everybody)
    new = [one for one in everybody if one.email not in known]
    lived_in = {one.code: one for one in Place.objects.filter(code__in={p.place for p in new})}
    for one in new:
        add(one, lived_in[one.place], day)
    if new:
        participation.take_in_many(programme, seats(programme, everybody, day), by=None)
        invite(programme, new)
    return len(new)


def add(one: Invented, home: Place, day: dt.date) -> Person:
    """One invented person, as far along as they are meant to be."""
    came = moment(day - dt.timedelta(days=one.days_ago), 10)
    has_joined = one.standing == "joined"
    invited_at = came - dt.timedelta(days=3) if has_joined else came
    return people.add_member(
        email=one.email,
        joined_at=came if has_joined else None,
        invited_at=None if one.standing == "unreached" else invited_at,
        given_name=one.given_name,
        family_name=one.family_name,
        language=one.language,
        gender=one.gender,
        birth_year=one.birth_year,
        phone=one.phone,
        territory=home,
    )


def invite(programme: Programme, everybody: Iterable[Invented]) -> None:
    """Say for what they were invited, and really write the latest letters, so that the mailbox has some."""
    found = accounts(one.email for one in everybody)
    people_invited = Invitation.objects.filter(person__in=found.values())
    people_invited.update(scope_kind="programme", scope_uuid=programme.uuid)
    waiting = [one for one in everybody if one.standing == "invited"]
    for one in sorted(waiting, key=lambda one: one.days_ago)[:LETTERS]:
        joining.invite(found[one.email], by=None, scope=("programme", programme.uuid))


def people_to_sign_in_as(day: dt.date) -> int:
    """One person per role, with password and second factor; members take part in their programme."""
    known = accounts(row["email"] for row in files.sign_ins())
    for row in files.sign_ins():
        if row["email"] not in known:
            _enter(row, day)
    return len(files.sign_ins()) - len(known)


@transaction.atomic
def _enter(row: dict[str, str], day: dt.date) -> None:
    programme = Programme.objects.filter(slug=row["scope"]).first()
    scope = ("programme", programme.uuid) if programme else ("", None)
    came = moment(day - dt.timedelta(days=30), 9)
    known: dict[str, Any] = {
        "email": row["email"],
        "joined_at": came,
        "given_name": row["given_name"],
        "family_name": row["family_name"],
        "language": row["language"],
        "gender": row["gender"],
        "territory": Place.objects.get(code=row["place"]),
    }
    if row["role"] != "member":
        people.add_staff(role=row["role"], scope=scope, **known)
        return
    person = people.add_member(**known)
    people.set_up(person.account, with_second_factor=False)
    if programme is not None:
        _seat(person, programme, row["audience"], came)


def _seat(person: Person, programme: Programme, audience: str, came: dt.datetime) -> None:
    """Let a member take part, in the region that their place lies in."""
    from hilo.places.queries import region_of, regions_of

    assert person.territory is not None
    region = region_of(person.territory, regions_of("programme", programme.uuid))
    meant = programme.audiences.get(slug=audience)
    participation.take_in(programme, Seat(person, meant, region, came), by=None)


def welcome() -> None:
    """Say to each of them what a newcomer is told; saying it again changes nothing."""
    found = accounts(row["email"] for row in files.sign_ins())
    notifications.notify_each((person, Welcome(person.uuid)) for person in found.values())


def sign_ins() -> list[tuple[SignIn, str]]:
    """How to sign in as each, and who that is."""
    found = []
    for row in files.sign_ins():
        account = Account.objects.filter(email=row["email"]).select_related("person").first()
        if account is not None:
            found.append((people.sign_in_of(account.person), row["who"]))
    return found
