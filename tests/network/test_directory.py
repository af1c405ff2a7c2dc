"""The directory: who finds what, narrowed how, shown how, taken home as what."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from hilo.core.search import moves
from hilo.network.enums import Audience, State
from hilo.network.models import Organisation, Sector
from hilo.network.services import profiles, sectors
from tests.network.factories import (
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    steward_of,
)
from tests.people.factories import account_as, sign_in
from tests.places.factories import RegionFactory, country, division, municipality

pytestmark = pytest.mark.django_db
ADDRESS = "/en/directory/"
VIEWS = ("", "?view=cards", "?view=map", "?q=secreto", "?sort=newest", "?as=csv", "?as=vcf")


@pytest.fixture
def trades() -> dict[str, Sector]:
    sectors.load_shipped()
    return {one.slug: one for one in Sector.objects.all()}


def listed(**fields: Any) -> Organisation:
    made: Organisation = OrganisationFactory(**fields)
    profiles.refresh(made)
    return made


def page(query: str = "", client: Client | None = None) -> str:
    answer = (client or Client()).get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    """The names of the entries, in their order."""
    return re.findall(r"<h2[^>]*><a href=[^>]*>([^<]+)</a></h2>", html)


def signed_in(account: Any) -> Client:
    client = Client()
    sign_in(client, account)
    return client


# What is found.


def test_an_empty_directory_leads_to_the_first_page() -> None:
    html = page()
    assert "The directory is still empty." in html
    assert 'href="/en/organisations/new/"' in html


def test_the_directory_is_by_name_and_says_how_many() -> None:
    for name in ("Zarape", "Ámbar", "barro"):
        listed(short_name=name)
    profiles.refresh(ClusterFactory())
    html = page()
    assert names(html)[:2] == ["Ámbar", "barro"]
    assert "3 organisations and 1 cluster" in html


def test_accents_plurals_and_slips_are_forgiven(trades: dict[str, Sector]) -> None:
    listed(short_name="Cerámica del Río", sectors=[trades["ceramics"]])
    assert names(page("?q=ceramicas+rio")) == ["Cerámica del Río"]
    moves.move_on()  # what a commit does: the words of new pages are learned
    html = page("?q=cermica")
    assert names(html) == ["Cerámica del Río"]
    assert "Showing results for “" in html


def test_a_name_a_craft_and_a_place_find_in_every_language(trades: dict[str, Sector]) -> None:
    listed(short_name="Bottega", sectors=[trades["leather"]], place=country("EG"))
    for words in ("cuero", "cuir", "leather", "جلود", "egipto", "égypte", "مصر"):
        assert names(page(f"?q={words}")) == ["Bottega"], words


def test_values_of_a_facet_are_or_and_facets_are_and(trades: dict[str, Sector]) -> None:
    puebla, nabeul = municipality("21140"), division("TN-21")
    listed(short_name="Uno", sectors=[trades["crafts"]], place=puebla)
    listed(short_name="Dos", sectors=[trades["ceramics"]], place=puebla, women_led="yes")
    listed(short_name="Tres", sectors=[trades["ceramics"]], place=nabeul)
    assert names(page("?sector=crafts&sector=ceramics&country=MX")) == ["Dos", "Uno"]
    assert names(page("?sector=ceramics&women_led=yes")) == ["Dos"]
    assert names(page("?municipality=MX-21140")) == ["Dos", "Uno"]
    assert names(page("?fcs=C&division=TN-21")) == ["Tres"]
    assert names(page("?unido=design")) == ["Dos", "Tres", "Uno"]


def test_states_and_towns_are_offered_where_their_country_and_state_are_chosen() -> None:
    listed(place=municipality("21140"))
    listed(place=municipality("21114"))
    assert "State or region" not in page()
    in_mexico = page("?country=MX")
    assert "State or region" in in_mexico or "division=MX-PUE" not in in_mexico
    in_puebla = page("?country=MX&division=MX-PUE")
    assert "municipality=MX-21140" in in_puebla and "municipality=MX-21114" in in_puebla


def test_each_choice_can_be_taken_back(trades: dict[str, Sector]) -> None:
    listed(sectors=[trades["crafts"]])
    html = page("?sector=crafts&size=micro&q=taller")
    assert 'aria-label="Take back: Sector, Crafts"' in html
    assert 'href="?q=taller&amp;size=micro"' in html


def test_members_of_a_cluster_are_found_by_it() -> None:
    cluster = ClusterFactory()
    inside, _outside = OrganisationFactory(short_name="Dentro"), listed()
    MembershipFactory(cluster=cluster, organisation=inside)
    profiles.refresh(inside)
    assert names(page(f"?cluster={cluster.slug}")) == ["Dentro"]


# What nobody finds who may not.


@pytest.mark.parametrize("query", VIEWS)
def test_strangers_see_nothing_of_members_pages_and_drafts(query: str) -> None:
    for hidden in (
        {"audience": Audience.MEMBERS},
        {"state": State.DRAFT},
        {"state": State.SUBMITTED},
    ):
        listed(short_name="Secreto", legal_name="Secreto", place=municipality("21140"), **hidden)
    html = page(query)
    assert "ecreto" not in html.replace("secreto", "")
    assert "Puebla" not in html and "country=MX" not in html


@pytest.mark.parametrize("query", VIEWS)
def test_drafts_stand_in_no_directory_not_even_for_those_who_keep_them(query: str) -> None:
    draft = listed(short_name="Borrador", state=State.DRAFT)
    for account in (steward_of(draft), account_as("coordinator")):
        assert "Borrador" not in page(query, signed_in(account))


def test_members_find_what_is_for_members() -> None:
    listed(short_name="De la red", audience=Audience.MEMBERS)
    assert names(page(client=signed_in(account_as("member")))) == ["De la red"]
    assert names(page()) == []


def test_what_left_the_directory_is_gone_at_once() -> None:
    shop = listed(short_name="Se va")
    assert names(page()) == ["Se va"]
    profiles.move(shop, "archive", by=None, reason="Cerró.")
    assert names(page()) == []


def test_a_cluster_of_members_is_not_told_of_by_its_members() -> None:
    cluster = ClusterFactory(audience=Audience.MEMBERS, slug="entre-nosotros")
    inside = OrganisationFactory(short_name="Dentro")
    MembershipFactory(cluster=cluster, organisation=inside)
    profiles.refresh(inside, cluster, listed(short_name="Fuera"))
    assert "entre-nosotros" not in page()
    assert names(page("?cluster=entre-nosotros")) == []
    member = signed_in(account_as("member"))
    assert names(page("?cluster=entre-nosotros", member)) == ["Dentro"]


# How it is shown and taken home.


def test_the_map_leads_to_places(trades: dict[str, Sector]) -> None:
    listed(place=municipality("21140"))
    listed(place=division("TN-21"))
    html = page("?view=map")
    assert "?country=MX&amp;division=MX-PUE&amp;view=map" in html
    assert "?country=TN&amp;view=map" in html


def test_contact_is_taken_home_as_far_as_the_reader_may_see_it() -> None:
    levels = {"email": "public", "phone": "members", "address": "own"}
    told = {"email": "taller@red.example", "phone": "+52 222 555 0000", "address": "Calle Oculta 1"}
    listed(visibility=levels, **told)
    stranger, member = page("?as=csv"), page("?as=csv", signed_in(account_as("member")))
    assert told["email"] in stranger and told["phone"] not in stranger
    assert told["phone"] in member and told["address"] not in member
    assert told["address"] in page("?as=csv", signed_in(account_as("coordinator")))
    assert told["phone"] not in page("?as=vcf")


def test_the_workbook_holds_what_was_narrowed_to(trades: dict[str, Sector]) -> None:
    listed(short_name="Uno", sectors=[trades["crafts"]], founded_year=1998)
    listed(short_name="Dos")
    answer = Client().get(ADDRESS + "?sector=crafts&as=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert [row[0] for row in rows[1:]] == ["Uno"]
    assert 1998 in rows[1]


def test_a_page_beyond_the_end_is_the_last() -> None:
    for number in range(30):
        listed(short_name=f"Taller {number:02}")
    assert names(page("?page=99")) == [f"Taller {number}" for number in range(24, 30)]


def test_nothing_found_says_how_to_go_on() -> None:
    listed()
    html = page("?q=xyzzy")
    assert "Nothing matches these words" in html and "Show the whole directory" in html


def test_strangers_pages_are_kept_and_answered_with_304() -> None:
    listed()
    first = Client().get(ADDRESS)
    assert "s-maxage=300" in first["Cache-Control"]
    again = Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_first_look_asks_few_questions(
    trades: dict[str, Sector], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(30):
        listed(
            sectors=[trades["crafts"], trades["design"]], place=municipality(f"2114{number % 2}")
        )
    client = signed_in(account_as("member"))
    client.get(ADDRESS)
    with django_assert_max_num_queries(16):
        page("?country=MX&q=taller", client)
    with django_assert_max_num_queries(6):
        page("?country=MX&q=taller", client)


def test_a_coordinator_of_a_region_sees_the_same_directory_as_every_member() -> None:
    region = RegionFactory(places=[municipality("21140").parent])
    for number in range(3):
        listed(short_name=f"Uno {number}", audience=Audience.MEMBERS)
    here = names(page(client=signed_in(account_as("coordinator", ("region", region.uuid)))))
    assert here == names(page(client=signed_in(account_as("member")))) != []


def test_the_search_of_the_house_says_what_a_hit_is_and_where() -> None:
    listed(short_name="Barro de Cholula", place=municipality("21140"), kind="cooperative")
    html = Client().get("/en/search/?q=cholula").content.decode()
    assert "Cooperative · San Pedro Cholula, Puebla, Mexico" in html


def test_the_same_order_on_both_databases() -> None:
    """By folded letters, in Python: neither database's own idea of an alphabet decides."""
    for name in (
        "نسيج الشام",
        "Ñandutí",
        "Zarape",
        "atelier Médina",
        "Álamo",
        "Atelier",
        "ورشة",
        "çini",
    ):
        listed(short_name=name)
    by_name = [
        *("Álamo", "Atelier", "atelier Médina", "çini", "Ñandutí", "Zarape"),
        *("نسيج الشام", "ورشة"),
    ]
    assert names(page()) == by_name
    assert names(page("?sort=name&view=cards")) == by_name
