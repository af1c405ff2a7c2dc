"""Roles: given within one's own, for a scope and a time, gone with their scope."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import Http404
from django.test import Client

from hilo.core import registries
from hilo.core.access import Refused
from hilo.core.models import Entry
from hilo.core.time import now, today
from hilo.people import access, roles, services
from hilo.people.models import Grant, Invitation
from hilo.people.problems import AlreadyGranted, LastCoordinator, MayNotGrant
from hilo.people.rules.granting import Held, may_give
from hilo.people.visibility import shown_fields
from tests.people.factories import (
    AccountFactory,
    GrantFactory,
    PersonFactory,
    account_as,
    on_duty,
    sign_in,
)

pytestmark = pytest.mark.django_db

HERE = ("programme", uuid.UUID(int=1))
THERE = ("programme", uuid.UUID(int=2))
INSIDE = ("region", uuid.UUID(int=3))


@pytest.fixture
def nested(monkeypatch):
    """The region `INSIDE` lies in the programme `HERE`."""
    scope = registries.Scope(
        "programme", "Programme", lambda found: [INSIDE] if found == HERE[1] else []
    )
    known = dict(registries.scopes._items)
    monkeypatch.setattr(registries.scopes, "_items", {**known, "programme": scope})


@pytest.mark.parametrize(
    ("held", "role", "scope", "expected"),
    [
        (Held("coordinator", True), "trainer", HERE, True),
        (Held("coordinator", True), "coordinator", ("", None), True),
        (Held("coordinator", False, frozenset({HERE})), "trainer", HERE, True),
        (Held("coordinator", False, frozenset({HERE})), "trainer", THERE, False),
        (Held("coordinator", False, frozenset({HERE})), "trainer", ("", None), False),
        (Held("trainer", True), "trainer", HERE, False),
        (Held("coordinator", True), "operator", ("", None), False),
        (Held("operator", True), "operator", ("", None), True),
        (Held("operator", True), "operator", HERE, False),
        (Held("operator", True), "coordinator", ("", None), False),
        (Held("coordinator", True), "member", ("", None), False),
    ],
)
def test_nobody_gives_more_than_they_hold(held, role, scope, expected):
    assert may_give([held], role, scope) is expected


def test_a_scope_reaches_what_lies_inside(nested):
    account = account_as("coordinator", HERE)
    assert access.can(account, "people.see", *INSIDE)
    services.grant(PersonFactory(), roles.Trainer, by=account, scope=INSIDE)
    with pytest.raises(MayNotGrant):
        services.grant(PersonFactory(), roles.Trainer, by=account, scope=THERE)


def test_off_duty_nobody_gives_roles():
    account = account_as("coordinator")
    account.begin_in_browser(None)
    with pytest.raises(MayNotGrant):
        services.grant(PersonFactory(), roles.Trainer, by=account)


def test_a_role_is_given_once_and_again_after_it_ran_out():
    account, person = account_as("coordinator"), PersonFactory()
    yesterday = today() - dt.timedelta(days=1)
    GrantFactory(person=person, role="trainer", ends_on=yesterday)
    services.grant(person, roles.Trainer, by=account)
    with pytest.raises(AlreadyGranted):
        services.grant(person, roles.Trainer, by=account)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-3, 3, True)],
)
def test_days_are_inclusive(starts, ends, expected):
    def day(offset):
        return None if offset is None else today() + dt.timedelta(days=offset)

    account = AccountFactory()
    GrantFactory(person=account.person, starts_on=day(starts), ends_on=day(ends))
    assert access.can(on_duty(account), "people.see") is expected


def test_taking_back_is_written_down():
    account, person = account_as("coordinator"), PersonFactory()
    given = services.grant(person, roles.Trainer, by=account)
    services.revoke(given, by=account)
    given.refresh_from_db()
    assert given.revoked_by == account.person
    sentences = Entry.objects.filter(subject=person.uuid).values_list("event", flat=True)
    assert set(sentences) == {"people.RoleGranted", "people.RoleRevoked"}


def test_the_last_coordinator_stays():
    account = account_as("coordinator")
    with pytest.raises(LastCoordinator):
        services.revoke(account.person.grants.get(), by=account)
    account_as("coordinator")
    services.revoke(account.person.grants.get(), by=account)


def test_a_deleted_scope_takes_its_roles_along():
    from hilo.places.models import Region

    region = _region()
    GrantFactory(role="coordinator", scope=("region", region.uuid))
    if "region" not in registries.scopes:
        pytest.skip("no chapter makes regions a scope")
    Region.objects.filter(pk=region.pk).first().delete()
    assert not Grant.objects.standing().exists()


def _region():
    from hilo.places.models import Region
    from tests.places.factories import RegionFactory

    region = RegionFactory()
    assert isinstance(region, Region)
    return region


def test_the_sweep_finds_orphans():
    GrantFactory(role="trainer", scope=("programme", uuid.uuid4()))
    GrantFactory(role="coordinator")
    assert services.sweep_orphans() == 1
    assert Grant.objects.standing().get().is_everywhere


def test_a_coordinator_of_a_part_sees_its_people_only():
    account = account_as("coordinator", HERE)
    inside, outside = PersonFactory(shown_to="me"), PersonFactory(shown_to="me")
    _note_invitation(inside, HERE)
    assert access.person_for(account, inside.uuid, to="people.change") == inside
    with pytest.raises(Http404):
        access.person_for(account, outside.uuid)
    seen = PersonFactory(shown_to="members")
    assert access.person_for(account, seen.uuid) == seen
    with pytest.raises(Refused):
        access.person_for(account, seen.uuid, to="people.change")


def _note_invitation(person, scope):
    Invitation.objects.create(
        person=person,
        email="x@hilo.example",
        language="es",
        scope_kind=scope[0],
        scope_uuid=scope[1],
        token_hash=uuid.uuid4().hex,
        sent_at=now(),
        expires_at=now() + dt.timedelta(days=1),
    )


def test_giving_a_role_opens_nothing_of_its_holder():
    """Otherwise whoever may give roles could look up anybody: the role, the data, the role back."""
    granter = account_as("coordinator", HERE)
    holder = AccountFactory(person__phone="33 1234 5678", person__joined_at=now())
    services.grant(holder.person, roles.Trainer, by=granter, scope=HERE)
    assert not access.may(granter, "people.change", holder.person)
    assert not {"email", "phone", "gender"} & shown_fields(holder.person, granter)
    assert holder.person not in access.visible_to(granter).filter(
        access.within(_people_of(granter))
    )


def _people_of(account):
    return access.scopes_of(account, "people.see")


def test_whoever_takes_the_role_up_belongs_to_its_scope():
    granter, holder = account_as("coordinator", HERE), AccountFactory()
    services.grant(holder.person, roles.Trainer, by=granter, scope=HERE)
    services.begin_duty(holder)
    assert holder.person.grants.get().taken_up_at
    assert {"email", "phone"} <= shown_fields(holder.person, granter)


def test_a_role_that_begins_later_is_not_taken_up_before():
    granter, holder = account_as("coordinator"), AccountFactory()
    tomorrow = today() + dt.timedelta(days=1)
    services.grant(holder.person, roles.Trainer, by=granter)
    later = services.grant(holder.person, roles.Reviewer, by=granter, starts_on=tomorrow)
    services.begin_duty(holder)
    later.refresh_from_db()
    assert later.taken_up_at is None


def test_one_gives_a_role_up_by_oneself(as_role):
    client, account = as_role("trainer")
    given = account.person.grants.get()
    address = f"/en/me/roles/{given.uuid}/give-up/"
    assert address in client.get("/en/me/").content.decode()
    assert "Trainer" in client.get(address).content.decode()
    assert client.post(address)["Location"] == "/en/me/"
    given.refresh_from_db()
    assert given.revoked_by == account.person
    assert Entry.objects.filter(event="people.RoleGivenUp", by=account.person.uuid).exists()


def test_a_role_of_another_cannot_be_given_up(as_role):
    client, _account = as_role("coordinator")
    given = GrantFactory(role="trainer")
    assert client.post(f"/en/me/roles/{given.uuid}/give-up/").status_code == 404
    given.refresh_from_db()
    assert not given.is_revoked


def test_the_last_coordinator_cannot_give_up(as_role):
    client, account = as_role("coordinator")
    page = client.post(f"/en/me/roles/{account.person.grants.get().uuid}/give-up/")
    assert "is the last coordinator" in page.content.decode()
    assert not account.person.grants.get().is_revoked


def test_the_page_of_the_staff_session_names_what_is_new():
    account = account_as("trainer")
    account.person.grants.update(taken_up_at=now())
    client = sign_in(Client(), account)
    assert "that are new" not in client.get("/en/duty/").content.decode()
    GrantFactory(person=account.person, role="reviewer")
    assert "that are new" in client.get("/en/duty/").content.decode()


def test_the_page_says_who_may_do_what(as_role):
    client, _account = as_role("coordinator")
    GrantFactory(role="trainer", person=PersonFactory(given_name="Citlali", family_name="Prueba"))
    page = client.get("/en/who-may/").content.decode()
    for role in roles.all_roles():
        assert str(role.sentence).replace("'", "&#x27;") in page
    assert "Citlali Prueba" in page


def test_giving_a_role_on_its_page(as_role):
    client, _account = as_role("coordinator")
    person = PersonFactory()
    form = {
        "role": "trainer",
        "scope": "everywhere",
        "starts_on": "2026-04-01",
        "ends_on": "2026-03-01",
    }
    address = f"/en/people/{person.uuid}/role/"
    assert "lies before the first day" in client.post(address, form).content.decode()
    answer = client.post(address, {**form, "ends_on": "2026-05-01"})
    assert answer.status_code == 302
    assert person.grants.get().ends_on == dt.date(2026, 5, 1)


def test_a_role_that_one_may_not_give_is_not_even_offered(as_role):
    client, _account = as_role("coordinator")
    person = PersonFactory()
    address = f"/en/people/{person.uuid}/role/"
    answer = client.post(address, {"role": "operator", "scope": "everywhere"})
    assert answer.status_code == 200
    assert not person.grants.exists()


def test_every_verb_has_a_sentence():
    for role in roles.all_roles():
        for verb in role.verbs:
            assert roles.sentence_of(verb)
