"""The number of an indicator by each split that was chosen for it, as tables on its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.programme import groups
from hilo.programme.counting import divided
from hilo.programme.counting.dashboard import Line, View
from hilo.programme.rules.joining import Joined
from hilo.programme.showing import dashboard
from hilo.programme.splits import label_of
from hilo.ui.components.words import text
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

MOST = 20  # groups in a table; a programme may reach hundreds of municipalities


@dataclass(frozen=True)
class Divided:
    """One table, and how many of the smaller groups it leaves out, in words."""

    table: Table
    more: str = ""


def tables_of(line: Line, view: View) -> Iterator[Divided]:
    """One table for each split that tells something apart."""
    for split in divided.splits_of(line.indicator):
        found = divided.to_date(line.indicator, line.numbers, split, view.day)
        if found:
            yield _divided(line, split, found)


def _divided(line: Line, split: str, found: dict[str, Joined]) -> Divided:
    largest = sorted(found, key=lambda code: -(found[code].value or 0))[:MOST]
    codes = groups.in_order(split, largest)
    texts = groups.texts_of(split, codes, line.indicator.programme)

    def name(code: str) -> Any:
        shown = groups.name_of(split, code, texts)
        return text(shown) if code in texts else shown

    def value(code: str) -> Any:
        return dashboard.value_of(line, found[code])

    columns = (
        Column("group", label_of(split), name, is_row_name=True),
        Column("value", _("Value"), value, is_numeric=True),
    )
    table = Table(rows=codes, columns=columns, caption=label_of(split))
    return Divided(table, _left_out(len(found) - len(codes)))


def _left_out(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)s smaller group stands in the file of the logframe.",
        "%(count)s smaller groups stand in the file of the logframe.",
        count,
    )
    return words % {"count": figure(count)}
