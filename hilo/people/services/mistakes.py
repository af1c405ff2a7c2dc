"""Taking back what was put on record by mistake, as long as nothing rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from hilo.core.events import publish
from hilo.people.events import PersonTakenOff
from hilo.people.models import Account, Person
from hilo.people.problems import PersonIsHere, PersonIsNeeded


def take_off(person: Person, *, by: Any) -> None:
    """Take `person` off the record as if they had never been put on it.

    Raises `PersonIsHere` once they have signed in, `PersonIsNeeded` where later work points to them.
    """
    take_all_off([person], by=by)


@transaction.atomic
def take_all_off(people: Collection[Person], *, by: Any) -> None:
    """Take all of these people off the record, or none; raises what `take_off` raises."""
    for person in people:
        if person.joined_at:
            raise PersonIsHere(name=str(person))
    keys = [person.pk for person in people]
    try:
        with transaction.atomic():
            Account.objects.filter(person__in=keys).delete()
            Person.objects.filter(pk__in=keys).delete()
    except ProtectedError as needed:
        raise PersonIsNeeded from needed
    for person in people:
        publish(PersonTakenOff(person.uuid), by=by, subject=("person", person.uuid))


@transaction.atomic
def close_account(person: Person, *, by: Any) -> None:
    """Take away a way in that was never used; raises `PersonIsHere` otherwise."""
    if person.joined_at:
        raise PersonIsHere(name=str(person))
    Account.objects.filter(person=person).delete()
    person.__dict__.pop("account", None)
    person._state.fields_cache.pop("account", None)
    person.save()  # the folded text held the address


def later_work(people: Collection[int]) -> Iterator[tuple[str, set[int]]]:
    """What would keep these people (by primary key) from being taken off: its name, and whom.

    Every protected relation to a person counts, whichever chapter made it; an account does not.
    """
    for relation in Person._meta.related_objects:
        if relation.on_delete is not models.PROTECT or relation.related_model is Account:
            continue
        model, name = relation.related_model, relation.field.name
        held = model._default_manager.filter(**{f"{name}__in": people})
        yield str(model._meta.verbose_name_plural), set(held.values_list(f"{name}_id", flat=True))
