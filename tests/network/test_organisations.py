"""Organisations: put on record, written, shown as far as each reader may see."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hilo.core.journal import history_of
from hilo.core.models import Entry, Overtaken, StoredFile
from hilo.core.text import Text
from hilo.network import access
from hilo.network.enums import State
from hilo.network.models import Affiliation, Distinction, Merge, Organisation
from hilo.network.problems import OutsideOfReach, TooManyDrafts
from hilo.network.rules import addresses
from hilo.network.services import merging, organisations, profiles
from tests.formreading import form_with
from tests.network.factories import (
    AffiliationFactory,
    OrganisationFactory,
    SectorFactory,
    steward_of,
)
from tests.people.factories import AccountFactory, account_as, sign_in
from tests.places.factories import RegionFactory, municipality

pytestmark = pytest.mark.django_db
TOLD = {"email": "taller@red.example", "phone": "+52 000 111", "address": "Calle Inventada 1"}
LEVELS = {"email": "public", "phone": "members", "address": "own"}


def given(**more: Any) -> dict[str, Any]:
    return {"kind": "workshop", "legal_name": "Barro Inventado, S.C.", **more}


# Addresses.


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (["Cerámica Ñandú, S.A."], "ceramica-nandu-s-a"),
        (["تعاونية الفسيفساء بالجم"], "taawnya-al-fsyfsa-baljm"),
        (["نابل", "Poterie de Nabeul"], "poterie-de-nabeul"),
        (["شركة X2"], "shrka-x2"),
        (["", "工房"], "pagina"),
        (["a" * 99], "a" * 60),
    ],
)
def test_an_address_is_made_from_the_name_in_any_script(names: list[str], slug: str) -> None:
    assert addresses.slug(names) == slug


def test_addresses_are_never_taken_twice_nor_words_of_ours() -> None:
    OrganisationFactory(slug="barro")
    assert profiles.free_slug(Organisation, "Barro") == "barro-2"
    assert profiles.free_slug(Organisation, "New") == "new-2"


# Put on record.


def test_a_member_puts_the_own_organisation_on_record_and_keeps_its_page() -> None:
    account = AccountFactory()
    made = organisations.propose(by=account, role="Alfarera", **given(sectors=[SectorFactory()]))
    assert (made.state, made.slug) == (State.DRAFT, "barro-inventado-s-c")
    assert made.sectors.count() == 1
    assert access.organisation_for(account, made.slug, to="edit") == made
    assert Affiliation.objects.get().role == "Alfarera"
    assert not access.organisations_visible_to(AccountFactory()).exists()
    assert "began this page" in history_of("organisation", made.uuid)[-1].sentence


def test_nobody_begins_pages_without_end() -> None:
    account = AccountFactory()
    for _ in range(organisations.MOST_DRAFTS):
        organisations.propose(by=account, **given())
    with pytest.raises(TooManyDrafts):
        organisations.propose(by=account, **given())


def test_a_coordinator_puts_others_on_record_in_the_own_regions() -> None:
    puebla, elsewhere = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    coordinator = account_as("coordinator", ("region", region.uuid))
    made = organisations.propose(by=coordinator, is_own=False, **given(place=puebla))
    assert not made.affiliations.exists()
    for place in (elsewhere, puebla.parent.parent, None):
        with pytest.raises(OutsideOfReach):
            organisations.propose(by=coordinator, is_own=False, **given(place=place))
    with pytest.raises(OutsideOfReach):
        organisations.propose(by=AccountFactory(), is_own=False, **given(place=puebla))


def test_the_form_begins_a_page_and_asks_first_whether_it_is_there(client: Any) -> None:
    account = AccountFactory()
    sign_in(client, account)
    puebla = municipality("21140")
    there = OrganisationFactory(legal_name="Barro Inventado", place=puebla)
    sent = {**given(), "place": "San Pedro Cholula"}
    page = client.post(reverse("network:new_organisation"), sent).content.decode()
    assert there.get_absolute_url() in page
    assert Organisation.objects.count() == 1
    answer = client.post(reverse("network:new_organisation"), sent | {"sure": "1"})
    made = Organisation.objects.latest("pk")
    assert answer["Location"] == reverse("network:edit_organisation", args=[made.slug])
    assert made.place == puebla


def test_what_nobody_may_know_of_is_not_offered(client: Any) -> None:
    sign_in(client, AccountFactory())
    hidden = OrganisationFactory(
        legal_name="Barro Inventado", place=municipality("21140"), state=State.DRAFT
    )
    sent = {**given(), "place": "San Pedro Cholula"}
    assert client.post(reverse("network:new_organisation"), sent).status_code == 302
    assert Organisation.objects.exclude(pk=hidden.pk).count() == 1


# Changed.


def test_a_change_is_told_without_its_values() -> None:
    shop, by = OrganisationFactory(), AccountFactory()
    organisations.change(shop, by=by, expected=1, email="a@red.example", sectors=[SectorFactory()])
    shop.refresh_from_db()
    assert (shop.version, shop.email, shop.sectors.count()) == (2, "a@red.example", 1)
    assert Entry.objects.latest("at").data["fields"] == ["email", "sectors"]
    organisations.change(shop, by=by, email="a@red.example")
    shop.refresh_from_db()
    assert shop.version == 2
    with pytest.raises(Overtaken):
        organisations.change(shop, by=by, expected=1, email="b@red.example")


def test_who_sees_the_contact_is_chosen_field_by_field() -> None:
    shop = OrganisationFactory(visibility={"phone": "own"})
    chosen = {"email": "public", "phone": "everybody", "name": "public"}
    organisations.choose_contact_visibility(shop, by=None, levels=chosen)
    assert shop.visibility == {"phone": "own", "email": "public"}


def test_the_edit_form_changes_everything_that_it_shows(client: Any) -> None:
    municipality("19026")
    sectors = [SectorFactory(), SectorFactory(is_current=False)]
    shop = OrganisationFactory(place=municipality("21140"), sectors=sectors, **TOLD)
    sign_in(client, steward_of(shop))
    address = reverse("network:edit_organisation", args=[shop.slug])
    sent = form_with("version", client.get(address).content.decode())
    assert client.post(address, sent).status_code == 302
    shop.refresh_from_db()
    assert shop.version == 1, "an unchanged form changes nothing"
    sent |= {
        "other_names": "Barro\r\n\r\nBarro\r\nطين",
        "other_places": "Guadalupe, Nuevo León",
        "sees_phone": "own",
        "web": "barro.example",
        "presentation-es": "Hacemos **ollas**.",
        "presentation-original": "es",
        "women_led": "yes",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    shop.refresh_from_db()
    assert shop.other_names == "Barro\nطين"
    assert [place.code for place in shop.other_places.all()] == ["MX-19026"]
    assert (shop.visibility["phone"], shop.web) == ("own", "https://barro.example")
    assert shop.presentation.texts == {"es": "Hacemos **ollas**."}
    assert shop.sectors.count() == 2


def picture(color: str = "red") -> SimpleUploadedFile:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (400, 200), color).save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")


def test_a_logo_is_kept_shown_changed_and_removed(client: Any) -> None:
    shop = OrganisationFactory()
    sign_in(client, steward_of(shop))
    form, src = (
        reverse(f"network:{name}", args=[shop.slug])
        for name in ("change_organisation_logo", "organisation_picture")
    )
    assert client.post(form, {"logo": picture()}).status_code == 302
    assert b"".join(client.get(src)).startswith(b"RIFF")
    page = client.get(shop.get_absolute_url()).content.decode()
    assert f'alt="{shop}"' in page
    client.post(form, {"logo": picture("blue")})
    assert StoredFile.objects.count() == 1
    client.post(form, {"action": "remove"})
    assert not StoredFile.objects.exists()
    assert client.get(src).status_code == 404


# Seen.


def seen_by(client: Any, viewer: Any, shop: Organisation) -> set[str]:
    if viewer is not None:
        sign_in(client, viewer)
    pages = (shop.get_absolute_url(), reverse("network:organisation_vcard", args=[shop.slug]))
    texts = [client.get(page).content.decode() for page in pages]
    found = [{name for name, value in TOLD.items() if value in text} for text in texts]
    assert found[0] == found[1], "page and card say the same"
    return found[0]


def test_contact_stands_where_its_reader_may_see_it(client: Any) -> None:
    shop = OrganisationFactory(visibility=LEVELS, **TOLD)
    assert seen_by(client, None, shop) == {"email"}
    assert seen_by(client, AccountFactory(), shop) == {"email", "phone"}
    assert seen_by(client, steward_of(shop), shop) == set(TOLD)


def data_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_machines_read_what_people_read(client: Any) -> None:
    shop = OrganisationFactory(
        kind="cooperative",
        short_name='</script><b>"Khayt" & خيط',
        place=municipality("21140"),
        size="micro",
        founded_year=987,
        visibility=LEVELS,
        presentation=Text.of("es", "Hacemos **ollas**."),
        **TOLD,
    )
    page = client.get(shop.get_absolute_url()).content.decode()
    told = data_in(page)
    assert told["@type"] == "Cooperative"
    assert told["name"] == str(shop)
    assert told["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "San Pedro Cholula",
        "addressRegion": "Puebla",
        "addressCountry": "MX",
    }
    assert (told["foundingDate"], told["email"]) == ("0987", TOLD["email"])
    assert "telephone" not in told
    assert told["numberOfEmployees"] == {
        "@type": "QuantitativeValue",
        "minValue": 1,
        "maxValue": 9,
    }
    for mark in ("h-card", "p-name", "p-locality", "p-country-name", "u-email", "p-note"):
        assert mark in page


def test_what_is_not_public_is_told_to_no_machine(client: Any) -> None:
    shop = OrganisationFactory(audience="members")
    sign_in(client, AccountFactory())
    page = client.get(shop.get_absolute_url()).content.decode()
    assert "ld+json" not in page
    assert 'name="robots" content="noindex"' in page


def test_a_page_asks_few_questions(client: Any, django_assert_max_num_queries: Any) -> None:
    shop = OrganisationFactory(
        place=municipality("21140"), sectors=[SectorFactory() for _ in range(5)]
    )
    for _ in range(5):
        AffiliationFactory(organisation=shop)
    client.get(shop.get_absolute_url())
    with django_assert_max_num_queries(14):
        client.get(shop.get_absolute_url())


# Merged.


def test_the_old_address_leads_to_the_page_that_was_kept(client: Any) -> None:
    first, second, third = (OrganisationFactory() for _ in range(3))
    merging.merge(second, first, choices={}, by=None)
    merging.merge(third, second, choices={}, by=None)
    answer = client.get(first.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, third.get_absolute_url())
    Organisation.objects.filter(pk=third.pk).update(state=State.DRAFT)
    assert client.get(first.get_absolute_url()).status_code == 404


def test_a_coordinator_compares_merges_and_takes_it_back(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    place = municipality("21140")
    kept = OrganisationFactory(legal_name="Hilos del Golfo", short_name="", place=place)
    gone = OrganisationFactory(
        legal_name="Hilos del Golfo SA de CV", short_name="", place=place, email="a@red.example"
    )
    page = client.get(reverse("network:duplicates")).content.decode()
    address = f"{reverse('network:merge_organisation', args=[kept.slug])}?with={gone.slug}"
    assert address in page
    assert "apart from the legal form" in page
    sent = form_with("legal_name", client.get(address).content.decode())
    assert sent["email"] == ["gone"], "who alone says something is proposed"
    answer = client.post(address, sent)
    done = Merge.objects.get()
    assert answer["Location"] == reverse("network:merged", args=[done.uuid])
    kept.refresh_from_db()
    assert kept.email == "a@red.example"
    assert address not in client.get(reverse("network:duplicates")).content.decode()
    organisations.change(kept, by=None, email="b@red.example")
    page = client.post(answer["Location"]).content.decode()
    assert "E-mail" in page
    answer = client.post(answer["Location"], {"leave": "1"})
    gone.refresh_from_db()
    assert (answer.status_code, gone.state, gone.merged_into) == (302, State.LISTED, None)


def test_two_that_are_two_are_not_listed_again(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    place = municipality("21140")
    one, other = (OrganisationFactory(legal_name="Khayt", place=place) for _ in range(2))
    address = f"{reverse('network:merge_organisation', args=[one.slug])}?with={other.slug}"
    assert client.post(address, {"action": "apart"}).status_code == 302
    assert Distinction.objects.count() == 1
    assert address not in client.get(reverse("network:duplicates")).content.decode()


def test_only_what_lies_in_reach_is_compared(client: Any) -> None:
    puebla, elsewhere = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    here = OrganisationFactory(legal_name="Khayt", place=puebla)
    there = OrganisationFactory(legal_name="Khayt", place=elsewhere)
    coordinator = account_as("coordinator", ("region", region.uuid))
    sign_in(client, coordinator)
    address = reverse("network:merge_organisation", args=[here.slug])
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?with={there.slug}").status_code == 403
    page = client.get(f"{address}?q=khayt").content.decode()
    assert there.slug not in page


# The office.


def test_the_office_lists_what_lies_in_reach(client: Any) -> None:
    puebla, elsewhere = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    here = OrganisationFactory(place=puebla, state=State.DRAFT, sectors=[SectorFactory()])
    there = OrganisationFactory(place=elsewhere)
    sign_in(client, account_as("coordinator", ("region", region.uuid)))
    page = client.get(reverse("network:office_organisations")).content.decode()
    assert here.slug in page
    assert there.slug not in page
    sheet = f"{reverse('ui:sheet', args=['organisations'])}?scope=region:{region.uuid}"
    assert f'href="{sheet}"' in page and client.get(sheet).status_code == 200


@pytest.mark.parametrize(
    "query", ["region=", "state=draft", "fresh=stale", "sector=x", "country=MX", "q=taller"]
)
def test_every_facet_narrows(as_role: Any, query: str) -> None:
    client, _account = as_role("coordinator")
    region = RegionFactory(places=[municipality("21140").parent])
    OrganisationFactory(place=municipality("21140"))
    query = f"region={region.slug}" if query == "region=" else query
    for form in ("", "&as=xlsx", "&as=csv"):
        answer = client.get(f"{reverse('network:office_organisations')}?{query}{form}")
        assert answer.status_code == 200


def test_the_office_asks_as_often_for_many(
    as_role: Any, django_assert_max_num_queries: Any
) -> None:
    client, _account = as_role("coordinator")
    sectors = [SectorFactory() for _ in range(3)]
    for _ in range(30):
        OrganisationFactory(place=municipality("21140"), sectors=sectors)
    with django_assert_max_num_queries(26):
        client.get(reverse("network:office_organisations"))


def test_a_place_tells_who_is_there(client: Any) -> None:
    puebla = municipality("21140")
    shop = OrganisationFactory(place=puebla)
    OrganisationFactory(place=puebla, audience="members")
    for place in (puebla, puebla.parent, puebla.parent.parent):
        page = client.get(place.get_absolute_url()).content.decode()
        assert "1 organisation here" in page
        assert shop.get_absolute_url() in page
