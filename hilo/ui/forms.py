"""The bases of every form."""

from __future__ import annotations

from django import forms


class Form(forms.Form):
    """A form whose errors stand beside their fields."""


class ModelForm(forms.ModelForm):
    """A form over one row."""


class VersionedForm(ModelForm):
    """A form over a row that somebody else may edit meanwhile."""
