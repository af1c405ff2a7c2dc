"""The pages of clusters and of their keepers: what they show, to whom, and at what cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.network.models import Membership, Seat
from hilo.network.register import agents as home_of_agents
from hilo.network.services import clusters
from tests.formreading import form_with
from tests.network.factories import (
    AgentTermFactory,
    ClusterFactory,
    ClusterFigureFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
)
from tests.people.factories import AccountFactory, PersonFactory, account_as, sign_in
from tests.places.factories import division

pytestmark = pytest.mark.django_db


def page(client, cluster, language="en") -> str:
    answer = client.get(f"/{language}/clusters/{cluster.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def address(name, cluster, *more) -> str:
    return reverse(f"network:{name}", args=[cluster.slug, *more])


@pytest.fixture
def full(db):
    """A cluster with something in each part."""
    cluster = ClusterFactory(
        place=division("TN-21"),
        town="Nabeul",
        sectors=[SectorFactory()],
        story=Text.of("fr", "On y tourne la **terre**."),
    )
    shop = OrganisationFactory(short_name="Atelier Jasmin")
    MembershipFactory(cluster=cluster, organisation=shop, chain_place="design")
    MembershipFactory(cluster=cluster, chain_place="")
    AgentTermFactory(cluster=cluster, person=PersonFactory(given_name="Hela", shown_to="public"))
    SeatFactory(
        cluster=cluster,
        task="Preside",
        person=PersonFactory(
            given_name="Amel", shown_to="public", gender="woman", visibility={"gender": "public"}
        ),
    )
    SeatFactory(cluster=cluster, person=PersonFactory(given_name="Kept"), task="Task of Kept")
    SeatFactory(cluster=cluster, stakeholder="public", person=None)
    ClusterFigureFactory(cluster=cluster)
    return cluster


def test_a_cluster_shows_who_belongs_who_accompanies_and_who_decides(client, full):
    shown = page(client, full)
    for piece in (
        "2 members in the value chain",
        "Atelier Jasmin",
        "Place not stated yet",
        "Hela",
        "Amel",
        "Preside",
        "1 person who is not named here",
        "Vacant seat",
        "Women and men on the commission",
        "Censo inventado",
        "Nabeul, Tunisia",
    ):
        assert piece in shown, piece
    assert "Kept" not in shown
    assert "History" not in shown


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_each_language_has_its_page_and_the_story_says_in_which_it_stands(client, full, language):
    shown = page(client, full, language)
    assert full.name.texts["ar" if language == "ar" else "fr"] in shown
    assert 'lang="fr" dir="ltr"><p dir="auto">On y tourne la <strong>terre</strong>' in shown
    assert ("<bdi>français</bdi>" in shown) is (language != "fr")


def test_members_that_a_reader_may_not_find_are_counted_and_not_named(client, full):
    hidden = OrganisationFactory(state="draft", short_name="Taller Oculto")
    MembershipFactory(cluster=full, organisation=hidden)
    shown = page(client, full)
    assert "Taller Oculto" not in shown
    assert "1 more is not in the directory." in shown


def test_a_gender_that_somebody_keeps_is_not_on_the_page(client):
    cluster = ClusterFactory()
    for _ in range(3):
        SeatFactory(cluster=cluster, person=PersonFactory(gender="woman", shown_to="public"))
    assert "Women 0" in page(client, cluster)
    assert "Not stated 3" in page(client, cluster)


def test_a_stale_page_says_so(client):
    cluster = ClusterFactory()
    cluster.confirmed_at = now() - dt.timedelta(days=400)
    cluster.save()
    assert "Not confirmed for a year" in page(client, cluster)


def test_the_page_asks_as_often_for_many_as_for_few(client, full, django_assert_max_num_queries):
    for _ in range(12):
        MembershipFactory(cluster=full)
        SeatFactory(cluster=full)
        ClusterFigureFactory(cluster=full, year=1990 + Membership.objects.count())
    with django_assert_max_num_queries(13):
        page(client, full)


def test_the_list_asks_as_often_for_many_as_for_one(client, django_assert_max_num_queries):
    for number in range(9):
        sectors = [SectorFactory()]
        ClusterFactory(place=division("TN-21"), latitude=36, longitude=number, sectors=sectors)
    with django_assert_max_num_queries(10):
        shown = client.get("/en/clusters/").content.decode()
    assert "9 clusters" in shown
    assert 'data-figure="map"' in shown


def test_an_empty_list_teaches(client):
    assert "No cluster has been mapped yet." in client.get("/en/clusters/").content.decode()


# Keepers.


@pytest.fixture
def keeper(client, full):
    """A browser of the agent of `full`."""
    return sign_in(client, account_as("agent", ("cluster", full.uuid)))


def test_an_agent_sees_the_parts_and_the_history(keeper, full):
    clusters.change(full, town="El Jem", by=None)
    shown = page(keeper, full)
    assert "Write the page" in shown
    assert "changed this page." in shown


def test_the_members_lead_to_their_sheet_which_opens(keeper, full):
    sheet = f"{reverse('ui:sheet', args=['members'])}?scope=cluster:{full.uuid}"
    assert f'href="{sheet}"' in keeper.get(address("cluster_members", full)).content.decode()
    assert keeper.get(sheet).status_code == 200


def test_a_member_is_added_by_name(keeper, full):
    shop = OrganisationFactory(legal_name="Poterie du Cap, S.A.R.L.", short_name="Poterie du Cap")
    answer = keeper.post(
        address("cluster_members", full),
        {"organisation": "poterie du cap", "chain_place": "production"},
    )
    assert answer.status_code == 302
    assert full.memberships.get(organisation=shop).chain_place == "production"


def test_a_name_that_nobody_bears_offers_the_nearest(keeper, full):
    shop = OrganisationFactory(short_name="Poterie du Cap")
    where = address("cluster_members", full)
    shown = keeper.post(where, {"organisation": "Poteries Cap"}).content.decode()
    assert "Nothing is called so." in shown
    assert str(shop.uuid) in shown
    chosen = {
        "organisation": "Poteries Cap",
        "organisation-for": "Poteries Cap",
        "organisation-choice": str(shop.uuid),
    }
    assert keeper.post(where, chosen).status_code == 302
    assert full.memberships.filter(organisation=shop).exists()


def test_an_address_does_not_tell_whose_it_is(keeper, full):
    account = AccountFactory(email="secreta@hilo.example", person__shown_to="members")
    where = address("cluster_commission", full)
    shown = keeper.post(where, {"stakeholder": "firms", "person": "secreta"}).content.decode()
    assert str(account.person.uuid) not in shown
    assert Seat.objects.filter(person=account.person).count() == 0


def test_a_membership_is_ended_by_its_last_day(keeper, full):
    one = full.memberships.first()
    where = address("change_member", full, one.uuid)
    values = form_with("chain_place", keeper.get(where).content.decode())
    answer = keeper.post(where, values | {"ends_on": today().isoformat()})
    assert answer.status_code == 302
    assert Membership.objects.get(pk=one.pk).ends_on == today()


def test_an_agent_sees_the_terms_and_appoints_nobody(keeper, full):
    where = address("cluster_agent", full)
    shown = keeper.get(where).content.decode()
    assert "A coordinator of this place appoints agents." in shown
    assert keeper.post(where, {"person": "Amel"}).status_code == 403


def test_a_coordinator_appoints_by_name_and_ends_a_term(as_role, full):
    client, _account = as_role("coordinator")
    person = AccountFactory(person__given_name="Zahra", person__family_name="Inventada").person
    where = address("cluster_agent", full)
    given = {"person": "Zahra Inventada", "starts_on": today().isoformat()}
    assert client.post(where, given).status_code == 302
    term = full.agent_terms.get(person=person)
    end = address("end_agent_term", full, term.uuid)
    assert "does not accompany this cluster any more" in client.get(end).content.decode()
    assert client.post(end).status_code == 302
    assert not full.agent_terms.in_force().filter(person=person).exists()


def test_a_seat_is_added_filled_vacated_and_taken_away(keeper, full):
    person = AccountFactory(person__given_name="Zahra", person__family_name="Inventada").person
    where = address("cluster_commission", full)
    assert keeper.post(where, {"stakeholder": "society"}).status_code == 302
    seat = full.seats.get(stakeholder="society")
    one = address("change_seat", full, seat.uuid)
    shown = form_with("version", keeper.get(one).content.decode())
    keeper.post(one, shown | {"person": "Zahra Inventada", "task": "Actas"})
    seat.refresh_from_db()
    assert (seat.person, seat.task) == (person, "Actas")
    assert keeper.post(one, {"action": "vacate"}).status_code == 302
    seat.refresh_from_db()
    assert seat.person is None
    assert keeper.post(one, {"action": "remove"}).status_code == 302
    assert not full.seats.filter(stakeholder="society").exists()


def test_figures_are_recorded_and_removed(keeper, full):
    where = address("cluster_figures", full)
    told = {"measured": "sales", "year": "2025", "value": "12000", "source": "Censo"}
    assert "Say in which currency" in keeper.post(where, told).content.decode()
    assert keeper.post(where, told | {"currency": "tnd"}).status_code == 302
    assert "12,000 TND" in page(keeper, full)
    # Of the same year there is one figure: it is shown to whoever records another, and corrected by it.
    other = told | {"currency": "tnd", "value": "13000"}
    shown = keeper.post(where, other).content.decode()
    assert "On record for that year: 12000 TND, from Censo." in shown
    assert full.figures.get(measured="sales").value == 12000
    again = form_with("measured", shown)
    assert keeper.post(where, again).status_code == 302
    figure = full.figures.get(measured="sales")
    assert (figure.value, figure.version) == (13000, 2)
    assert keeper.post(address("remove_figure", full, figure.uuid)).status_code == 302
    assert not full.figures.filter(measured="sales").exists()


def test_workers_are_whole(keeper, full):
    told = {"measured": "workers", "year": "2025", "value": "1.5", "source": "Censo"}
    shown = keeper.post(address("cluster_figures", full), told).content.decode()
    assert "counted in whole numbers" in shown


def test_a_coordinator_maps_a_cluster(as_role):
    client, _account = as_role("coordinator")
    division("TN-21")
    told = {
        "kind": "potential",
        "name-original": "fr",
        "name-fr": "Palme, Gabès",
        "place": "Nabeul",
    }
    answer = client.post("/en/clusters/new/", told)
    assert answer["Location"] == "/en/clusters/palme-gabes/edit/"


# One's own seats, panels, homes.


def test_a_person_leaves_the_roster_and_the_commission(client):
    account = AccountFactory()
    seat = SeatFactory(person=account.person, starts_on=today() - dt.timedelta(days=50))
    sign_in(client, account)
    assert str(seat.cluster) in client.get("/en/me/commissions/").content.decode()
    client.post(f"/en/me/commissions/{seat.uuid}/roster/", {"action": "leave"})
    seat.refresh_from_db()
    assert not seat.is_shown
    assert client.post(f"/en/me/commissions/{seat.uuid}/leave/").status_code == 302
    assert not Seat.objects.in_force().filter(person=account.person).exists()


def test_places_organisations_and_people_tell_of_their_clusters(client, full):
    person = full.seats.filter(task="Preside").get().person
    assert "Clusters here" in client.get("/en/places/TN-21/").content.decode()
    assert "Clusters here" in client.get("/en/places/TN/").content.decode()
    shown = client.get(f"/en/people/{person.uuid}/").content.decode()
    assert "In clusters" in shown
    assert "Commission · Preside" in shown


def test_a_seat_that_is_not_shown_is_on_the_own_page_alone(client):
    account = AccountFactory(person__shown_to="public")
    SeatFactory(person=account.person, is_shown=False)
    where = f"/en/people/{account.person.uuid}/"
    assert "In clusters" not in client.get(where).content.decode()
    sign_in(client, account)
    assert "In clusters" in client.get(where).content.decode()


def test_the_home_of_an_agent_says_what_is_lacking():
    cluster = ClusterFactory()
    for _ in range(3):
        MembershipFactory(cluster=cluster, chain_place="")
    MembershipFactory(cluster=cluster, chain_place="", ends_on=dt.date(2025, 1, 1))
    said = [
        str(one.text)
        for one in home_of_agents.to_do(account_as("agent", ("cluster", cluster.uuid)))
    ]
    assert f"{cluster}: 3 members have no place in the value chain." in said
    assert f"{cluster} has no commission yet." in said
    assert list(home_of_agents.to_do(account_as("coordinator"))) == []
