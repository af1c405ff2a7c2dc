"""Putting people on record and keeping what is known of them right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from hilo.core import search
from hilo.core.events import publish
from hilo.people.events import PersonAdded, PersonChanged
from hilo.people.models import Account, Person
from hilo.people.models.person import one_line
from hilo.people.problems import AddressTaken


@transaction.atomic
def add_person(*, by: Any, email: str = "", **fields: Any) -> Person:
    """Put somebody on record, with an account where there is an address; nobody is written to.

    `fields` are those of `Person` (given_name, family_name, language, territory, gender, …).
    Raises `AddressTaken`.
    """
    person = Person(**fields | {"given_name": one_line(fields.get("given_name", ""))})
    # Constraints are the database's to keep: to ask it beforehand costs a quarter of a sheet's time.
    person.full_clean(
        exclude=["territory", "photo"], validate_unique=False, validate_constraints=False
    )
    person.save()
    if email:
        open_account(person, email)
    publish(PersonAdded(person.uuid), by=by, subject=("person", person.uuid))
    return person


def open_account(person: Person, email: str, *, is_confirmed: bool = False) -> Account:
    """Give `person` a way in; raises `AddressTaken`. Call inside a transaction."""
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, person=person)
            EmailAddress.objects.create(
                user=account, email=account.email, primary=True, verified=is_confirmed
            )
    except IntegrityError as clash:
        raise AddressTaken from clash
    person.save(update_fields=["folded", "changed_at"])  # the folded text holds the address
    return account


@transaction.atomic
def change_person(
    person: Person, *, by: Any, expected: int | None = None, **changes: Any
) -> Person:
    """Change the named fields; raises `Overtaken` if somebody else saved since version `expected`."""
    before = {field: getattr(person, field) for field in changes}
    changed = tuple(sorted(field for field, value in changes.items() if before[field] != value))
    if not changed:
        return person
    was_found = bool(person.audience)
    for field in changed:
        setattr(person, field, changes[field])
    person.save_version(expected=person.version if expected is None else expected)
    if was_found or person.audience:
        search.index("person", person)
    publish(PersonChanged(person.uuid, changed), by=by, subject=("person", person.uuid))
    return person


def choose_visibility(
    person: Person, *, by: Any, shown_to: str, fields: Mapping[str, str]
) -> Person:
    """Let the person decide who may find the profile and see each field."""
    visibility = {**person.visibility, **fields}
    return change_person(person, by=by, shown_to=shown_to, visibility=visibility)


def speak(person: Person, language: str) -> None:
    """Remember the language that the person reads; a preference, not a change worth an entry."""
    if person.language != language:
        Person.objects.filter(pk=person.pk).update(language=language)
        person.language = language
