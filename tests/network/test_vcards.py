"""vCards 4.0: as RFC 6350 writes them, whatever the script, and only what the reader may see."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.text import Text
from hilo.network import vcards
from hilo.network.rules import vcard
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory
from tests.people.factories import AccountFactory, account_as
from tests.places.factories import RegionFactory, municipality

STRANGER = AnonymousUser()
ARABIC = "تعاونية الفسيفساء بالجم للفنون والحرف التقليدية والصناعات الإبداعية"


def unfolded(written: str) -> str:
    return written.replace("\r\n ", "").replace("\r\n\t", "")


def read(value: str) -> str:
    """A text value as a reader of vCards takes it."""
    out, signs = "", iter(value)
    for sign in signs:
        out += {"n": "\n", "N": "\n"}.get(after := next(signs), after) if sign == "\\" else sign
    return out


def test_a_line_has_at_most_75_octets_and_no_letter_is_torn() -> None:
    lines = vcard.line("NOTE", vcard.text(ARABIC * 5)).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert all(line.startswith(" ") for line in lines[1:-1])
    assert unfolded("\r\n".join(lines)) == f"NOTE:{ARABIC * 5}\r\n"


@pytest.mark.parametrize(
    ("length", "lines"), [(70, 1), (71, 2), (70 + 74, 2), (70 + 75, 3)], ids=str
)
def test_folding_begins_with_the_76th_octet(length: int, lines: int) -> None:
    assert len(vcard.line("NOTE", "a" * length).split("\r\n")) == lines + 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\\")))
def test_what_is_written_is_read_back(value: str) -> None:
    line = unfolded(vcard.line("FN", vcard.text(value)))
    assert line.endswith("\r\n")
    assert read(line.removeprefix("FN:").removesuffix("\r\n")) == value


def test_special_signs_are_escaped() -> None:
    assert vcard.text("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"
    assert vcard.parts("", "Calle 1; 2", "Túnez") == ";Calle 1\\; 2;Túnez"
    assert vcard.line("NOTE", "x", label='a "b";\nc') == "NOTE;LABEL=\"a ^'b^';^nc\":x\r\n"


def test_no_value_begins_a_line_of_its_own() -> None:
    assert vcard.line("URL", "https://a.example/\r\nEMAIL:b@c.example").count("\r\n") == 1


def test_a_moment_is_in_utc() -> None:
    at = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert vcard.moment(at) == "20261122T090000Z"


def card_of(organisation: Any, viewer: Any = STRANGER) -> list[str]:
    return unfolded(vcards.written([organisation], viewer)).split("\r\n")


@pytest.mark.django_db
def test_an_organisation_as_a_card() -> None:
    organisation = OrganisationFactory(
        legal_name="Cerámica Inventada, S.A. de C.V.",
        short_name="Cerámica; Inventada",
        other_names=f"{ARABIC}\nCI",
        place=municipality("21140"),
        web="https://ceramica.example/",
        presentation=Text.of("es", "Hacemos,\nvendemos.").with_variant("ar", "نصنع"),
        sectors=[SectorFactory(name=Text.of("es", "Cerámica"))],
    )
    lines = card_of(organisation)
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert f"UID:urn:uuid:{organisation.uuid}" in lines
    assert "KIND:org" in lines
    assert "FN:Cerámica\\; Inventada" in lines
    assert "ORG:Cerámica Inventada\\, S.A. de C.V." in lines
    assert f"NICKNAME:{ARABIC},CI" in lines
    assert "ADR:;;;San Pedro Cholula;Puebla;;Mexico" in lines
    assert "URL:https://ceramica.example/" in lines
    assert "CATEGORIES:Cerámica" in lines
    assert [one for one in lines if one[:4] == "LANG"] == ["LANG;PREF=1:es", "LANG;PREF=2:ar"]
    assert "NOTE;LANGUAGE=es:Hacemos\\,\\nvendemos." in lines
    assert any(line.startswith("GEO:geo:19.") for line in lines)


@pytest.mark.django_db
def test_contact_goes_to_whom_it_is_meant_for() -> None:
    levels = {"email": "public", "phone": "members", "address": "own"}
    told = {"email": "taller@red.example", "phone": "+52 000", "address": "Calle Inventada 1"}
    puebla = municipality("21140")
    shop = OrganisationFactory(visibility=levels, place=puebla, **told)
    worker = AccountFactory()
    AffiliationFactory(organisation=shop, person=worker.person)
    region = RegionFactory(places=[puebla.parent])
    seen = {
        name: {field for field, value in told.items() if value in vcards.written([shop], viewer)}
        for name, viewer in {
            "stranger": STRANGER,
            "member": AccountFactory(),
            "worker": worker,
            "coordinator here": account_as("coordinator", ("region", region.uuid)),
        }.items()
    }
    assert seen == {
        "stranger": {"email"},
        "member": {"email", "phone"},
        "worker": set(told),
        "coordinator here": set(told),
    }


@pytest.mark.django_db
def test_many_cards_ask_as_often_as_one(django_assert_max_num_queries: Any) -> None:
    viewer = AccountFactory()
    kept = {"visibility": {"email": "own"}, "email": "a@red.example"}
    shops = [OrganisationFactory(place=municipality("21140"), **kept) for _ in range(12)]
    again = type(shops[0]).objects.filter(pk__in=[one.pk for one in shops])
    with django_assert_max_num_queries(7):
        assert vcards.written(again, viewer).count("BEGIN:VCARD") == 12
