"""Regions in the office: made, changed by two at once, removed; by whom and by whom not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hilo.core import registries
from hilo.core.models import Entry
from hilo.core.models.base import Overtaken
from hilo.core.registries import Dependence, Dependents
from hilo.core.search import search
from hilo.core.text import Text
from hilo.places import services
from hilo.places.models import Region
from tests.people.fixtures import AsRole
from tests.places.factories import (
    RegionFactory,
    division,
    mexico,
    municipalities,
    municipality,
    state,
)
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(as_role: AsRole) -> Client:
    return as_role("coordinator")[0]


def typed(**data: Any) -> dict[str, Any]:
    """What a browser sends for a region called Norte."""
    return {
        "name-original": "es",
        "name-es": "Norte",
        "order": "1",
        "pasted": "",
        "save": "1",
        **data,
    }


def fields_of(page: bytes) -> dict[str, str]:
    """The hidden fields with which a change is compared."""
    import re

    html = page.decode()
    return {
        name: found[1]
        for name in ("version", "seen", "name-seen")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', html))
    }


class TestServices:
    def test_a_region_is_made_written_down_and_found(self) -> None:
        places = municipalities("01001", "01002")
        region = services.make_region(
            slug="centro", name=Text.of("es", "Centro"), places=places, by=None
        )
        assert set(region.places.all()) == set(places)
        entry = Entry.objects.get()
        assert (entry.event, entry.subject) == ("places.RegionMade", region.uuid)
        assert [hit.object for hit in search("centro", None, language="es").hits] == [region]

    def test_what_lies_in_a_chosen_state_is_not_kept_twice(self) -> None:
        inside = municipality("01001")
        region = services.make_region(
            slug="a",
            name=Text.of("es", "A"),
            places=[inside, inside.parent, inside.parent],
            by=None,
        )
        assert list(region.places.all()) == [inside.parent]

    def test_a_region_of_nothing_is_refused(self) -> None:
        with pytest.raises(services.RegionWithoutPlaces, match="Choose at least one place"):
            services.make_region(slug="a", name=Text.of("es", "A"), places=[], by=None)

    def test_an_address_is_given_once(self) -> None:
        RegionFactory(slug="norte")
        with pytest.raises(services.RegionNameTaken):
            services.make_region(
                slug="norte", name=Text.of("es", "N"), places=[municipality("01001")], by=None
            )

    def test_the_second_editor_is_overtaken(self) -> None:
        region = RegionFactory()
        again = Region.objects.get(pk=region.pk)
        places = [municipality("01002")]
        services.change_region(region, name=region.name, places=places, expected=1, by=None)
        with pytest.raises(Overtaken):
            services.change_region(again, name=region.name, places=places, expected=1, by=None)

    def test_removed_with_its_name_in_the_journal(self) -> None:
        region = RegionFactory(name=Text.of("es", "Norte"))
        place = region.places.get()
        services.remove_region(region, by=None)
        place.refresh_from_db()
        entry = Entry.objects.get(event="places.RegionRemoved")
        assert entry.data["name"]["texts"] == {"es": "Norte"}
        assert search("norte", None, language="es").hits == []

    def test_a_later_chapter_may_object(self, monkeypatch: pytest.MonkeyPatch) -> None:
        region = RegionFactory()
        held = Dependence("One group is enrolled here.", "/x/", forbids_removal=True)
        objection = Dependents("test", "region", lambda one: [held])
        monkeypatch.setitem(registries.dependents._items, "test", objection)
        with pytest.raises(services.RegionInUse, match="One group is enrolled here"):
            services.remove_region(region, by=None)
        assert Region.objects.filter(pk=region.pk).exists()


class TestPages:
    def test_make_a_region_from_ticks_and_a_pasted_list(self, office: Client) -> None:
        mexico()
        municipalities("01001", "19026")
        pasted = "19026\r\n\r\nAguascalientes, Aguascalientes\r\n"
        answer = office.post("/es/office/regions/new/", typed(places=["MX-OAX"], pasted=pasted))
        region = Region.objects.get()
        assert answer["Location"] == "/es/regions/norte/"
        assert {place.code for place in region.places.all()} == {"MX-OAX", "MX-19026", "MX-01001"}
        assert region.order == 1

    def test_an_arabic_name_gets_an_address_too(self, office: Client) -> None:
        place = municipality("01001")
        for _time in range(2):
            office.post(
                "/ar/office/regions/new/",
                typed(
                    **{"name-original": "ar", "name-es": "", "name-ar": "الشمال"},
                    places=[place.code],
                ),
            )
        assert {region.slug for region in Region.objects.all()} == {"region", "region-2"}

    def test_unclear_lines_are_told_one_by_one_and_nothing_is_lost(self, office: Client) -> None:
        municipalities("19026", "08028", "14039")
        answer = office.post(
            "/en/office/regions/new/",
            typed(
                places=["MX-OAX", "MX-19026"], pasted="Guadalajra\nGuadalupe, Chihuahua\nGuadalupe"
            ),
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Line 1: we do not know «Guadalajra». Did you mean: Guadalajara, Jalisco" in page
        assert "Line 3: several are called «Guadalupe»: Guadalupe, " in page
        assert "Line 2" not in page
        assert 'value="MX-19026" checked' in page and 'value="MX-OAX" checked' in page
        assert "Guadalajra\nGuadalupe, Chihuahua" in page.replace("\r", "")
        assert not Region.objects.exists()

    def test_a_long_list_of_nonsense_stays_short(self, office: Client) -> None:
        mexico()
        page = office.post("/en/office/regions/new/", typed(pasted="\n".join(["qqqqq"] * 30)))
        assert "22 more lines are unclear." in page.content.decode()

    def test_searching_keeps_what_was_typed_and_ticked(self, office: Client) -> None:
        municipalities("19026", "08028")
        data = typed(places=["MX-OAX"], look="1", find="guadalupe", find_in="", pasted="19026")
        del data["save"]
        page = office.post("/en/office/regions/new/", data).content.decode()
        assert 'value="MX-19026">' in page, "found, without a tick"
        assert 'value="MX-OAX" checked' in page
        assert 'value="Norte"' in page and ">\n19026</textarea>" in page
        assert "not saved yet" not in page
        assert not Region.objects.exists()

    def test_searching_a_state_shows_all_of_it(self, office: Client) -> None:
        municipalities("01001", "01002")
        page = office.post(
            "/en/office/regions/new/", typed(look="1", find_in="MX-AGU")
        ).content.decode()
        for code in ("MX-AGU", "MX-01001", "MX-01002"):
            assert f'value="{code}">' in page

    def test_nothing_chosen(self, office: Client) -> None:
        page = office.post("/en/office/regions/new/", typed()).content.decode()
        assert "Choose at least one place for the region." in page

    def test_change_a_region(self, office: Client) -> None:
        region = RegionFactory(slug="norte", places=municipalities("01001", "01002"))
        shown = office.get("/en/office/regions/norte/change/").content
        assert b'value="MX-01001" checked' in shown
        sent = typed(places=["MX-01002"]) | fields_of(shown)
        assert (
            office.post("/en/office/regions/norte/change/", sent)["Location"]
            == "/en/regions/norte/"
        )
        region.refresh_from_db()
        assert region.name.texts == {"es": "Norte"}
        assert [place.code for place in region.places.all()] == ["MX-01002"]
        assert "changed the region" in office.get("/en/regions/norte/").content.decode()

    def test_the_second_person_is_told_and_shown_the_difference(self, office: Client) -> None:
        region = RegionFactory(slug="norte", name=Text.of("es", "Antes"))
        municipality("01002")
        shown = office.get("/en/office/regions/norte/change/").content
        services.change_region(
            region, name=Text.of("es", "Otra"), places=[municipality("01002")], expected=1, by=None
        )
        sent = typed(places=["MX-01001"]) | fields_of(shown)
        page = office.post("/en/office/regions/norte/change/", sent).content.decode()
        assert "while you were writing" in page
        assert "Otra" in page and 'value="Norte"' in page
        region.refresh_from_db()
        assert region.name.texts == {"es": "Otra"}

    def test_remove_after_asking(self, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        region = RegionFactory(slug="norte")
        told = Dependents(
            "test", "region", lambda one: [Dependence("Two groups lose their region.")]
        )
        monkeypatch.setitem(registries.dependents._items, "test", told)
        asked = office.get("/en/office/regions/norte/remove/").content.decode()
        assert "It holds 1 place, which remains." in asked
        assert "Two groups lose their region." in asked
        assert Region.objects.exists()
        office.post("/en/office/regions/norte/remove/")
        assert not Region.objects.filter(pk=region.pk).exists()

    def test_an_objection_takes_the_button_away(
        self, office: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        RegionFactory(slug="norte")
        held = Dependence("A group is here.", forbids_removal=True)
        told = Dependents("test", "region", lambda one: [held])
        monkeypatch.setitem(registries.dependents._items, "test", told)
        assert (
            "cannot be removed while"
            in office.get("/en/office/regions/norte/remove/").content.decode()
        )
        page = office.post("/en/office/regions/norte/remove/").content.decode()
        assert "The region cannot be removed: A group is here." in page
        assert Region.objects.exists()

    def test_the_office_lists_regions_with_how_much_they_hold(self, office: Client) -> None:
        RegionFactory(slug="norte", places=[state("01"), division("TN-21")])
        page = office.get("/en/office/regions/").content.decode()
        assert "2 places or states" in page
        assert "/en/office/regions/norte/change/" in page


class TestPower:
    def test_a_coordinator_of_a_region_does_not_redraw_it(self, as_role: AsRole) -> None:
        region = RegionFactory(slug="norte")
        client, _account = as_role("coordinator", scope=("region", region.uuid))
        assert client.get("/en/office/regions/norte/change/").status_code == 403
        assert "/change/" not in client.get("/en/regions/norte/").content.decode()

    def test_a_coordinator_of_a_programme_divides_its_territory(self, as_role: AsRole) -> None:
        programme, other = ProgrammeFactory(), ProgrammeFactory()
        client, _account = as_role("coordinator", scope=("programme", programme.uuid))
        page = client.get("/en/office/regions/").content.decode()
        address = f"/en/office/regions/new/?owner=programme:{programme.uuid}"
        assert address in page
        assert str(other.uuid) not in page and "Of the whole installation" not in page
        client.post(address, typed(places=[municipality("01001").code]))
        region = Region.objects.get()
        assert (region.owner_kind, region.owner) == ("programme", programme.uuid)
        assert client.get(f"/en/office/regions/{region.slug}/change/").status_code == 200
        assert (
            client.get(f"/en/office/regions/new/?owner=programme:{other.uuid}").status_code == 403
        )
        assert client.get("/en/office/regions/new/").status_code == 403

    def test_off_duty_leads_to_the_staff_session(self, as_role: AsRole) -> None:
        from tests.people.factories import sign_in

        _client, account = as_role("coordinator")
        account.duty_uuid = None
        account.__dict__.pop("duty", None)
        client = sign_in(Client(), type(account).objects.get(pk=account.pk))
        assert client.get("/en/office/regions/")["Location"].startswith("/en/duty/")

    @pytest.mark.parametrize(
        "owner",
        ["programme:nonsense", "nothing:6e4e…", "place:00000000-0000-0000-0000-000000000000", ":"],
    )
    def test_an_owner_that_is_not_there(self, office: Client, owner: str) -> None:
        answer = office.get("/en/office/regions/new/", {"owner": owner})
        assert answer.status_code == (200 if owner == ":" else 404)

    def test_every_verb_needs_its_door(self, client: Client) -> None:
        RegionFactory(slug="norte")
        for address in ("", "new/", "norte/change/", "norte/remove/"):
            answer = client.post(f"/en/office/regions/{address}")
            assert answer.status_code in (302, 405), address
        assert Region.objects.count() == 1
