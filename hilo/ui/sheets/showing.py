"""How a batch looks: its chips, its rows, what it did, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hilo.core.actors import names_of
from hilo.core.fold import fold
from hilo.core.keeping import kept
from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import LookupColumn, Message, Scope, Sheet, access, services, sheets
from hilo.core.sheets.batches import sheet_of
from hilo.core.sheets.headings import places_of
from hilo.ui import reader
from hilo.ui.tables import Column, Table, draw

MOST_BESIDE = 3  # so many of one sheet stand beside the others in the list of sheets
SHOWN = 100  # rows listed one by one on the page that asks before undoing
State, Verdict, Outcome = Batch.State, BatchRow.Verdict, BatchRow.Outcome

# What a reader may narrow the rows to, beside their verdicts and outcomes.
WARNED = "warned"
KINDS = (Verdict.CREATE, Verdict.CHANGE, Verdict.SAME, Verdict.ERROR, Verdict.GONE)
OUTCOMES = (Outcome.TAKEN, Outcome.REFUSED, Outcome.UNDONE, Outcome.KEPT)
TONES = {
    State.CHECKED: "wait",
    State.APPLIED: "ok",
    State.UNDONE: "",
    State.PARTLY_UNDONE: "warn",
}
ROW_TONES: dict[str, str] = {
    Outcome.TAKEN: "ok",
    Outcome.REFUSED: "error",
    Outcome.KEPT: "warn",
    Verdict.ERROR: "error",
    Verdict.GONE: "error",
    Verdict.CREATE: "ok",
    Verdict.CHANGE: "wait",
}


@dataclass(frozen=True)
class Chip:
    """One way to narrow the rows, with how many there are."""

    label: Any
    count: int
    href: str
    is_current: bool


def chips(batch: Batch, chosen: str) -> list[Chip]:
    """All rows, then each kind that occurs."""
    labels = {str(kind): capfirst(kind.label) for kind in (*KINDS, *OUTCOMES)}
    labels[WARNED] = _("With a remark")
    every = Chip(_("All rows"), batch.counts.get("rows", 0), "?", not chosen)
    some = [
        Chip(label, batch.counts[name], f"?only={name}", chosen == name)
        for name, label in labels.items()
        if batch.counts.get(name)
    ]
    return [every, *some]


def narrowed(batch: Batch, chosen: str) -> QuerySet[BatchRow]:
    """The rows of a batch that `chosen` names; all of them for anything else."""
    rows = batch.rows.order_by("line")
    if chosen == WARNED:
        return rows.filter(is_warned=True)
    if chosen in KINDS:
        return rows.filter(verdict=chosen)
    return rows.filter(outcome=chosen) if chosen in OUTCOMES else rows


def kept_table(
    rows: Sequence[BatchRow], batch: Batch, sheet: Sheet, page: tuple[str, int]
) -> Table:
    """`table_of` a page of rows, written once for as long as the batch stands as it does."""
    stands = (batch.pk, batch.state, str(batch.counts), batch.applied_at, batch.undone_at)
    about = (*stands, *page, *reader.eyes())

    def written() -> Table:
        found = table_of(list(rows), batch, sheet)
        return found.with_rows(range(len(found.rows)), drawn=draw(found))

    return kept(("batch", *about), written)


def table_of(rows: Sequence[BatchRow], batch: Batch, sheet: Sheet) -> Table:
    """The rows as a table: line, verdict, what the row is about, what is said about it."""
    telling = Telling(rows, batch, sheet)
    return Table(
        rows=rows,
        columns=(
            Column(
                "line",
                pgettext("table of rows", "Line"),
                lambda row: row.line,
                is_numeric=True,
                decimals=0,
            ),
            Column("about", pgettext("table of rows", "Row"), telling.about, is_row_name=True),
            Column("verdict", pgettext("table of rows", "Verdict"), verdict_of),
            Column("said", pgettext("table of rows", "Remarks"), telling.said),
        ),
        caption=_("Rows of the sheet"),
        on_phone="cards",
        empty=_("No row is like this."),
    )


def verdict_of(row: BatchRow) -> SafeString:
    """What became of a row, or would; never by colour alone."""
    if row.outcome:
        label, tone = row.get_outcome_display(), ROW_TONES.get(str(row.outcome), "")
    else:
        label, tone = row.get_verdict_display(), ROW_TONES.get(str(row.verdict), "")
    return format_html('<span class="state" data-tone="{}">{}</span>', tone, label)


class Telling:
    """Says what rows are about; places and the like are looked up once for the whole page."""

    def __init__(self, rows: Sequence[BatchRow], batch: Batch, sheet: Sheet) -> None:
        self.sheet = sheet
        self.language = (get_language() or "en")[:2]
        places = places_of(batch.headings, sheet)
        required = [column.name for column in sheet.writable if column.is_required]
        wanted = [*required, *(name for key in sheet.keys for name in key)]
        self.places = sorted({places[name] for name in wanted if name in places})
        self.own = {places[name] for name in sheet.own_keys if name in places}
        self.known = _known(rows, sheet)

    def about(self, row: BatchRow) -> SafeString:
        """The cells that name what the row speaks of, as its author wrote them."""
        cells = [row.raw[place] for place in self.places if place < len(row.raw)]
        words = [
            cell
            for place, cell in zip(self.places, cells, strict=False)
            if cell and place not in self.own
        ]
        words = (
            words or [cell for cell in cells if cell] or [_("(forgotten)") if not row.raw else "…"]
        )
        # Each by itself: an Arabic name at the beginning would turn the whole row around. Together in one
        # element, so that a card breaks their line as that of a sentence.
        names = format_html_join(" · ", "<bdi>{}</bdi>", ((word,) for word in words[:4]))
        return format_html("<span>{}</span>", names)

    def said(self, row: BatchRow) -> SafeString:
        """The sentences about a row, and before → after where it changes something."""
        lines = [*self._messages(row), *self._changes(row)]
        if not lines:
            return SafeString("")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in lines))
        )

    def _messages(self, row: BatchRow) -> Iterable[SafeString]:
        for stored in row.messages:
            message = Message.load(stored)
            yield self._labelled(message.column, str(message))

    def _labelled(self, name: str, words: Any) -> SafeString:
        label = self.sheet.label_of(name)
        return format_html("<b>{}</b> {}", label, words) if label else format_html("{}", words)

    def _changes(self, row: BatchRow) -> Iterable[SafeString]:
        if row.verdict != Verdict.CHANGE:
            return
        for name, after in row.values.items():
            before = self._shown(name, row.before.get(name))
            words = format_html(
                "<del><bdi>{}</bdi></del> <ins><bdi>{}</bdi></ins>",
                before or _("(empty)"),
                self._shown(name, after) or _("(empty)"),
            )
            yield self._labelled(name, words)

    def _shown(self, name: str, kept: Any) -> str:
        if kept in (None, "", []):
            return ""
        column = self.sheet.column(name)
        if name in self.known:
            found = self.known[name].get(kept)
            return column.cell(found, self.language) if found is not None else str(kept)
        return column.shown(kept, self.language)


def _known(rows: Iterable[BatchRow], sheet: Sheet) -> dict[str, dict[str, Any]]:
    """What lookup columns name in these rows, fetched once per column."""
    changed = [row for row in rows if row.verdict == Verdict.CHANGE]
    return {column.name: column.objects(_keys(column, changed)) for column in sheet.lookups}


def _keys(column: LookupColumn, rows: Iterable[BatchRow]) -> set[str]:
    pairs = ((row.values.get(column.name), row.before.get(column.name)) for row in rows)
    return {key for pair in pairs for key in pair if key}


def facts_of(batch: Batch) -> list[tuple[Any, Any]]:
    """Who sent, took over and undid it, and when."""
    names = names_of([batch.by, batch.applied_by, batch.undone_by])
    pairs = [
        (pgettext("uploaded sheet", "File"), format_html("<bdi>{}</bdi>", batch.name)),
        (
            pgettext("uploaded sheet", "Sent"),
            _who(batch.created_at, names.get(batch.by) if batch.by else None),
        ),
    ]
    if batch.applied_at:
        who = names.get(batch.applied_by) if batch.applied_by else None
        pairs.append((pgettext("uploaded sheet", "Taken over"), _who(batch.applied_at, who)))
    if batch.undone_at:
        who = names.get(batch.undone_by) if batch.undone_by else None
        pairs.append((pgettext("uploaded sheet", "Undone"), _who(batch.undone_at, who)))
    return pairs


def _who(moment: Any, name: str | None) -> SafeString:
    from hilo.ui import calendar

    when = calendar.local_moment(moment)
    if name is None:
        return format_html("<bdi>{}</bdi>", when)
    return format_html("<bdi>{}</bdi> · <bdi>{}</bdi>", when, name)


def notes_of(batch: Batch) -> list[str]:
    """What is to be said about the file as a whole."""
    return [str(Message.load(kept)) for kept in batch.notes]


def undoing(batch: Batch) -> dict[str, Any]:
    """What undoing would do: counts, the rows that stay and why, who was written to."""
    plan = services.plan_undo(batch)
    telling = Telling([], batch, sheet_of(batch))
    return {
        "removed": plan.removed,
        "restored": plan.restored,
        "done": plan.done,
        "kept": len(plan.kept),
        "written_to": len(plan.written_to),
        "kept_rows": _told(plan.kept, telling),
        "written_rows": _told(plan.written_to, telling),
        "shown": SHOWN,
    }


def _told(
    pairs: Sequence[tuple[BatchRow, Message]], telling: Telling
) -> list[tuple[int, Any, str]]:
    return [(row.line, telling.about(row), str(said)) for row, said in pairs[:SHOWN]]


# The list of sheets.


@dataclass(frozen=True)
class Many:
    """One sheet that there is for many things, such as the attendance of each cohort."""

    title: Any
    explanation: Any
    bound: list[tuple[Sheet, Scope]]


def gathered(user: Any) -> dict[str, Any]:
    """The sheets of `user` as they are, and under one heading each those that there are more than three times."""
    few, many = [], []
    for name, bound in groupby(access.sheets_for(user), key=lambda one: one[0].name):
        rows = list(bound)
        if len(rows) <= MOST_BESIDE:
            few += rows
        else:
            whole = sheets.get(name)
            rows.sort(key=lambda one: fold(str(one[0].title)))
            many.append(Many(whole.title, whole.explanation, rows))
    return {"sheets": few, "many": many}
