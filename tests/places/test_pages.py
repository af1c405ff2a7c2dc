"""The pages about places, as strangers read them."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.test import Client

from hilo.core import registries
from hilo.core.registries import Panel, ThreadEnd, ThreadLink
from hilo.core.text import Text
from hilo.places.models import Place
from tests.places.factories import (
    RegionFactory,
    country,
    division,
    everything,
    mexico,
    municipalities,
    municipality,
    state,
)

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_the_way_in_has_both_maps_countries_and_regions(client: Client, language: str) -> None:
    mexico()
    division("TN-21")
    region = RegionFactory(
        name=Text("es", {"es": "Sur", "ar": "الجنوب", "fr": "Sud", "en": "South"})
    )
    page = read(client, f"/{language}/places/")
    assert f'href="/{language}/places/MX-OAX/"' in page
    assert f'href="/{language}/places/TN/"' in page
    name = region.name.shown(language).value
    assert page.index("/places/TN/") < page.index(f">{name}</a>"), "the maps come first"
    assert "INEGI" in page and "Natural Earth" in page


def test_a_search_finds_names_keys_and_tells_what_each_is(client: Client) -> None:
    municipalities("01001", "19026", "08028")
    page = read(client, "/en/places/?q=guadalupe")
    assert page.count("Municipality · Nuevo León") == 1
    assert "Municipality · Chihuahua" in page
    assert 'content="noindex' in page


def test_a_search_that_finds_nothing_offers_what_is_near(client: Client) -> None:
    municipality("14039")
    page = read(client, "/en/places/?q=Guadalajrra")
    assert "No place is called «Guadalajrra»." in page
    assert "/en/places/MX-14039/" in page
    assert "All countries" in read(client, "/en/places/?q=%00%00")
    assert "&lt;script&gt;" in read(client, "/en/places/?q=<script>")


def test_a_municipality(client: Client) -> None:
    place = municipality("01001")
    region = RegionFactory(places=[place.parent])
    page = read(client, "/es/places/MX-01001/")
    assert "Municipio" in page
    assert '<bdi dir="ltr">01001</bdi>' in page
    assert "21.8478°" in page and "102.3055°" in page
    assert "INEGI, Marco Geoestadístico" in page
    assert region.get_absolute_url().removeprefix("/en") in page
    assert "/es/places/MX-AGU/" in page


def test_coordinates_follow_the_language_and_run_from_left_to_right(client: Client) -> None:
    municipality("01001")
    nbsp = "\N{NO-BREAK SPACE}"
    assert f'<bdi dir="ltr">21,8478°{nbsp}N' in read(client, "/fr/places/MX-01001/")
    assert f"102.3055°{nbsp}O</bdi>" in read(client, "/es/places/MX-01001/")
    assert f"°{nbsp}غربًا</bdi>" in read(client, "/ar/places/MX-01001/")


def test_a_division_has_its_names_in_the_other_languages(client: Client) -> None:
    division("EG-C")
    page = read(client, "/es/places/EG-C/")
    assert "Gobernación" in page
    assert '<span lang="ar" dir="rtl">القاهرة</span>' in page
    assert '<span lang="fr" dir="ltr">Le Caire</span>' in page
    assert "<h1>El Cairo</h1>" in page


def test_what_lies_inside_is_listed_and_leads_on_to_all_of_it(client: Client) -> None:
    municipalities("01001", "01002")
    page = read(client, "/en/places/MX-AGU/")
    assert "Asientos" in page
    assert "Search and download all 2 places" in page


def test_former_names_and_ended_places_are_told(client: Client) -> None:
    place = municipality("20043")
    place.former_names = [{"name": "Juchitán Viejo", "until": "2026-03-01"}]
    place.valid_to = dt.date(2026, 3, 9)
    place.save()
    page = read(client, "/en/places/MX-20043/")
    assert "Juchitán Viejo, until" in page
    assert "no longer on the list in force" in page


def test_a_former_code_leads_to_the_place(client: Client) -> None:
    place = municipality("20043")
    place.former_names = [
        {"name": place.name, "until": "2026-03-01", "key": "20999", "code": "MX-20999"}
    ]
    place.save()
    assert client.get("/en/places/MX-20999/")["Location"] == "/en/places/MX-20043/"
    assert client.get("/en/places/mx-20043/")["Location"] == "/en/places/MX-20043/"


@pytest.mark.parametrize("code", ["ZZ", "MX-99999", "MX-AG", "mx-1"])
def test_a_code_that_nobody_has(client: Client, code: str) -> None:
    municipality("01001")
    read(client, f"/en/places/{code}/", 404)


def test_others_show_their_panels_and_threads(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = municipality("01001")
    region = RegionFactory(places=[place])
    for kind in ("place", "region"):
        name = f"test_{kind}"
        panel = Panel(name, kind, "ui/components/empty.html", lambda one, who: {"x": 1})
        link = ThreadLink(
            name, kind, leads_to=lambda one, who: [ThreadEnd("course", f"A course in {one}", "/x/")]
        )
        monkeypatch.setitem(registries.panels._items, name, panel)
        monkeypatch.setitem(registries.thread_links._items, name, link)
    assert "A course in Aguascalientes" in read(client, "/en/places/MX-01001/")
    assert f"A course in {region}" in read(client, region.get_absolute_url())


def test_a_region(client: Client) -> None:
    places = municipalities("01001", "19026")
    region = RegionFactory(places=[places[0].parent, places[1]], name=Text.of("es", "Norte"))
    page = read(client, f"/ar/regions/{region.slug}/")
    assert '<span class="foreign" lang="es" dir="ltr">Norte</span>' in page
    assert "/ar/places/MX-19026/" in page and "/ar/places/MX-AGU/" in page
    assert "/change/" not in page


def test_a_region_of_the_mediterranean(client: Client) -> None:
    region = RegionFactory(places=[country("TN"), division("EG-C")])
    page = read(client, f"/en/regions/{region.slug}/")
    assert "map_mediterranean.svg#TN" in page
    assert "Natural Earth" in page


def test_a_region_without_any_place_still_has_a_page(client: Client) -> None:
    region = RegionFactory(places=[])
    read(client, f"/en/regions/{region.slug}/")


class TestLists:
    def test_all_places_of_a_country(self, client: Client) -> None:
        municipalities("01001", "19026")
        page = read(client, "/en/places/MX/inside/")
        assert "Places in Mexico" in page
        assert "Guadalupe" in page
        narrowed = read(client, "/en/places/MX/inside/?in=MX-NLE")
        assert "/places/MX-19026/" in narrowed and "/places/MX-01001/" not in narrowed

    def test_search_without_accents(self, client: Client) -> None:
        municipalities("01001", "20067")
        page = read(client, "/en/places/MX/inside/?q=juarez+oaxaca")
        assert "/places/MX-20067/" in page and "/places/MX-01001/" not in page

    def test_taken_home_as_xlsx_and_csv(self, client: Client) -> None:
        municipalities("01001", "01002")
        book = client.get("/es/places/MX-AGU/inside/?as=xlsx")
        rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].values)
        assert [row[0] for row in rows] == ["Nombre", "Aguascalientes", "Asientos"]
        assert [row[3] for row in rows] == ["Clave", "01001", "01002"]
        text = client.get("/es/places/MX-AGU/inside/?as=csv").content.decode("utf-8-sig")
        assert "Asientos;Municipio;Aguascalientes;01002" in text

    def test_all_places_of_a_region(self, client: Client) -> None:
        municipalities("01001", "01002")
        region = RegionFactory(places=[state("01")])
        page = read(client, f"/en/regions/{region.slug}/places/")
        assert "Asientos" in page


class TestSuggestions:
    def ask(self, client: Client, **asked: str) -> list[dict[str, str]]:
        answer = client.get("/es/places/suggest/", asked)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "public, max-age=3600"
        return json.loads(answer.content)["places"]

    def test_names_that_lead_back(self, client: Client) -> None:
        municipalities("19026", "08028")
        offered = self.ask(client, q="guadal", kind="municipality", within="MX")
        assert {
            "code": "MX-19026",
            "full_name": "Guadalupe, Nuevo León",
            "title": "Municipio",
        } in offered

    def test_a_slip_of_the_finger(self, client: Client) -> None:
        municipality("19026")
        assert [one["code"] for one in self.ask(client, q="gudalupe", kind="municipality")] == [
            "MX-19026"
        ]

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"q": ""},
            {"q": "g"},
            {"q": "guadal", "kind": "planet"},
            {"q": "\0\0"},
            {"q": "guadal", "within": "TN"},
        ],
    )
    def test_nothing_for_nothing(self, client: Client, asked: dict[str, str]) -> None:
        municipality("19026")
        country("TN")
        assert self.ask(client, **asked) == []

    def test_it_sets_no_cookie(self, client: Client) -> None:
        assert not client.get("/es/places/suggest/", {"q": "guadal"}).cookies


def test_pages_ask_the_database_little(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    everything()
    RegionFactory(places=[state("20")])
    for address, most in (
        ("/es/places/", 6),
        ("/es/places/MX-01001/", 6),
        ("/es/places/MX-OAX/", 6),
        ("/es/places/MX-OAX/inside/", 6),
        ("/es/places/?q=guadal", 4),
    ):
        with django_assert_max_num_queries(most):
            read(client, address)


@pytest.mark.parametrize(
    "address", ["places/", "places/MX-01001/", "places/MX-AGU/inside/", "places/countries/"]
)
def test_strangers_may_be_served_from_a_cache(client: Client, address: str) -> None:
    municipality("01001")
    answer = client.get(f"/es/{address}")
    assert "public" in answer["Cache-Control"]
    again = client.get(f"/es/{address}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_the_doctor_says_whether_places_are_there() -> None:
    look = registries.checks.get("places").look
    assert [finding.is_well for finding in look()] == [False]
    everything()
    assert [(finding.is_well, finding.text) for finding in look()] == [
        (True, "Places are loaded: 2465 municipalities of Mexico among them.")
    ]


def test_kinds_find_their_objects_and_scopes_are_known() -> None:
    place = municipality("01001")
    region = RegionFactory()
    assert registries.kinds.get("place").find(place.uuid) == place
    assert registries.kinds.get("region").find(region.uuid) == region
    assert {"region", "place"} <= {scope.name for scope in registries.scopes}
    assert registries.kinds.get("region").visible_to(None).get() == region
    assert Place.objects.filter(pk=place.pk) & registries.kinds.get("place").visible_to(None)
