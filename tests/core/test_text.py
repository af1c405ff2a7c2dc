"""Texts in several languages: fallback, direction, staleness, and their form."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from django.utils import translation

from hilo.core.text import MultilingualField, MultilingualFormField, Text, direction_of
from hilo.core.text.forms import seen
from hilo.places.models import Region


class Sheet(forms.Form):
    name = MultilingualFormField(max_length=20)


def written(text: Text, **typed: str) -> Sheet:
    """The form as a reader who saw `text` sends it back with `typed` in some boxes."""
    data = {f"name-{language}": value for language, value in text.texts.items()}
    data |= {"name-original": text.original, "name-seen": seen(text)}
    return Sheet(data | {f"name-{box.replace('_', '-')}": value for box, value in typed.items()})


def answer(form: Sheet) -> Text:
    assert form.is_valid(), form.errors
    return form.cleaned_data["name"]


def test_direction() -> None:
    assert [direction_of(one) for one in ("es", "ar", "ar-eg", "xx")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    ]


def test_a_missing_language_falls_back_to_the_original_and_says_so() -> None:
    shown = Text.of("ar", "فخار").shown("fr")
    assert (shown.value, shown.language, shown.direction) == ("فخار", "ar", "rtl")
    assert shown.is_fallback and not shown.is_stale


def test_str_is_the_readers_language() -> None:
    text = Text.of("es", "Sureste").with_variant("fr", "Sud-Est")
    with translation.override("fr"):
        assert str(text) == "Sud-Est"
    with translation.override("en"):
        assert str(text) == "Sureste"


def test_a_changed_original_makes_variants_stale_until_they_are_written_again() -> None:
    text = Text.of("es", "Sur").with_variant("fr", "Sud").with_variant("en", "South")
    changed = text.with_original("es", "Sureste")
    assert changed.stale == ("en", "fr")
    assert changed.shown("fr").is_stale
    assert changed.with_variant("fr", "Sud-Est").stale == ("en",)
    assert text.with_original("es", "Sur").stale == ()


def test_taking_a_variant_away_never_takes_the_original() -> None:
    text = Text.of("es", "Sur").with_variant("fr", "Sud")
    assert text.with_variant("fr", "").texts == {"es": "Sur"}
    assert text.with_variant("es", "") == text


def test_an_empty_text_is_empty() -> None:
    assert not Text()
    assert str(Text()) == ""
    assert Text.read(None) == Text.of("es", "") == Text()


def test_the_form_answers_a_text() -> None:
    form = written(Text(), original="ar", ar="  خزف\r\n", es="Cerámica")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == Text.of("ar", "خزف").with_variant("es", "Cerámica")


def test_the_form_marks_what_was_left_behind_as_stale() -> None:
    text = Text.of("es", "Sur").with_variant("fr", "Sud").with_variant("en", "South")
    form = written(text, es="Sureste", en="Southeast")
    assert form.is_valid()
    assert form.cleaned_data["name"].stale == ("fr",)


def test_a_tick_confirms_a_stale_variant() -> None:
    text = Text.of("es", "Sur").with_variant("fr", "Sud").with_original("es", "El Sur")
    assert answer(written(text)).stale == ("fr",)
    assert answer(written(text, fr_confirmed="1")).stale == ()


def test_one_language_needs_no_choice_of_original_and_several_do() -> None:
    assert answer(written(Text(), original="es", fr="Sud")).original == "fr"
    form = written(Text(), original="es", fr="Sud", ar="جنوب")
    assert "español" in form.errors["name"][0]


def test_a_long_text_is_refused_with_its_language() -> None:
    form = written(Text(), original="fr", fr="é" * 21)
    assert "français" in form.errors["name"][0]
    assert "20" in form.errors["name"][0]


def test_an_empty_form_is_refused_and_what_was_typed_comes_back() -> None:
    assert "name" in written(Text(), original="es").errors
    form = written(Text(), original="es", fr="Sud", ar="جنوب")
    shown = str(form["name"])
    assert 'value="جنوب"' in shown and 'dir="rtl"' in shown and 'maxlength="20"' in shown


def test_garbage_in_the_hidden_box_harms_nothing() -> None:
    for garbage in ("[1]", "{", '"x"'):
        form = Sheet({"name-es": "Sur", "name-original": "es", "name-seen": garbage})
        assert form.is_valid(), form.errors


def test_an_unchanged_text_has_not_changed() -> None:
    text = Text.of("es", "Sur").with_variant("fr", "Sud")
    for typed, changed in (({}, False), ({"fr": "Le Sud"}, True)):
        form = written(text, **typed)
        form.initial = {"name": text}
        assert form.has_changed() is changed


@pytest.mark.django_db
@isolate_apps("hilo.core")
def test_the_column_refuses_bare_strings_and_what_is_too_long() -> None:
    class Sign(models.Model):  # noqa: DJ008
        name = MultilingualField("name", max_length=40)

        class Meta:
            app_label = "core"

    with pytest.raises(TypeError, match="takes a Text"):
        Sign(name="Sur").save()
    with pytest.raises(ValidationError):
        Sign(name=Text()).clean_fields()
    with pytest.raises(ValidationError, match="español"):
        Sign(name=Text.of("es", "x" * 41)).clean_fields()
    assert Sign._meta.get_field("name").deconstruct()[1:] == (
        "hilo.core.text.MultilingualField",
        [],
        {"max_length": 40, "verbose_name": "name"},
    )


@pytest.mark.django_db
def test_the_column_keeps_a_text_and_can_be_asked_by_language() -> None:
    name = Text.of("es", "Sureste").with_variant("ar", "الجنوب الشرقي")
    Region.objects.create(slug="sureste", name=name)
    assert Region.objects.get(name__texts__ar="الجنوب الشرقي").name == name
    assert list(Region.objects.values_list("name__original", flat=True)) == ["es"]
