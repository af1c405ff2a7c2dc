"""The history of a lesson: earlier texts as a table, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.text import direction_of, own_name_of
from hilo.learning.models import LessonRevision, Step
from hilo.learning.rules.differences import Line, compare
from hilo.ui import calendar
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

AROUND = 2  # lines that stay, shown beside a change
MARKS = {"came": "ins", "went": "del"}


def table(step: Step, rows: Sequence[LessonRevision]) -> Table:
    """One line for each earlier text, the latest first."""
    slug = step.module.course.slug

    def href(row: LessonRevision) -> str:
        return reverse("learning:lesson_revision", args=[slug, step.uuid, row.number])

    columns = (
        Column("number", _("Text"), lambda row: figure(row.number), href=href, is_row_name=True),
        Column("at", _("When"), lambda row: calendar.local_moment(row.at)),
        Column("by", _("By"), lambda row: row.by or ""),
        Column("what", _("What"), _what),
    )
    return Table(rows=rows, columns=columns, caption=_("Earlier texts"), on_phone="cards")


def _what(row: LessonRevision) -> str:
    if row.restored is None:
        return ", ".join(own_name_of(code) for code in row.title.texts)
    return _("text %(number)s brought back") % {"number": figure(row.restored)}


def revision(step: Step, found: LessonRevision, *, with_now: bool) -> dict[str, Any]:
    """What differs between `found` and the text before it, or the text now."""
    before, now = step.revisions.filter(number__lt=found.number).first(), step.lesson.body
    old = found.body if with_now else (before.body if before else None)
    new = now if with_now else found.body
    codes = dict.fromkeys([*(old.texts if old else ()), *new.texts])
    parts = [
        _part(code, old.texts.get(code, "") if old else "", new.texts.get(code, ""))
        for code in codes
    ]
    return {
        "revision": found,
        "parts": [one for one in parts if one["drawn"]],
        "is_latest": found.body == now,
        "with_now": with_now,
    }


def _part(code: str, old: str, new: str) -> dict[str, Any]:
    return {
        "name": own_name_of(code),
        "language": code,
        "direction": direction_of(code),
        "drawn": drawn(compare(old, new)) if old != new else "",
    }


def drawn(lines: Sequence[Line]) -> SafeString:
    """Lines that came and went, each change with two lines around it; the rest is counted."""
    near = {
        other
        for at, line in enumerate(lines)
        if line.is_changed
        for other in range(at - AROUND, at + AROUND + 1)
    }
    return mark_safe(f'<div class="difference">{"".join(_drawn(lines, near))}</div>')


def _drawn(lines: Sequence[Line], near: set[int]) -> Iterator[str]:
    left_out = 0
    for at, line in enumerate(lines):
        if at not in near:
            left_out += 1
            continue
        if left_out:
            yield _gap(left_out)
        left_out = 0
        yield f"<p>{''.join(map(_piece, line.pieces)) or '&nbsp;'}</p>"
    if left_out:
        yield _gap(left_out)


def _piece(piece: Any) -> str:
    tag = MARKS.get(piece.fate)
    text = escape(piece.text)
    return f"<{tag}>{text or '¶'}</{tag}>" if tag else str(text)


def _gap(count: int) -> str:
    words = ngettext("%(count)s line as before", "%(count)s lines as before", count)
    return f'<p class="gap">{escape(words % {"count": figure(count)})}</p>'
