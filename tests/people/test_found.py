"""Who is found by whom: what people chose for their profile and for their place, in every combination."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.time import now
from hilo.people import access, services, visibility
from hilo.people.models import Person, Visibility
from hilo.people.rules import showing
from tests.people.factories import AccountFactory, PersonFactory, account_as, on_duty
from tests.places.factories import municipality

pytestmark = pytest.mark.django_db

CHOICES = list(product(Visibility.values, [*showing.levels_for("territory"), None], [True, False]))


@pytest.fixture
def everybody() -> list[Person]:
    """Somebody for each choice; all live in one place and are called the same."""
    place, moment = municipality("20067"), now()
    people = [
        PersonFactory(
            given_name="Eréndira",
            territory=place,
            shown_to=shown_to,
            visibility={"territory": level} if level else {},
            joined_at=moment if has_come else None,
        )
        for shown_to, level, has_come in CHOICES
    ]
    search.rebuild(["person"])
    return people


def found(words: str, viewer: Any) -> set[Any]:
    return set(search.browse(viewer, text=words, kinds=("person",), size=100).uuids)


def may_be_found(person: Person, viewer: Any) -> bool:
    return person.shown_to == "public" or (
        viewer.is_authenticated and person.shown_to == "members" and person.joined_at is not None
    )


@pytest.mark.parametrize("role", ["stranger", "member", "coordinator"])
def test_everybody_finds_whom_they_may_by_name_and_nobody_else(everybody, role: str) -> None:
    viewer = AnonymousUser() if role == "stranger" else on_duty(account_as(role))
    hits = found("erendira", viewer)
    assert hits == {person.uuid for person in everybody if may_be_found(person, viewer)}
    assert hits <= {person.uuid for person in access.visible_to(viewer)}


@pytest.mark.parametrize("role", ["stranger", "member"])
def test_a_place_that_its_person_hides_finds_nobody(everybody, role: str) -> None:
    viewer = AnonymousUser() if role == "stranger" else account_as(role)
    hits = found("oaxaca", viewer)
    readable = {
        person.uuid
        for person in everybody
        if "territory" in visibility.shown_fields(person, viewer)
    }
    assert hits
    assert hits <= readable


def test_a_change_of_mind_is_found_at_once() -> None:
    account, reader = (
        AccountFactory(person__given_name="Eréndira", person__joined_at=None),
        AccountFactory(),
    )
    stranger, person = AnonymousUser(), account.person
    services.change_person(person, by=account, family_name="Tejedora")
    assert found("erendira", reader) == set()
    services.arrive(account)
    assert (found("erendira", stranger), found("erendira", reader)) == (set(), {person.uuid})
    services.choose_visibility(person, by=account, shown_to="public", fields={})
    assert found("erendira", stranger) == {person.uuid}
    services.choose_visibility(person, by=account, shown_to="circles", fields={})
    assert found("erendira", stranger) == found("erendira", reader) == set()
