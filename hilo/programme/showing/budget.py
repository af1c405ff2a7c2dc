"""Money in tables: what is planned, what was spent, what is left, each currency for itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.programme.models import Activity, BudgetLine, Programme
from hilo.programme.queries.plan import Total
from hilo.ui.charts import Progress
from hilo.ui.components.words import state, text
from hilo.ui.numerals import money, percentage
from hilo.ui.tables import Column, Table

Row = tuple[Activity | None, Total]


def progress_of(total: Total) -> Progress:
    """How much of the money of one currency was spent."""
    return Progress(
        title=_("Spent of what is planned, %(currency)s") % {"currency": total.currency},
        unit=total.currency,
        value=total.spent,
        target=total.planned,
    )


def by_activity_table(held: Sequence[tuple[Activity | None, Sequence[Total]]]) -> Table:
    """One line for each activity and currency."""
    rows = [(activity, total) for activity, totals in held for total in totals]
    columns = (
        Column("activity", _("Activity"), _named, is_row_name=True),
        _amount("planned", _("Planned"), lambda row: row[1].planned),
        _amount("spent", _("Spent"), lambda row: row[1].spent),
        Column("left", pgettext("money", "Left"), _left, is_numeric=True),
    )
    return Table(rows=rows, columns=columns, caption=_("By activity"), on_phone="cards")


def _named(row: Row) -> Any:
    activity = row[0]
    if activity is None:
        return _("The programme as a whole")
    return format_html("<span>{} {}</span>", activity.code, text(activity.title))


def _left(row: Row) -> Any:
    """What is left, or by how much more was spent than planned."""
    total = row[1]
    if total.left >= 0:
        return told(total.left, total.currency)
    over = money(-total.left, total.currency)
    return state(_("%(amount)s over") % {"amount": over}, "error")


def _amount(name: str, label: str, value: Any) -> Column:
    return Column(name, label, lambda row: told(value(row), row[1].currency), is_numeric=True)


def lines_table(programme: Programme, lines: Sequence[BudgetLine], *, may_edit: bool) -> Table:
    """The budget, line by line."""

    def way(one: BudgetLine) -> str:
        return reverse("programme:edit_budget_line", args=[programme.slug, one.uuid])

    columns = (
        Column(
            "name",
            _("Budget line"),
            lambda one: format_html("<span>{} {}</span>", one.code, text(one.title)),
            href=way if may_edit else None,
            is_row_name=True,
        ),
        Column("activity", _("Activity"), lambda one: one.activity and one.activity.code),
        Column("donor", _("Paid by"), lambda one: one.donor or ""),
        Column(
            "planned", _("Planned"), lambda one: told(one.planned, one.currency), is_numeric=True
        ),
        Column("spent", _("Spent"), lambda one: told(one.spent, one.currency), is_numeric=True),
        Column("share", _("Share"), _share, is_numeric=True),
    )
    return Table(rows=lines, columns=columns, caption=_("Budget lines"), on_phone="cards")


def _share(line: BudgetLine) -> str:
    return percentage(line.spent / line.planned) if line.planned else ""


def told(amount: Decimal, currency: str) -> Any:
    return format_html("<bdi>{}</bdi>", money(amount, currency))
