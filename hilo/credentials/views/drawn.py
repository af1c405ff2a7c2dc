"""Forms that stand on a page beside what it is about: written once for all who read them alike."""

from __future__ import annotations

from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hilo.core.keeping import kept
from hilo.ui import reader


def fields(form: BaseForm) -> SafeString:
    """The fields of `form`; those of a form that nobody has sent yet are the same for everybody."""
    if form.is_bound:
        return _drawn(form)
    about = (type(form).__qualname__, form.prefix, *form.fields, *reader.eyes())
    return kept(("fields", *about), lambda: _drawn(form))


def _drawn(form: BaseForm) -> SafeString:
    return render_to_string("credentials/office/fields.html", {"form": form})
