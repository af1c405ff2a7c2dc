"""Places in sheets: what a cell may say, and what is answered to what it may not."""

from __future__ import annotations

import pytest
from django.utils import translation

from hilo.core.sheets.columns import BESIDE, Reading
from hilo.core.sheets.messages import CellProblem
from hilo.places import names
from hilo.places.columns import PlaceColumn
from hilo.places.models import Place
from tests.places.factories import country, division, everything, municipalities, municipality

pytestmark = pytest.mark.django_db

MUNICIPALITY = PlaceColumn(name="place", label="Place", within="MX", kind="municipality")
ANYWHERE = PlaceColumn(name="place", label="Place")
AT_HOME = PlaceColumn(name="place", label="Place", home="MX")


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


def test_the_nearest_in_the_state_beside_come_first() -> None:
    asked = f"Guadalajra{BESIDE}Nuevo León"
    said = str(MUNICIPALITY.resolve([asked], "es")[asked].message)
    assert said.startswith("«Guadalajra» is not known here. Did you mean: Guadalupe, Nuevo León")


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


def test_names_at_home_come_before_those_abroad() -> None:
    island = country("GP")
    assert ANYWHERE.read("Guadalupe", Reading("es")) == island
    with pytest.raises(CellProblem) as problem:
        AT_HOME.read("Guadalupe", Reading("es"))
    assert "Guadalupe, Nuevo León" in str(problem.value.message)
    assert AT_HOME.read("El Cairo, Egipto", Reading("es")) == division("EG-C")
    assert AT_HOME.read(AT_HOME.name_of(island, "es"), Reading("es")) == island


def test_a_state_beside_decides_between_namesakes_and_must_go_with_the_place() -> None:
    asked = {
        "Guadalupe": "Nuevo León",
        "GUADALUPE": "n.l.",
        "Tonala": "Jalisco",
        "01001": "Jalisco",
    }
    asked |= {"Cairo": "a word that nobody knows"}
    texts = [f"{name}{BESIDE}{where}" for name, where in asked.items()]
    found = ANYWHERE.resolve(texts, "es")
    assert [found[text] for text in texts[:2]] == [municipality("19026")] * 2
    said = str(found[f"01001{BESIDE}Jalisco"].message)
    assert said.startswith("«01001» does not lie in «Jalisco», but: Aguascalientes")
    assert found[texts[-1]] == division("EG-C")


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_every_name_written_at_home_is_read_back(language: str) -> None:
    everything()
    places = list(Place.objects.select_related("parent"))
    with translation.override(language):
        index, home = AT_HOME._index(), AT_HOME._home()
        column = _Kept(name="place", label="Place", home="MX")
        column.__dict__.update(kept=(index, home))
        written = {column.name_of(place, language): place for place in places}
        read = AT_HOME.resolve(list(written), language)
    assert [text for text, place in written.items() if read[text] != place] == []
    assert len(written) == len(places)


class _Kept(PlaceColumn):
    """With its indexes at hand: three thousand names would each ask whether they still hold."""

    def _index(self) -> names.Index:
        return self.kept[0]  # type: ignore[attr-defined]

    def _home(self) -> names.Index | None:
        return self.kept[1]  # type: ignore[attr-defined]
