"""The place field: typed, not found, chosen; never anything lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.utils import translation

from hilo.places.forms import PlaceField
from hilo.places.models import Place
from tests.places.factories import country, division, mexico, municipalities, municipality

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    place = PlaceField(within="MX", kind="municipality")
    born = PlaceField(required=False)


@pytest.fixture(autouse=True)
def some_places() -> None:
    municipalities("01001", "08028", "14039", "19026", "20067", "32017")
    division("EG-C")


def sent(**data: str) -> Form:
    return Form(data={"place": "", "born": "", **data})


def test_a_name_that_means_one_place_is_taken() -> None:
    for text in ("oaxaca de juarez", "20067", "MX-20067", "Oaxaca de Juárez, Oaxaca", " 20067 "):
        form = sent(place=text)
        assert form.is_valid(), form.errors
        assert form.cleaned_data == {"place": municipality("20067"), "born": None}


def test_nothing_typed() -> None:
    form = sent()
    assert form.errors["place"] == ["Write the name of a place."]
    assert "born" not in form.errors


def test_an_unknown_name_comes_back_with_three_to_choose_from() -> None:
    form = sent(place="Guadalajra")
    assert form.errors["place"] == [
        "We do not know «Guadalajra». Choose one of these, or write the name differently."
    ]
    html = str(form["place"])
    assert 'value="Guadalajra"' in html
    assert 'type="radio" name="place-choice" value="MX-14039"' in html
    assert html.count('type="radio"') <= 3


def test_a_name_that_several_bear_comes_back_with_all_of_them() -> None:
    form = sent(place="Guadalupe")
    assert form.errors["place"] == ["Several places are called «Guadalupe». Choose the right one."]
    html = str(form["place"])
    assert "Guadalupe, Nuevo León" in html
    assert html.count('type="radio"') == Place.objects.filter(name="Guadalupe").count()


def test_a_chosen_place_is_taken() -> None:
    form = sent(place="Guadalupe", **{"place-choice": "MX-19026", "place-for": "Guadalupe"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == municipality("19026")


def test_a_choice_made_for_another_text_does_not_count() -> None:
    form = sent(place="Oaxaca de Juárez", **{"place-choice": "MX-19026", "place-for": "Guadalupe"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == municipality("20067")


def test_what_is_like_nothing_says_how_to_write_it() -> None:
    form = sent(place="qqqqqq")
    assert "Write the place and what it lies in" in form.errors["place"][0]
    assert 'type="radio"' not in str(form["place"])


@pytest.mark.parametrize(
    "text", ["MX-OAX", "EG-C", "El Cairo", "<b>", "\0", "x" * 5000, "), (", "%s"]
)
def test_places_of_another_kind_and_nonsense_are_not_taken(text: str) -> None:
    form = sent(place=text)
    assert not form.is_valid()
    assert 'value="<b>"' not in str(form["place"])


def test_the_full_name_is_shown_for_what_is_there() -> None:
    with translation.override("es"):
        form = Form(initial={"place": municipality("19026"), "born": division("EG-C").pk})
        assert 'value="Guadalupe, Nuevo León"' in str(form["place"])
        assert 'value="El Cairo, Egipto"' in str(form["born"])


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_what_is_shown_is_taken_back_unchanged(language: str) -> None:
    with translation.override(language):
        place = municipality("19026")
        shown = Form().fields["place"].widget.format_value(place)
        form = Form(data={"place": shown, "born": ""}, initial={"place": place})
        assert form.is_valid()
        assert form.cleaned_data["place"] == place
        assert form.changed_data == []


def test_a_place_that_has_ended_may_stay_where_it_stands() -> None:
    ended = municipality("20067")
    ended.valid_to = dt.date(2026, 1, 1)
    ended.save()

    class Keeping(forms.Form):
        place = PlaceField(within="MX", kind="municipality", keeps=ended)

    shown = Keeping().fields["place"].widget.format_value(ended)
    assert Keeping(data={"place": shown}).is_valid()
    assert not sent(place=shown).is_valid()


def test_a_field_can_be_narrowed_to_a_country() -> None:
    form = sent(born="Oaxaca de Juárez")
    form.fields["born"].narrow("EG")
    assert not form.is_valid()
    other = sent(place="20067", born="Oaxaca de Juárez")
    assert other.is_valid(), "narrowing one form leaves the others alone"


def test_without_javascript_it_is_a_labelled_line_of_text() -> None:
    html = str(Form()["place"])
    assert '<input type="text" name="place"' in html
    assert 'id="id_place"' in html
    assert "style=" not in html
    assert 'data-ui-place="/en/places/suggest/?within=MX&amp;kind=municipality"' in html


def test_countries_are_places_too() -> None:
    mexico()
    tunisia = country("TN")
    form = sent(place="20067", born="تونس")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == tunisia
