"""Forms that stand on a page beside what it is about: written once for all who read them alike."""

from __future__ import annotations

from django.forms import BaseForm

from hilo.ui import saving


def fields(form: BaseForm) -> str:
    """The fields of `form`; those of a form that nobody has sent yet are the same for everybody."""
    return saving.fields_of(form, type(form).__qualname__, form.prefix, *form.fields)
