"""Controls written in Python are those of Django's templates, but for the white space between them."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html

from hilo.ui.widgets import WRITTEN, Renderer

NASTY = "<b>\"&'"
CHOICES = [("", "—"), ("a&b", NASTY), ("Group <1>", [("c", "C"), (4, 'D"')])]
FLAT = [("a&b", NASTY), ("c", "C")]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(attrs={"maxlength": 20, "autofocus": True, "hidden": False}), NASTY),
        (forms.TextInput(), None),
        (forms.EmailInput(), "a@hilo.example"),
        (forms.NumberInput(attrs={"min": 1900}), 1990),
        (forms.PasswordInput(), "secret"),
        (forms.HiddenInput(), NASTY),
        (forms.DateInput(), "2026-03-10"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(attrs={"rows": 4}), NASTY),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), "4"),
        (forms.Select(choices=CHOICES, attrs={"class": "wide"}), NASTY),
        (forms.SelectMultiple(choices=CHOICES), ["c", "4"]),
        (forms.RadioSelect(choices=FLAT), "c"),
        (forms.RadioSelect(choices=CHOICES), "c"),
        (forms.CheckboxSelectMultiple(choices=FLAT, attrs={"class": "wide"}), ["c"]),
        (forms.ClearableFileInput(), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_same_as_the_templates(widget: forms.Widget, value: object):
    for attrs in ({"id": "id_x", "aria-describedby": NASTY}, None):
        usual = widget.render("na<me", value, attrs, renderer=TemplatesSetting())
        ours = widget.render("na<me", value, attrs, renderer=Renderer())
        assert parse_html(ours) == parse_html(usual)


def test_each_control_of_a_form_is_known():
    for widget in (forms.TextInput, forms.EmailInput, forms.NumberInput, forms.Select, forms.Textarea,
                   forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput, forms.DateInput,
                   forms.PasswordInput, forms.HiddenInput, forms.URLInput):  # fmt: skip
        assert widget.template_name in WRITTEN
