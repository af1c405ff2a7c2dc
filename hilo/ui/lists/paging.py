"""Pages that stay quick with 100,000 rows.

Rows are counted up to a limit and no further ("more than 10,000"); the next page is offered where one
row more is there; and far behind, only keys are skipped and the rows of one page fetched by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.ui import numerals
from hilo.ui.lists import addresses

MOST_COUNTED = 10_000
FAR = 500  # rows: from here on keys are skipped first


@dataclass(frozen=True)
class Total:
    """How many rows there are; beyond the limit, that there are more."""

    count: int
    is_more: bool = False

    def __str__(self) -> str:
        words = numerals.figure(self.count, 0)
        return _("more than %(count)s") % {"count": words} if self.is_more else words


def total_of(rows: QuerySet[Any], most: int = MOST_COUNTED) -> Total:
    """The number of `rows`, counted up to `most`."""
    return _up_to(most, rows.order_by().values("pk")[: most + 1].count())


def total_at_end(number: int, size: int, shown: int, most: int = MOST_COUNTED) -> Total:
    """The same as the last page tells it, number `number`, on which `shown` rows stand."""
    return _up_to(most, (number - 1) * size + shown)


def _up_to(most: int, count: int) -> Total:
    return Total(min(count, most), count > most)


@dataclass(frozen=True)
class Step:
    """A link of the pagination; a gap has no number."""

    number: int
    text: str
    href: str
    is_current: bool = False


@dataclass(frozen=True)
class Pages:
    """Where the reader is among the pages, and the ways onward."""

    number: int
    words: str
    previous: str
    next: str
    steps: tuple[Step, ...]

    @property
    def has_others(self) -> bool:
        return bool(self.previous or self.next)


def cut(rows: QuerySet[Any], number: int, size: int) -> tuple[list[Any], bool]:
    """The rows of page `number` (from 1), and whether another page follows."""
    start = (number - 1) * size
    if start < FAR:
        found = list(rows[start : start + size + 1])
    else:
        keys = list(rows.values_list("pk", flat=True)[start : start + size + 1])
        by_key = rows.order_by().in_bulk(keys)
        found = [by_key[key] for key in keys if key in by_key]
    return found[:size], len(found) > size


def pages(
    number: int, size: int, shown: int, total: Total, follows: bool, query: QueryDict
) -> Pages:
    """The pagination of a page that shows `shown` rows."""
    last = max(-(-total.count // size), 1)
    known = last if not total.is_more else max(last, number + follows)
    return Pages(
        number=number,
        words=_words((number - 1) * size + 1, shown, total),
        previous=_href(query, number - 1) if number > 1 else "",
        next=_href(query, number + 1) if follows else "",
        steps=_steps(number, known, query),
    )


def pages_of(page: Page[Any], query: QueryDict) -> Pages:
    """The same for a page of Django's own paginator."""
    total = Total(page.paginator.count)
    # Counted, not fetched: the rows may be written already.
    size = page.paginator.per_page
    shown = page.end_index() - page.start_index() + 1 if total.count else 0
    return pages(page.number, size, shown, total, page.has_next(), query)


def _words(first: int, shown: int, total: Total) -> str:
    if not shown:
        return ""
    words = ngettext(
        "%(first)s to %(last)s of %(total)s", "%(first)s to %(last)s of %(total)s", total.count
    )
    last = first + shown - 1
    return words % {
        "first": numerals.figure(first, 0),
        "last": numerals.figure(last, 0),
        "total": str(total),
    }


def _steps(number: int, last: int, query: QueryDict) -> tuple[Step, ...]:
    wanted: Sequence[int] = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
    steps: list[Step] = []
    for page in wanted:
        if steps and page - steps[-1].number > 1:
            steps.append(Step(page - 1, "…", ""))
        text = numerals.figure(page, 0)
        steps.append(Step(page, text, _href(query, page), page == number))
    return tuple(steps)


def _href(query: QueryDict, number: int) -> str:
    return addresses.with_value(query, "page", str(number) if number > 1 else "")
