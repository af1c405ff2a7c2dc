"""The grid in which targets are written: a row for each period and one for other days, a column for each region."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from hilo.places.models import Region
from hilo.programme.rules.periods import Period
from hilo.programme.showing.periods import in_words
from hilo.ui import fields
from hilo.ui.tables import Column, Table

Row = Period | None


def grid_of(form: Any) -> Table:
    """The table of `forms.targets.TargetsForm`."""
    days = Column("days", _("Period"), lambda row: _days(form, row), is_row_name=True)
    each = [_column(form, place) for place in form.places]
    rows: list[Row] = [*form.periods, None]
    return Table(rows=rows, columns=(days, *each), caption=_("Targets"), on_phone="cards")


def _days(form: Any, row: Row) -> Any:
    """The period in words; of other days, the two fields that ask for them."""
    if row is not None:
        return in_words(row)
    first, last = fields.draw(form["starts_on"]), fields.draw(form["ends_on"])
    return format_html('<div class="flow"><span>{}</span>{}{}</div>', _("Other days"), first, last)


def _column(form: Any, place: Region | None) -> Column:
    label = place.name if place else _("Whole programme")
    name = place.slug if place else "whole"
    return Column(name, label, lambda row: fields.cell(form[form.name_of(row, place)]))
