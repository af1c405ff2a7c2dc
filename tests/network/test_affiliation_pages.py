"""The pages on which people ask, answer, change and hand over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.time import today
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation
from hilo.network.register import keeping
from hilo.network.services import affiliations
from hilo.people import services as people
from tests.formreading import form_with
from tests.network.factories import AffiliationFactory, OrganisationFactory, steward_of
from tests.people.factories import AccountFactory, PersonFactory, agreed, sign_in

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def signed_in(account: Any) -> Client:
    return sign_in(Client(), agreed(account))


def at(affiliation: Affiliation) -> str:
    return reverse("network:affiliation", args=[affiliation.uuid])


def test_a_member_asks_and_a_steward_confirms() -> None:
    shop, asking = OrganisationFactory(), AccountFactory()
    steward, client = steward_of(shop), signed_in(asking)
    page = client.get(shop.get_absolute_url()).content.decode()
    join = reverse("network:ask_to_belong", args=[shop.slug])
    assert join in page
    sent = {"role": "Tejedora", "is_shown": "on", "words": "Desde 2019."}
    assert client.post(join, sent).status_code == 302
    asked = Affiliation.objects.get(person=asking.person)
    assert join not in client.get(shop.get_absolute_url()).content.decode()
    answering = signed_in(steward)
    shown = answering.get(at(asked)).content.decode()
    assert "Desde 2019." in shown and 'value="approve"' in shown
    assert answering.post(at(asked), {"action": "approve"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == AffiliationState.ACTIVE and not asked.is_steward


def test_who_asked_may_not_confirm_it() -> None:
    asked = affiliations.ask(AccountFactory().person, OrganisationFactory(), by=None)
    client = signed_in(asked.person.account)
    assert 'value="approve"' not in client.get(at(asked)).content.decode()
    assert client.post(at(asked), {"action": "approve"}).status_code == 403
    asked.refresh_from_db()
    assert asked.state == AffiliationState.REQUESTED


def test_a_refusal_carries_its_reason_to_who_asked() -> None:
    asked = affiliations.ask(AccountFactory().person, OrganisationFactory(), by=None)
    steward = steward_of(asked.organisation)
    sent = {"action": "refuse", "answer": "No la conocemos."}
    assert signed_in(steward).post(at(asked), sent).status_code == 302
    assert "No la conocemos." in signed_in(asked.person.account).get(at(asked)).content.decode()


def test_an_invitation_tells_nobody_who_is_in_the_network() -> None:
    shop, known = OrganisationFactory(), AccountFactory()
    client = signed_in(steward_of(shop))
    people = reverse("network:organisation_people", args=[shop.slug])
    answers = [
        client.post(people, {"email": email, "role": "Bordadora"}, follow=True).content.decode()
        for email in (known.email, "nobody@red.example")
    ]
    assert Affiliation.objects.filter(state=AffiliationState.INVITED).count() == 1
    said = "they are asked now"
    assert all(said in answer for answer in answers)
    again = client.post(people, {"email": known.email}, follow=True)
    assert again.status_code == 200 and Affiliation.objects.filter(person=known.person).count() == 1


def test_a_person_accepts_without_being_shown() -> None:
    shop, invited = OrganisationFactory(), AccountFactory()
    offered = affiliations.invite(invited.person, shop, by=steward_of(shop))
    client = signed_in(invited)
    assert at(offered) in client.get(reverse("network:my_organisations")).content.decode()
    client.post(at(offered), {"action": "accept", "hidden": "on"})
    offered.refresh_from_db()
    assert offered.state == AffiliationState.ACTIVE and not offered.is_shown


def test_a_person_changes_only_what_is_theirs() -> None:
    held = AffiliationFactory(person=AccountFactory().person)
    client = signed_in(held.person.account)
    form = form_with("version", client.get(at(held)).content.decode())
    assert "is_steward" not in form
    sent = form | {"action": "save", "role": "Maestra", "is_steward": "on"}
    assert client.post(at(held), sent).status_code == 302
    held.refresh_from_db()
    assert held.role == "Maestra" and not held.is_steward


def test_an_office_is_handed_over_on_its_page() -> None:
    held = AffiliationFactory(person=AccountFactory().person, is_steward=True, is_office=True)
    new = AccountFactory(person__given_name="Jamila", person__family_name="Sucesora")
    client = signed_in(held.person.account)
    page = reverse("network:hand_over", args=[held.uuid])
    unknown = client.post(page, {"successor": "Nadie Conocida", "on": str(today())})
    assert unknown.status_code == 200 and "Nadie Conocida" in unknown.content.decode()
    done = client.post(page, {"successor": "Jamila Sucesora", "on": str(today())})
    assert done.status_code == 302 and access.is_steward(new, held.organisation)


def test_whoever_only_asks_to_belong_has_nothing_to_hand_over() -> None:
    shop = OrganisationFactory()
    asked = affiliations.ask(AccountFactory().person, shop, by=None)
    client = signed_in(steward_of(shop))
    page = reverse("network:hand_over", args=[asked.uuid])
    assert client.get(page).url == at(asked)  # type: ignore[attr-defined]
    said = client.post(page, {"successor": str(asked.person), "on": str(today())})
    assert said.status_code == 200


def test_leaving_ends_today() -> None:
    held = AffiliationFactory(person=AccountFactory().person)
    signed_in(held.person.account).post(at(held), {"action": "end"})
    held.refresh_from_db()
    assert held.state == AffiliationState.ENDED and held.ends_on == today()


def test_the_office_lists_what_waits(as_role: AsRole) -> None:
    client, _account = as_role("coordinator")
    asked = affiliations.ask(PersonFactory(), OrganisationFactory(), by=None)
    assert at(asked) in client.get(reverse("network:affiliations")).content.decode()


def test_one_s_own_data_and_their_erasure() -> None:
    held = AffiliationFactory(role="Alfarera", is_steward=True)
    assert keeping.export_affiliations(held.person)[0]["role"] == "Alfarera"
    people.erase(held.person, by=None)
    held.refresh_from_db()
    assert (held.role, held.is_steward, held.state) == ("", False, AffiliationState.ENDED)
