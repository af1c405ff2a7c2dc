"""A domain error is a sentence, on the field that it belongs to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hilo.core.problems import Problem


class IsEmail(Problem):
    sentence = _("Enter a valid email address.")


class TooMany(Problem):
    sentence = "Only %(places)d places are left."


class Card(forms.Form):
    email = forms.CharField(required=False)


def test_the_sentence_is_in_the_readers_language_and_carries_values() -> None:
    with override("es"):
        assert str(IsEmail()).startswith("Introduzca")
    assert str(TooMany(places=3)) == "Only 3 places are left."
    assert str(Problem("100 % full.")) == "100 % full."


def test_it_goes_to_its_field_or_on_top() -> None:
    card = Card({})
    card.full_clean()
    IsEmail(field="email").put_on(card)
    TooMany(field="nowhere", places=0).put_on(card)
    assert list(card.errors) == ["email", "__all__"]
