"""Acting on many rows: boxes to tick, "all that match", and a look at what will happen before it does.

It is one form without JavaScript. A view that acts has three beats as every other:

    @require_POST
    def act(request):
        page = GroupList.of(request)                              # permits, and filters as the list did
        picked = tables.chosen(request, page.found)
        if not picked.is_confirmed:
            return tables.preview(request, picked, page.bulk)     # "Remind 11 people?" and who they are
        services.remind(picked.rows, by=request.user)
        return redirect(page.url)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.ui import numerals

Label = Any
SHOWN = 20  # how many of the chosen rows the preview names
MOST_TICKED = 2000  # boxes that one form may send


@dataclass(frozen=True)
class BulkAction:
    """One thing to do with the chosen rows.

    `question(count)` asks before it is done ("Remind 11 people?"), `button(count)` says what the last
    button does ("Remind 11 people").
    """

    name: str
    label: Label
    question: Callable[[int], str]
    button: Callable[[int], str]
    warning: Label = ""
    look: Literal["main", "quiet", "danger"] = "quiet"


@dataclass(frozen=True)
class Bulk:
    """What can be done with rows: the actions, where the form is sent, and how rows are keyed.

    `total` is how many rows match in all, on every page (`has_more`: at least). `are_ticked` shows
    the boxes ticked. `ListPage.bulk_of` fills in what the list knows.
    """

    actions: Sequence[BulkAction]
    url: str
    total: int
    key: Callable[[Any], str] = lambda row: str(row.uuid)
    back: str = ""
    are_ticked: bool = False
    has_more: bool = False

    def action(self, name: str) -> BulkAction | None:
        return next((action for action in self.actions if action.name == name), None)


@dataclass(frozen=True)
class Chosen:
    """The rows that somebody ticked, or all that match; never more than the reader may see."""

    rows: QuerySet[Any]
    keys: tuple[str, ...]
    is_all: bool
    action: str
    expected: int | None = None

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @property
    def is_confirmed(self) -> bool:
        """Whether the reader has seen how many they are, and they are still as many."""
        return self.expected is not None and self.expected == self.count > 0


def chosen(request: HttpRequest, found: QuerySet[Any], *, field: str = "uuid") -> Chosen:
    """What the form chose among `found`, which holds only rows that the reader may act on."""
    sent = request.POST
    is_all = sent.get("all") == "1"
    keys = tuple(key for key in sent.getlist("chosen")[:MOST_TICKED] if _is_key(key, field))
    rows = found if is_all else found.filter(**{f"{field}__in": keys})
    expected = sent.get("expected", "")
    return Chosen(
        rows=rows,
        keys=() if is_all else keys,
        is_all=is_all,
        action=sent.get("do", ""),
        expected=int(expected) if expected.isdecimal() and len(expected) < 10 else None,
    )


def _is_key(key: str, field: str) -> bool:
    if field != "uuid":
        return True
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def preview(
    request: HttpRequest,
    picked: Chosen,
    bulk: Bulk,
    *,
    name: Callable[[Any], Any] = str,
    template: str = "ui/data/bulk_preview.html",
) -> HttpResponse:
    """The page between choosing and doing: what will happen to how many, and who the first are."""
    action = bulk.action(picked.action)
    context = {
        "picked": picked,
        "bulk": bulk,
        "action": action,
        "names": [name(row) for row in picked.rows[:SHOWN]],
        "more": max(picked.count - SHOWN, 0),
        "has_changed": picked.expected not in (None, picked.count),
        "address": request.get_full_path(),
    }
    if action and picked.count:
        context["question"] = action.question(picked.count)
        context["button"] = action.button(picked.count)
    return render(request, template, context, status=200 if action and picked.count else 422)


def all_that_match(total: int, has_more: bool = False) -> str:
    """ "All 830 rows that match, also on other pages"."""
    if has_more:
        words = _("All rows that match, more than %(total)s, also on other pages")
        return words % {"total": numerals.figure(total, 0)}
    words = ngettext(
        "The %(total)s row that matches, also on other pages",
        "All %(total)s rows that match, also on other pages",
        total,
    )
    return words % {"total": numerals.figure(total, 0)}


def choosing() -> Callable[[Any], str]:
    """What names the box of a row for those who hear it."""
    words = _("Choose %(name)s")
    return lambda name: words % {"name": name}
