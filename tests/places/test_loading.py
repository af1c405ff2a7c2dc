"""What ships, counted against what its sources publish."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import translation

from hilo.core.search import search
from hilo.places.models import Place
from hilo.places.services import load_shipped
from tests.places.factories import division, everything, municipality, state

pytestmark = pytest.mark.django_db

# INEGI, Censo 2020: municipalities per state, by the state's key, less the four that came after the framework of
# 2019 (02006, 04012, 07125, 17036). Together 2,465.
PER_STATE = {
    "01": 11, "02": 5, "03": 5, "04": 11, "05": 38, "06": 10, "07": 123, "08": 67, "09": 16, "10": 39, "11": 46,
    "12": 81, "13": 84, "14": 125, "15": 125, "16": 113, "17": 35, "18": 20, "19": 51, "20": 570, "21": 217,
    "22": 18, "23": 11, "24": 58, "25": 18, "26": 72, "27": 17, "28": 43, "29": 60, "30": 212, "31": 106, "32": 58,
}  # fmt: skip

# ISO 3166-2 (iso-codes 26.2.16): first-level divisions of the programme's seven countries.
DIVISIONS = {"DZ": 58, "EG": 27, "JO": 12, "LB": 8, "MA": 12, "PS": 16, "TN": 24}


def test_the_numbers_that_are_published() -> None:
    everything()
    assert Place.objects.countries().count() == 249  # ISO 3166-1
    assert Place.objects.divisions().filter(parent__code="MX").count() == 32
    keys = Place.objects.municipalities().values_list("key", flat=True)
    assert Counter(key[:2] for key in keys) == PER_STATE
    assert sum(PER_STATE.values()) == 2465
    inside = Place.objects.divisions().filter(parent__code__in=DIVISIONS)
    assert Counter(place.code[:2] for place in inside) == DIVISIONS


def test_every_municipality_lies_in_its_state_and_has_a_point_in_mexico() -> None:
    everything()
    for place in Place.objects.municipalities().select_related("parent__parent"):
        assert place.code == f"MX-{place.key}"
        assert place.parent is not None and place.parent.key == place.key[:2]
        assert place.parent.parent is not None and place.parent.parent.code == "MX"
        assert place.latitude is not None and 14.5 < place.latitude < 32.8
        assert place.longitude is not None and -118.5 < place.longitude < -86.7


def test_every_country_and_state_has_a_name_in_four_languages() -> None:
    everything()
    named = Place.objects.filter(kind="country") | Place.objects.filter(parent__code="MX")
    assert all({"en", "es", "fr", "ar"} <= place.names.keys() for place in named)


def test_loading_twice_changes_nothing() -> None:
    assert load_shipped(is_indexed=False) == 3467
    before = list(Place.objects.order_by("pk").values())
    assert load_shipped(is_indexed=False) == 0
    assert list(Place.objects.order_by("pk").values()) == before


def test_loading_keeps_what_was_imported_since() -> None:
    municipality("01001")
    assert load_shipped(is_indexed=False) == 3467 - 2465 - 33
    assert Place.objects.municipalities().count() == 1


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    municipality("01001")
    call_command("places", "load")
    assert "places added." in capsys.readouterr().out
    call_command("places", "load")
    assert "0 places added." in capsys.readouterr().out


@pytest.mark.slow
def test_what_was_loaded_is_found_by_the_search() -> None:
    load_shipped()
    for words, language in (
        ("cairo", "en"),
        ("القاهرة", "ar"),
        ("Le Caire", "fr"),
        ("el cairo", "es"),
    ):
        hits = search(words, None, language=language).hits
        assert "EG-C" in [hit.object.code for hit in hits], words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("TN-21", {"en": "Governorate", "es": "Gobernación", "fr": "Gouvernorat", "ar": "ولاية"}),
        ("EG-C", {"en": "Governorate", "es": "Gobernación", "fr": "Gouvernorat", "ar": "محافظة"}),
        ("DZ-05", {"en": "Wilaya", "es": "Wilaya", "fr": "Wilaya", "ar": "ولاية"}),
        ("MA-07", {"en": "Region", "es": "Región", "fr": "Région", "ar": "جهة"}),
        ("IT-65", {"en": "Region", "es": "Región", "fr": "Région", "ar": "إقليم"}),
    ],
)
def test_divisions_are_called_what_they_are_called_there(code: str, words: dict[str, str]) -> None:
    place = division(code)
    for language, word in words.items():
        with translation.override(language):
            assert place.title == word


def test_mexico_city_is_divided_into_demarcaciones() -> None:
    with translation.override("es"):
        assert state("09").title == "Entidad federativa"
        assert municipality("09015").title == "Demarcación territorial"
        assert municipality("01001").title == "Municipio"


def test_every_designation_that_ships_has_a_word() -> None:
    from hilo.places import designations, shipped

    countries = {place.code: place for place in shipped.countries()}
    kinds = {place.designation for place in shipped.divisions(countries)}
    assert len(kinds) == 25
    assert kinds <= designations.LABELS.keys()


def test_a_place_is_named_in_the_readers_language_or_by_its_own_name() -> None:
    cairo = division("EG-C")
    with translation.override("es"):
        assert str(cairo) == "El Cairo"
    with translation.override("ar"):
        assert str(cairo) == "القاهرة"
        assert str(municipality("01001")) == "Aguascalientes"
