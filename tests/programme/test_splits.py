"""Numbers split by kind, size, sector and place of organisations, and by sector and age of people."""

from __future__ import annotations

import io

import openpyxl
import pytest

from hilo.core.text import Text
from hilo.core.time import now
from hilo.programme.counting import frozen, tallies
from hilo.programme.counting.dashboard import View
from hilo.programme.models import Indicator
from hilo.programme.queries import indicators as reads
from hilo.programme.showing import logframe
from tests.formreading import form_with
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory
from tests.people.factories import PersonFactory
from tests.places.factories import municipality
from tests.programme.factories import ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
CHOSEN = ["organisation_kind", "size", "sector", "place"]


@pytest.fixture
def keeper(as_role):
    return as_role("coordinator")[0]


@pytest.fixture
def crafts():
    return SectorFactory(
        slug="crafts", name=Text.of("en", "Crafts").with_variant("es", "Artesanía")
    )


@pytest.fixture
def listed(crafts):
    """Three workshops of crafts in Puebla, and one cooperative that says nothing."""
    indicator = Indicator.objects.create(
        programme=ProgrammeFactory(),
        code="1",
        title=Text.of("es", "Organizaciones"),
        counting="distinct",
        measure="organisations_listed",
        splits=CHOSEN,
    )
    known = {"kind": "workshop", "size": "micro", "place": municipality("21140")}
    for _ in range(3):
        OrganisationFactory(sectors=[crafts], **known)
    OrganisationFactory(kind="cooperative", size="")
    tallies.recount(indicator.programme)
    return indicator


def test_each_split_is_offered_in_the_form(keeper, listed):
    address = f"{listed.get_absolute_url().replace('/es/', '/en/')}edit/"
    page = keeper.get(address).content.decode()
    sent = form_with("version", page)
    assert set(sent["splits"]) == set(CHOSEN)
    assert "Sector" in page
    assert keeper.post(address, sent | {"splits": ["sector"]}).status_code == 302
    listed.refresh_from_db()
    assert listed.splits == ["sector"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Kind of organisation", "Craft workshop", "1 to 9 people", "Crafts", "Not stated"]),
        ("es", ["Tipo de organización", "Artesanía", "No especificado"]),
        ("fr", ["Secteur", "Non précisé"]),
        ("ar", ["القطاع", "غير مصرّح به"]),
    ],
)
def test_the_sheet_of_an_indicator_shows_each_split(keeper, listed, language, words):
    address = f"/{language}/programmes/{listed.programme.slug}/indicators/1/"
    page = keeper.get(address).content.decode()
    for word in words:
        assert word in page


def test_strangers_are_not_told_of_further_splits(client, listed):
    address = f"/en/programmes/{listed.programme.slug}/indicators/1/"
    assert "Craft workshop" not in client.get(address).content.decode()


def test_the_parts_of_every_split_add_up_in_the_logframe(listed):
    programme = listed.programme
    content = frozen.content_of(programme, View(reads.today_of(programme)))
    (told,) = content["indicators"]
    for split in CHOSEN:
        amounts = [int(one["value"]) for one in told["splits"] if one["split"] == split]
        assert sorted(amounts) == [1, 3]
    book = openpyxl.load_workbook(io.BytesIO(logframe.workbook(content)))
    groups = {(row[4].value, row[5].value): row[6].value for row in book.worksheets[2].rows}
    assert groups["Sector", "Crafts"] == 3
    assert groups["Sector", "Not stated"] == 1
    assert groups["Size", "1 to 9 people"] == 3
    assert ("Place", str(municipality("21140"))) in groups


def test_a_snapshot_of_earlier_days_has_no_further_splits(listed):
    content = frozen.content_of(listed.programme, View(reads.today_of(listed.programme)))
    del content["indicators"][0]["splits"]
    assert len(openpyxl.load_workbook(io.BytesIO(logframe.workbook(content))).worksheets) == 2


def test_a_percentage_of_people_is_told_by_sector(crafts):
    programme = ProgrammeFactory()
    workshop = OrganisationFactory(sectors=[crafts])
    for joined in (now(), None):
        person = PersonFactory(joined_at=joined)
        AffiliationFactory(person=person, organisation=workshop, starts_on=None)
        ParticipationFactory(programme=programme, person=person)
    Indicator.objects.create(
        programme=programme,
        code="2",
        title=Text.of("es", "Llegaron"),
        counting="percentage",
        measure="arrivals",
        of_measure="participants",
        splits=["sector"],
    )
    tallies.recount(programme)
    content = frozen.content_of(programme, View(reads.today_of(programme)))
    (told,) = content["indicators"][0]["splits"]
    assert (told["group"], told["value"], told["part"], told["whole"]) == ("crafts", "50", "1", "2")
