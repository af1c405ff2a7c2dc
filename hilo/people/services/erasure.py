"""Erasure: who somebody was is gone, what they did still counts (docs/algorithms/erasure.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from hilo.core import registries, search, storage
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people.events import PersonErased
from hilo.people.models import Person
from hilo.people.problems import HoldsStaffRole


@transaction.atomic
def erase(person: Person, *, by: Any) -> None:
    """Erase `person` in every chapter; erasing twice changes nothing. Raises `HoldsStaffRole`.

    After commit the UUID goes into `erasures.log` beside the database, so that a backup from before
    can be brought up to date (`replay_erasures`).
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_at:
        return
    if person.grants.standing().exists():
        raise HoldsStaffRole(name=str(person))
    _erase_everywhere(person, now())
    publish(PersonErased(person.uuid), by=by, subject=("person", person.uuid))
    uuid, at = person.uuid, now()
    transaction.on_commit(lambda: write_down(uuid, at))


def _erase_everywhere(person: Person, at: dt.datetime) -> None:
    for holding in sorted(registries.personal_data, key=lambda one: one.name == "people"):
        holding.erase(person, at)  # our own last: the others may still need the name's row


def erase_own(person: Person, at: dt.datetime) -> None:
    """What erasure does to this chapter's rows: see the table in docs/algorithms/erasure.md."""
    account = person.account_or_none
    if account is not None:
        _sign_out_everywhere(account)
        account.delete()  # takes addresses, second factors, links and staff sessions along
    person.invitations.all().delete()
    person.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=at)
    person.grants.filter(revoked_at__isnull=True).update(revoked_at=at)
    person.data_requests.update(words="", answer="")
    photo = person.photo
    Person.objects.filter(pk=person.pk).update(
        given_name="",
        family_name="",
        folded="",
        birth_year=None,
        phone="",
        photo=None,
        visibility={},
        shown_to="me",
        territory=_coarse(person.territory),
        erased_at=at,
    )
    if photo is not None:
        storage.remove(photo)
    search.forget("person", person.uuid)


def _coarse(place: Any) -> Any:
    """The state of a municipality: a director of culture is the only one in the municipality."""
    while place is not None and place.kind == "municipality":
        place = place.parent
    return place


def _sign_out_everywhere(account: Any) -> None:
    keys = UserSession.objects.filter(user=account).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def erasures_file() -> Path:
    """Where erasures are written down, outside of the database and of its backups."""
    return Path(settings.DATA) / "erasures.log"


def write_down(uuid: UUID, at: dt.datetime) -> None:
    """Append one erasure: its time and the UUID, which by now names nobody."""
    with erasures_file().open("a", encoding="ascii") as log:
        log.write(f"{at:%Y-%m-%dT%H:%M:%SZ} {uuid}\n")


def written_down() -> Iterator[UUID]:
    """Every UUID in `erasures.log`, oldest first."""
    if erasures_file().exists():
        for line in erasures_file().read_text("ascii").splitlines():
            yield UUID(line.split()[1])


def replay_erasures() -> int:
    """Erase again whoever a restored backup has brought back; answers how many."""
    known = list(written_down())
    back = Person.objects.present().filter(uuid__in=known)
    return sum(_erase_again(person) for person in back)


@transaction.atomic
def _erase_again(person: Person) -> bool:
    """A restored person may hold a role again: it goes too, since the erasure was decided."""
    person.grants.filter(revoked_at__isnull=True).update(revoked_at=now())
    _erase_everywhere(person, now())
    publish(PersonErased(person.uuid), by=None, subject=("person", person.uuid))
    return True
