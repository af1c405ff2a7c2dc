"""The gradebook as HTML written in Python: 415 people by 20 works are 8,300 cells."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from hilo.learning.models import Enrolment
from hilo.learning.queries.grades import Grades, Work
from hilo.ui import numerals

EMPTY = "<td>–</td>"


def draw(rows: Sequence[Enrolment], works: Sequence[Work], grades: Grades) -> SafeString:
    """A row for each person; what does not pass is marked, by a sign and not by colour alone."""
    written: dict[tuple[int, bool], str] = {}

    def cell(person: int, work: Work) -> str:
        value = grades.get((person, work.step))
        if value is None:
            return EMPTY
        key = (round(value), value >= work.pass_percent)
        known = written.get(key)
        if known is None:
            known = written[key] = _cell(*key)
        return known

    parts = [
        f'<tr><th scope="row"><bdi>{escape(str(row.person))}</bdi></th>'
        + "".join([cell(row.pk, work) for work in works])
        + "</tr>"
        for row in rows
    ]
    return mark_safe("".join(parts))  # every value is escaped where it is written


def _cell(percent: int, has_passed: bool) -> str:
    figure = escape(numerals.percentage(percent / 100))
    return f"<td>{figure}</td>" if has_passed else f'<td data-tone="warn">{figure} ▾</td>'
