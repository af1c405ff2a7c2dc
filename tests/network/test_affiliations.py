"""Belonging to an organisation, and an office that passes on."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from hilo.core.time import today
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation
from hilo.network.problems import (
    AlreadyInOrganisation,
    NothingToHandOver,
    NotPossibleNow,
    OfficePassesAlready,
    SuccessorIsTheSame,
)
from hilo.network.services import affiliations, handover
from hilo.notifications.models import Notification
from hilo.people.circles import share_a_circle
from hilo.ui.models import Draft
from tests.network.factories import AffiliationFactory, OrganisationFactory, steward_of
from tests.people.factories import AccountFactory, PersonFactory, account_as
from tests.places.factories import RegionFactory, municipality

pytestmark = pytest.mark.django_db


def said_to(person: object) -> list[str]:
    return list(Notification.objects.filter(person=person).values_list("message", flat=True))


def test_who_asks_waits_for_a_steward() -> None:
    shop, asking = OrganisationFactory(), AccountFactory()
    steward = steward_of(shop)
    asked = affiliations.ask(asking.person, shop, by=asking, role="Ceramista")
    assert said_to(steward.person) == ["network.affiliation_asked"]
    assert not access.belongs(asking, shop)
    affiliations.approve(asked, by=steward)
    assert access.belongs(asking, shop)
    assert said_to(asking.person) == ["network.affiliation_answered"]
    with pytest.raises(NotPossibleNow):
        affiliations.refuse(asked, by=steward)


def test_without_a_steward_the_coordinator_of_the_region_is_asked() -> None:
    puebla = municipality("21140")
    near = account_as("coordinator", ("region", RegionFactory(places=[puebla.parent]).uuid))
    far = account_as("coordinator")
    affiliations.ask(PersonFactory(), OrganisationFactory(place=puebla), by=None)
    assert said_to(near.person) and not said_to(far.person)


def test_nobody_belongs_twice_at_a_time_and_may_come_back() -> None:
    shop, person = OrganisationFactory(), PersonFactory()
    first = affiliations.record(person, shop, by=None)
    with pytest.raises(AlreadyInOrganisation):
        affiliations.ask(person, shop, by=None)
    affiliations.end(first, by=None)
    assert affiliations.record(person, shop, by=None).pk != first.pk


def test_an_invitation_is_answered_by_its_person() -> None:
    shop, person = OrganisationFactory(), PersonFactory()
    steward = steward_of(shop)
    offered = affiliations.invite(person, shop, by=steward)
    assert said_to(person) == ["network.affiliation_offered"]
    affiliations.accept(offered, by=AccountFactory(person=person), is_shown=False)
    assert offered.state == AffiliationState.ACTIVE and not offered.is_shown
    assert said_to(steward.person) == ["network.affiliation_answered"]


def test_people_of_one_organisation_are_in_one_circle() -> None:
    shop = OrganisationFactory()
    one, other = (AffiliationFactory(organisation=shop).person for _ in range(2))
    assert share_a_circle(one, other)
    affiliations.end(Affiliation.objects.get(person=one), by=None)
    assert not share_a_circle(one, other)


def test_a_last_day_to_come_ends_by_itself() -> None:
    held = AffiliationFactory()
    affiliations.end(held, by=None, on=today() + dt.timedelta(days=3))
    assert held.is_in_force and affiliations.end_what_ran_out() == 0
    with time_machine.travel(dt.datetime(2026, 3, 20, tzinfo=dt.UTC)):
        assert affiliations.end_what_ran_out() == 1
        assert affiliations.end_what_ran_out() == 0
    held.refresh_from_db()
    assert held.state == AffiliationState.ENDED


def test_an_office_passes_with_page_drafts_and_notices() -> None:
    old = AffiliationFactory(is_steward=True, is_office=True, role="Directora de cultura")
    shop, new = old.organisation, AccountFactory()
    asked = affiliations.ask(PersonFactory(), shop, by=None)
    Draft.objects.create(
        owner=old.person.uuid, form="presentation", subject=f"organisation:{shop.uuid}"
    )
    done = handover.hand_over(old, new.person, on=today(), by=None)
    assert access.organisation_for(new, shop.slug, to="edit") == shop
    assert done.passed == {"drafts": 1, "notices": 1}
    assert set(said_to(new.person)) == {"network.affiliation_asked", "network.office_received"}
    assert said_to(old.person) == ["network.office_passed_on"]
    old.refresh_from_db()
    assert old.state == AffiliationState.ENDED and old.ends_on == today() - dt.timedelta(days=1)
    assert done.successor.role == "Directora de cultura"
    assert asked.state == AffiliationState.REQUESTED


def test_read_notices_and_those_of_other_organisations_stay() -> None:
    old = AffiliationFactory(is_steward=True, is_office=True)
    elsewhere = AffiliationFactory(person=old.person, is_steward=True)
    affiliations.ask(PersonFactory(), elsewhere.organisation, by=None)
    done = handover.hand_over(old, PersonFactory(), on=today(), by=None)
    assert done.passed["notices"] == 0


def test_an_office_passes_on_the_day_that_was_said() -> None:
    old, new = AffiliationFactory(is_steward=True, is_office=True), AccountFactory()
    day = today() + dt.timedelta(days=5)
    recorded = handover.hand_over(old, new.person, on=day, by=None)
    assert recorded.done_at is None and not access.is_steward(new, old.organisation)
    assert handover.take_effect_where_due() == 0
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC)):
        assert handover.take_effect_where_due() == 1
        assert handover.take_effect_where_due() == 0
        assert access.is_steward(new, old.organisation)


def test_an_office_passes_once_and_to_somebody_else() -> None:
    old = AffiliationFactory(is_office=True)
    with pytest.raises(SuccessorIsTheSame):
        handover.hand_over(old, old.person, on=today(), by=None)
    handover.hand_over(old, PersonFactory(), on=today() + dt.timedelta(days=9), by=None)
    with pytest.raises(OfficePassesAlready):
        handover.hand_over(old, PersonFactory(), on=today(), by=None)
    gone = AffiliationFactory(is_office=True, ends_on=today() - dt.timedelta(days=1))
    with pytest.raises(NothingToHandOver):
        handover.hand_over(gone, PersonFactory(), on=today(), by=None)


def test_who_works_there_already_is_raised_to_the_office() -> None:
    old = AffiliationFactory(is_steward=True, is_office=True, role="Directora")
    deputy = AffiliationFactory(organisation=old.organisation, role="Subdirector")
    handover.hand_over(old, deputy.person, on=today(), by=None)
    deputy.refresh_from_db()
    assert (deputy.role, deputy.is_steward, deputy.is_office) == ("Directora", True, True)


def test_the_same_notice_is_said_once_to_the_successor() -> None:
    old = AffiliationFactory(is_steward=True, is_office=True)
    new = AffiliationFactory(organisation=old.organisation, is_steward=True).person
    affiliations.ask(PersonFactory(), old.organisation, by=None)
    handover.hand_over(old, new, on=today(), by=None)
    assert said_to(new).count("network.affiliation_asked") == 1
