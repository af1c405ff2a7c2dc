"""Places in sheets: what a cell may say, and what is answered to what it may not."""

from __future__ import annotations

import pytest
from django.utils import translation

from hilo.core.sheets.columns import Reading
from hilo.core.sheets.messages import CellProblem
from hilo.places.columns import PlaceColumn
from tests.places.factories import division, municipalities, municipality

pytestmark = pytest.mark.django_db

MUNICIPALITY = PlaceColumn(name="place", label="Place", within="MX", kind="municipality")
ANYWHERE = PlaceColumn(name="place", label="Place")


@pytest.fixture(autouse=True)
def some_places() -> None:
    municipalities("01001", "08028", "14039", "19026", "20067")
    division("EG-C")


@pytest.mark.parametrize(
    "cell",
    ["01001", "1001", 1001, 1001.0, "MX-01001", "Aguascalientes", "AGUASCALIENTES, Ags."],
)
def test_a_municipality_by_key_code_or_name(cell: object) -> None:
    assert MUNICIPALITY.read(cell, Reading("es")) == municipality("01001")


@pytest.mark.parametrize(
    "cell", ["Cairo", "El Cairo", "Le Caire", "القاهرة", "EG-C", "El Cairo, Egipto"]
)
def test_a_governorate_in_any_language(cell: str) -> None:
    assert ANYWHERE.read(cell, Reading("fr")) == division("EG-C")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(CellProblem) as problem:
        MUNICIPALITY.read("Guadalajra", Reading("es"))
    assert str(problem.value.message).startswith(
        "«Guadalajra» is not known here. Did you mean: Guadalajara, Jalisco"
    )


def test_a_name_that_several_bear_is_answered_with_all_of_them() -> None:
    with pytest.raises(CellProblem) as problem:
        MUNICIPALITY.read("Guadalupe", Reading("es"))
    said = str(problem.value.message)
    assert "Guadalupe, Chihuahua" in said and "Guadalupe, Nuevo León" in said


def test_a_sheet_of_names_takes_a_handful_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    texts = ["Guadalupe, N.L.", "Guadalajara", "20067", "nowhere at all", "1001"] * 100
    with django_assert_max_num_queries(8):
        found = MUNICIPALITY.resolve(texts, "es")
    assert found["20067"] == municipality("20067")
    assert isinstance(found["nowhere at all"], CellProblem)


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_what_goes_out_comes_back(language: str) -> None:
    for place in (municipality("19026"), municipality("20067")):
        cell = MUNICIPALITY.cell(place, language)
        assert MUNICIPALITY.read(cell, Reading(language)) == place
        assert MUNICIPALITY.load(MUNICIPALITY.dump(place)) == place
    with translation.override(language):
        assert ANYWHERE.read(
            ANYWHERE.cell(division("EG-C"), language), Reading(language)
        ) == division("EG-C")
