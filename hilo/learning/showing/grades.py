"""The gradebook as HTML written in Python: 415 people by 20 works are 8,300 cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from hilo.learning.models import Cohort
from hilo.learning.queries.grades import Grades, Work
from hilo.ui import numerals
from hilo.ui.sheets.addresses import address_in

EMPTY = "<td>–</td>"
NEARLY = 1e-6  # a share in binary that should be a whole per cent


def sheet_url(cohort: Cohort) -> str:
    """Where the works of a cohort are graded in a spreadsheet."""
    return address_in("grading", "cohort", cohort.uuid)


def draw(people: Sequence[Any], works: Sequence[Work], grades: Grades) -> SafeString:
    """A row for each person. Per cents are told whole, rounded down, so that 59.9 never reads as 60."""
    cells = {work.pass_percent: _Cells(work.pass_percent) for work in works}
    columns = [cells[work.pass_percent] for work in works]
    parts = [
        f'<tr><th scope="row"><bdi>{escape(str(one))}</bdi></th>{_row(grades[one.enrolment], columns)}</tr>'
        for one in people
    ]
    return mark_safe("".join(parts))  # every value is escaped where it is written


def _row(values: Sequence[float | None], columns: Sequence[_Cells]) -> str:
    return "".join(
        [
            EMPTY if value is None else cells[int(value + NEARLY)]
            for value, cells in zip(values, columns, strict=True)
        ]
    )


class _Cells(dict[int, str]):
    """The cell of each per cent, written once; what does not pass is marked, not by colour alone."""

    def __init__(self, pass_percent: int) -> None:
        super().__init__()
        self.write = partial(_cell, pass_percent)

    def __missing__(self, percent: int) -> str:
        written = self[percent] = self.write(percent)
        return written


def _cell(pass_percent: int, percent: int) -> str:
    figure = escape(numerals.percentage(percent / 100))
    if percent >= pass_percent:
        return f"<td>{figure}</td>"
    return f'<td data-tone="warn">{figure} ▾</td>'
