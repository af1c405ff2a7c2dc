"""Two people, one row: what each of them changed, told to the second, who chooses.

| seen when the page was opened | in the row now | typed | what happens |
|---|---|---|---|
| a | a | b | b is saved: only the second person changed it |
| a | c | a | c is proposed: only the first person changed it |
| a | c | c | nothing to choose |
| a | c | b | the reader chooses; b stays in the field |

Without the print of what was seen (an old page, a script), each difference is a choice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _

from hilo.core import journal
from hilo.core.text import Text, own_name_of
from hilo.ui import calendar

OWN_FIELDS = {"version", "seen"}
CHOICE = "choice-{}"
PRINT_LENGTH = 8


@dataclass(frozen=True)
class Difference:
    """One field in which the row and the form differ, and which of the two is proposed."""

    name: str
    choice: str
    label: Any
    theirs: str
    mine: str
    proposed: str  # "mine" or "theirs"


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while the reader was writing."""

    sentence: str
    differences: tuple[Difference, ...]

    def of(self, name: str) -> Difference | None:
        return next((one for one in self.differences if one.name == name), None)


def names(form: Any) -> Iterable[str]:
    """The fields of `form` that people fill in."""
    return (name for name in form.fields if name not in OWN_FIELDS)


def current_values(form: Any) -> dict[str, Any]:
    """What the row says now, by field."""
    return {name: form.current(name) for name in names(form)}


def current(form: Any, name: str) -> Any:
    """The value in the row; a row that it points to stays a key until somebody must read it."""
    row = form.instance
    if not row.pk or not hasattr(type(row), name):
        return form.get_initial_for_field(form.fields[name], name)
    column = row._meta.get_field(name) if name in _columns(type(row)) else None
    if column is not None and column.many_to_many:
        return list(getattr(row, name).all())
    return getattr(row, column.attname if column is not None else name)


def _columns(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields() if hasattr(field, "attname")}


def prints_of(current: dict[str, Any]) -> str:
    """A short print of each value, in the order of the fields, to know later what was seen."""
    return ".".join(map(_print, current.values()))


def _print(value: Any) -> str:
    return hashlib.blake2s(_comparable(value).encode(), digest_size=PRINT_LENGTH // 2).hexdigest()


def _comparable(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, QuerySet | list | tuple | set):
        return "|".join(sorted(_comparable(one) for one in value))
    if isinstance(value, Text):
        return repr(sorted(value.texts.items()))
    return str(value).replace("\r\n", "\n").strip()


def settle_choices(form: Any, current: dict[str, Any]) -> None:
    """Where the reader chose what is in the row, take it instead of what was typed."""
    for name in names(form):
        if form.data.get(form.add_prefix(CHOICE.format(name))) == "theirs":
            form.cleaned_data[name] = _as_cleaned(form.fields[name], current[name])
            form.errors.pop(name, None)


def _as_cleaned(field: Any, value: Any) -> Any:
    is_key = isinstance(field, ModelChoiceField) and not isinstance(value, list | Model)
    return field.to_python(value) if is_key else value


def compare(form: Any, current: dict[str, Any]) -> Conflict | None:
    """What the row and the form disagree about; None where they can both be kept."""
    seen = _seen(form)
    found = []
    for name in names(form):
        if name not in form.cleaned_data:
            continue
        mine, theirs, before = (
            _print(form.cleaned_data[name]),
            _print(current[name]),
            seen.get(name),
        )
        if mine == theirs or theirs == before:
            continue
        found.append(_difference(form, name, current[name], "theirs" if mine == before else "mine"))
    return Conflict(_who_changed(form), tuple(found)) if found else None


def _seen(form: Any) -> dict[str, str]:
    prints = str(form.data.get(form.add_prefix("seen"), "")).split(".")
    fields = list(names(form))
    return dict(zip(fields, prints, strict=False)) if len(prints) == len(fields) else {}


def _difference(form: Any, name: str, theirs: Any, proposed: str) -> Difference:
    field = form.fields[name]
    return Difference(
        name,
        form.add_prefix(CHOICE.format(name)),
        field.label or form[name].label,
        in_words(theirs, field),
        in_words(form.cleaned_data[name], field),
        proposed,
    )


def in_words(value: Any, field: Any) -> str:
    """A value as people read it."""
    value = _as_cleaned(field, value)
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(in_words(one, field) for one in value)
    if isinstance(value, Text):
        return "; ".join(f"{own_name_of(code)}: {text}" for code, text in value.texts.items())
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return calendar.day(value)
    return _labels(field).get(str(value), str(value))


def _labels(field: Any) -> dict[str, str]:
    if isinstance(field, ModelChoiceField):
        return {}
    pairs = getattr(field, "choices", None) or ()
    return {str(key): str(label) for key, label in pairs if not isinstance(label, list | tuple)}


def bring_up_to_date(form: Any) -> None:
    """Let the form be sent again over what the row says now."""
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = form.instance.version
    form.data[form.add_prefix("seen")] = form.initial["seen"] = prints_of(current_values(form))


def _who_changed(form: Any) -> str:
    uuid = getattr(form.instance, "uuid", None)
    lines = journal.history_of(form.kind, uuid, limit=1) if form.kind and uuid else []
    if not lines:
        return _(
            "Somebody changed this while you were writing. "
            "Nothing you typed is lost: choose below what to keep."
        )
    return _(
        "%(who)s changed this (%(when)s) while you were writing. "
        "Nothing you typed is lost: choose below what to keep."
    ) % {"who": lines[0].actor, "when": calendar.local_moment(lines[0].at)}


def once_more() -> str:
    """Said where two people saved in the same instant and nothing needs to be chosen."""
    return _("Somebody saved this in the same moment. Nothing you typed is lost: save once more.")
