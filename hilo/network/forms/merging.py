"""The form that asks, value by value, what stays where two organisations are one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Field
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from hilo.core.text import Text, own_name_of
from hilo.network.enums import YesNo
from hilo.network.models import Organisation
from hilo.network.services.merging import CHOSEN, GONE, KEPT
from hilo.ui.components.words import ltr
from hilo.ui.forms import Form

LONGEST = 160  # letters of a value that are shown


class MergeForm(Form):
    """One question for each value in which the two differ; where only one says something, that is proposed."""

    def __init__(self, *args: Any, kept: Organisation, gone: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = [
            name for name in differing(kept, gone) if not (says(kept, name) and says(gone, name))
        ]
        for name in differing(kept, gone):
            self.fields[name] = forms.ChoiceField(
                label=label_of(name),
                choices=[(KEPT, in_words(kept, name)), (GONE, in_words(gone, name))],
                initial=GONE if says(gone, name) and not says(kept, name) else KEPT,
                widget=forms.RadioSelect(attrs={"class": "columns"}),
            )
        self.groups = ((_("Only one of them says"), alone),)

    def choices(self) -> dict[str, str]:
        """Whose value stays, by field."""
        return dict(self.cleaned_data)


def differing(kept: Organisation, gone: Organisation) -> Iterator[str]:
    """The fields in which the two say something different."""
    return (name for name in CHOSEN if _raw(kept, name) != _raw(gone, name))


def label_of(name: str) -> str:
    field: Any = Organisation._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def says(organisation: Organisation, name: str) -> bool:
    """Whether `organisation` answers the question `name` at all."""
    return bool(_raw(organisation, name)) and _raw(organisation, name) != YesNo.NOT_STATED


def in_words(organisation: Organisation, name: str) -> str:
    """A value as people read it."""
    field: Any = Organisation._meta.get_field(name)
    value = getattr(organisation, name)
    if not value:
        return _("nothing")
    if name == "logo":
        return _("its picture (%(name)s)") % {"name": value.name}
    if isinstance(value, Text):
        told = (f"{own_name_of(code)}: {words}" for code, words in value.texts.items())
        return Truncator("; ".join(told)).chars(LONGEST)
    if name == "phone":
        return str(ltr(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, ""))
    return str(value)


def _raw(organisation: Organisation, name: str) -> Any:
    field: Field[Any, Any] = Organisation._meta.get_field(name)  # type: ignore[assignment]
    return getattr(organisation, field.attname)
