"""Forms: label above, hint, control, error beside the field and in the summary on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString

from hilo.ui import fields, whose
from hilo.ui.component import Example, component
from hilo.ui.examples import face
from hilo.ui.tables import Table


@component(
    "ui/components/form_fields.html",
    family="forms",
    examples=(
        Example("{% form_fields form %}", face.form),
        Example("{% form_fields form %}", face.wrong_form),
        Example("{% form_fields form %}", face.overtaken_form),
        Example("{% form_fields form %}", face.grouped_form),
    ),
)
def form_fields(form: Any) -> dict[str, Any]:
    """A whole form without its `<form>`: summary of errors, choices of a conflict, fields.

    Works for every Django form; write `<form method="post">` and `{% csrf_token %}` around it. A long
    form names its parts: `groups = ((_("Contact"), ("email", "phone")), …)`; the rest stands first.
    """
    return {**_wrong(form), "form": form, "groups": list(_groups(form))}


@component(
    "ui/components/form_grid.html",
    family="forms",
    examples=(Example("{% form_grid form table %}", face.form_grid),),
)
def form_grid(form: Any, table: Table) -> dict[str, Any]:
    """A form as a table without its `<form>`: summary of errors, then `table`, whose cells hold its controls.

    A column writes a control with `ui.fields.cell(form[name])`; the control says its row and column in
    `aria-label`, as no label stands beside it.
    """
    return {**_wrong(form), "form": form, "table": table}


def _wrong(form: Any) -> dict[str, Any]:
    """What stands above the fields: the conflict with somebody else, and every error."""
    conflict = _conflict(form)
    told = str(conflict.sentence) if conflict else ""
    errors = [error for error in _summary(form) if str(error["text"]) != told]
    return {"errors": errors, "conflict": conflict}


def _groups(form: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The parts of a form: a title, and the fields that it has."""
    named = getattr(form, "groups", ())
    grouped = {name for _title, names in named for name in names}
    yield "", [one for one in form.visible_fields() if one.name not in grouped]
    for title, names in named:
        fields = [form[name] for name in names if name in form.fields]
        if fields:
            yield title, fields


def _summary(form: Any) -> Iterator[dict[str, Any]]:
    if not form.errors:
        return
    for error in form.non_field_errors():
        yield {"text": error}
    for field in form.visible_fields():
        for error in field.errors:
            yield {"text": error, "label": field.label, "target": fields.target_of(field)}
    for field in form.hidden_fields():
        for error in field.errors:
            yield {"text": error}


def _conflict(form: Any) -> Any:
    return getattr(form, "conflict", None)


@component(
    family="forms",
    examples=(
        Example("{% field form.email %}", face.one_field),
        Example("{% field form.title %}", face.multilingual_field),
    ),
)
def field(field: Any) -> SafeString:
    """One field of a form: its label, hint, control and errors; a choice where two people wrote."""
    conflict = _conflict(field.form)
    difference = conflict.of(field.name) if conflict else None
    return fields.draw(field, fields.choice(difference) if difference else "")


@component(
    family="forms",
    examples=(Example('<select aria-label="…">{% options pairs "fr" %}</select>', face.pairs),),
)
def options(pairs: Iterable[tuple[str, Any]], chosen: str = "") -> SafeString:
    """The lines of a `<select>` that no form knows; one of them may be chosen already."""
    return fields.options(pairs, chosen)


@component(
    "ui/components/draft_offer.html",
    family="forms",
    takes_context=True,
    examples=(Example('<form method="post" data-ui-draft="gallery">{% draft_offer %}</form>'),),
)
def draft_offer(context: Context) -> dict[str, Any]:
    """Gives back what was typed on this device and never sent; first inside a form that keeps it.

    The form bears `data-ui-draft="a name of its own"`; without scripts nothing is offered, and never
    to somebody else than whoever was signed in when it was typed.
    """
    return {"whose": whose.mark_of(getattr(context.get("request"), "user", None))}
