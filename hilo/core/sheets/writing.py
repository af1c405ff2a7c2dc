"""Rows on their way out: XLSX and CSV that come back unchanged (docs/algorithms/sheets.md)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from hilo.core.installation import the_installation
from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import cells
from hilo.core.sheets.batches import scope_of, sheet_of
from hilo.core.sheets.columns import Column, LookupColumn, MultiColumn
from hilo.core.sheets.declaration import WHOLE, Scope, Sheet
from hilo.core.sheets.headings import DEMONSTRATION, DEMONSTRATION_WORD, PROBLEM, own_places
from hilo.core.sheets.messages import Message
from hilo.core.sheets.tables import LISTS, META
from hilo.core.storage.contents import CSV, XLSX
from hilo.core.time import today

SEMICOLON = ("es", "fr")  # their spreadsheets write decimals with a comma
COMMA = ("fr",)
LETTER = ("es",)  # Mexico prints on Letter, the others on A4
PAPERS = {True: 1, False: 9}
ROOM = 5000  # rows of a template that offer the lists
# A telephone number needs no apostrophe beside its text format: digits alone run nothing.
TELEPHONE = re.compile(r"\+[\d ().-]+")
FORMATS = {"xlsx": XLSX, "csv": CSV}


@dataclass(frozen=True)
class Download:
    """A file made for somebody: its name, its media type, and its content."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Page:
    """What goes into a file: headings, their machine names, and rows of values."""

    title: str
    name: str
    labels: list[str]
    names: list[str]
    columns: list[Column | None]
    rows: Iterable[list[Any]]
    language: str
    sheet: Sheet
    is_demonstration: bool
    scope: Scope = WHOLE


def template(sheet: Sheet, *, language: str, form: str = "xlsx", scope: Scope = WHOLE) -> Download:
    """An empty sheet to fill in, with lists to choose from."""
    with translation.override(language):
        page = _page(sheet, iter(()), language, scope, sheet.writable)
        return _write(page, form, f"{sheet.name}-template")


def export(
    sheet: Sheet,
    *,
    language: str,
    form: str = "xlsx",
    scope: Scope = WHOLE,
    things: Iterable[Any] | None = None,
) -> Download:
    """What is here now (or `things` of it); sent back unchanged, every row is «already so»."""
    with translation.override(language):
        found = sheet.objects(scope).iterator(chunk_size=500) if things is None else things
        page = _page(sheet, _values(sheet, found, language), language, scope, sheet.shown)
        return _write(page, form, f"{sheet.name}-{today():%Y-%m-%d}")


def bad_rows(batch: Batch, *, language: str, form: str = "xlsx") -> Download:
    """The rows that were not taken, as their author wrote them, with what is wrong beside each."""
    sheet = sheet_of(batch)
    with translation.override(language):
        own = own_places(batch.headings)
        places = [place for place in range(len(batch.headings)) if place not in own]
        labels = [*(batch.headings[place] for place in places), _(PROBLEM)]
        rows = (
            [*("".join(row.raw[place : place + 1]) for place in places), in_words(row, sheet)]
            for row in batch.rows.bad().order_by("line").iterator(chunk_size=500)
        )
        page = Page(
            title=str(sheet.title),
            name=f"{sheet.name}-to-correct",
            labels=labels,
            names=[],
            columns=[None] * len(labels),
            rows=rows,
            language=language,
            sheet=sheet,
            is_demonstration=the_installation().is_demonstration,
            scope=scope_of(batch),
        )
        return _write(page, form, page.name)


def in_words(row: BatchRow, sheet: Sheet) -> str:
    """All that was said about a row, each sentence after the name of its column."""
    return "\n".join(_sentence(Message.load(kept), sheet) for kept in row.messages)


def _sentence(message: Message, sheet: Sheet) -> str:
    label = sheet.label_of(message.column)
    colon = _(":")  # in French a space stands before it
    return f"{label}{colon} {message}" if label else str(message)


def _page(
    sheet: Sheet, rows: Iterator[list[Any]], language: str, scope: Scope, columns: Iterable[Column]
) -> Page:
    shown: list[Column | None] = [*columns]
    labels = [f"{one.label} *" if one.is_required else str(one.label) for one in shown if one]
    names = [one.name for one in shown if one]
    is_demonstration = the_installation().is_demonstration
    if is_demonstration:
        mark = _(DEMONSTRATION)
        shown, labels, names = [*shown, None], [*labels, mark], [*names, "_demonstration"]
        rows = ([*row, mark] for row in rows)
    return Page(
        title=str(sheet.title),
        name=sheet.name,
        labels=labels,
        names=names,
        columns=shown,
        rows=rows,
        language=language,
        sheet=sheet,
        is_demonstration=is_demonstration,
        scope=scope,
    )


def _values(sheet: Sheet, things: Iterable[Any], language: str) -> Iterator[list[Any]]:
    names: dict[tuple[str, str], Any] = {}  # of places and the like: each is worked out once
    for thing in things:
        current = sheet.taken_home(thing)
        yield [_value(one, current.get(one.name), language, names) for one in sheet.shown]


def _value(column: Column, value: Any, language: str, names: dict[tuple[str, str], Any]) -> Any:
    if value is None or value == "":
        return ""
    if not isinstance(column, LookupColumn):
        return column.cell(value, language)
    key = (column.name, column.key_of(value))
    if key not in names:
        names[key] = column.cell(value, language)
    return names[key]


def _write(page: Page, form: str, name: str) -> Download:
    kind = FORMATS[form]
    content = _workbook(page) if form == "xlsx" else _delimited(page)
    mark = f"{_(DEMONSTRATION_WORD)}-" if page.is_demonstration else ""
    return Download(f"{mark}{name}{kind.ending}", kind.type, content)


# --- CSV ------------------------------------------------------------------------------------------


def _delimited(page: Page) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if page.language in SEMICOLON else ",")
    writer.writerow([cells.quoted(label) for label in page.labels])
    for row in page.rows:
        writer.writerow([_as_text(value, page.language) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _as_text(value: Any, language: str) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return f"{value:f}".replace(".", ",") if language in COMMA else f"{value:f}"
    return cells.quoted(str(value))


# --- XLSX -----------------------------------------------------------------------------------------


def _workbook(page: Page) -> bytes:
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        if page.is_demonstration:
            book.set_properties({"title": page.title, "comments": _(DEMONSTRATION)})
        _main(book, page)
        if page.names:
            _lists(book, page)
        _meta(book, page)
        book.close()
        file.seek(0)
        return file.read()


def _main(book: xlsxwriter.Workbook, page: Page) -> None:
    tab = book.add_worksheet(tab_name(page.title, is_demonstration=page.is_demonstration))
    head = 1 if page.names else 0
    _set_up(book, tab, page, head)
    if page.names:
        tab.write_row(0, 0, page.names)
        tab.set_row(0, None, None, {"hidden": True})
    bold = book.add_format(
        {"bold": True, "bg_color": "#F3EDE1", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    for place, label in enumerate(page.labels):
        tab.write_string(head, place, label, bold)
    text = book.add_format({"num_format": "@", "quote_prefix": True})
    formats = [_format(book, column) for column in page.columns]
    for number, row in enumerate(page.rows, start=head + 1):
        for place, value in enumerate(row):
            _cell(tab, number, place, value, formats[place], text)


def _set_up(book: xlsxwriter.Workbook, tab: Any, page: Page, head: int) -> None:
    """How the sheet looks, moves and prints; the lists that its cells offer."""
    for place, column in enumerate(page.columns):
        width = column.width if column else 40
        tab.set_column(place, place, width, _format(book, column))
    if page.language == "ar":
        tab.right_to_left()
    tab.freeze_panes(head + 1, 0)
    tab.repeat_rows(head)
    tab.set_landscape()
    tab.set_paper(PAPERS[page.language in LETTER])
    tab.fit_to_pages(1, 0)
    if page.is_demonstration:
        tab.set_tab_color("#E0A100")
        tab.set_header("&C" + _(DEMONSTRATION))
    if page.names:
        _validate(tab, page, head)


def tab_name(title: str, *, is_demonstration: bool) -> str:
    """A title that a spreadsheet takes as the name of a tab: 31 signs, none of []:*?/\\.

    It is marked where the data are invented: the tab is what one sees of a file at any row.
    """
    marked = f"{_(DEMONSTRATION_WORD).capitalize()} · {title}" if is_demonstration else title
    return "".join(sign for sign in marked if sign not in "[]:*?/\\'")[:31].strip() or "Hilo"


def _format(book: xlsxwriter.Workbook, column: Column | None) -> Any:
    wanted = column.number_format if column else "@"
    known = book.__dict__.setdefault("hilo_formats", {})
    if wanted not in known:
        known[wanted] = book.add_format({"num_format": wanted})
    return known[wanted]


def _cell(tab: Any, number: int, place: int, value: Any, format: Any, text: Any) -> None:
    if isinstance(value, dt.date):
        tab.write_datetime(number, place, dt.datetime.combine(value, dt.time()), format)
    elif isinstance(value, int | Decimal):
        tab.write_number(number, place, value, format)
    elif value:
        value = str(value)
        is_dangerous = value.lstrip("'").startswith(cells.DANGEROUS)
        if is_dangerous and not TELEPHONE.fullmatch(value):
            value = cells.quoted(value)
        # With «quote prefix» a spreadsheet shows the text and never runs it, also after editing.
        tab.write_string(number, place, value, text if is_dangerous else format)


def _listed(page: Page) -> list[tuple[int, Column, list[tuple[str, str]]]]:
    """The columns that offer a list: their place and their (code, label) pairs."""
    found = [
        (place, column, column.options(page.language))
        for place, column in enumerate(page.columns)
        if column is not None and not column.is_shown_only
    ]
    return [(place, column, options) for place, column, options in found if options]


def _validate(tab: Any, page: Page, head: int) -> None:
    offered = {place: number for number, (place, *_rest) in enumerate(_listed(page))}
    for place, column in enumerate(page.columns):
        if column is None or column.is_shown_only:
            continue
        rules: dict[str, Any] = {"validate": "any"}
        if place in offered and not isinstance(column, MultiColumn):
            rules = _choose_from(offered[place], len(column.options(page.language)))
        hint = str(column.hint)
        if hint:
            rules |= {"input_title": str(column.label)[:32], "input_message": hint[:255]}
        if len(rules) > 1:
            tab.data_validation(head + 1, place, head + ROOM, place, rules)


def _choose_from(number: int, length: int) -> dict[str, Any]:
    """A list that warns and does not forbid: codes and other languages are read as well."""
    letter = xl_col_to_name(2 * number + 1)
    return {
        "validate": "list",
        "source": f"={LISTS}!${letter}$2:${letter}${length + 1}",
        "error_type": "warning",
        "error_title": _("Not on the list")[:32],
        "error_message": _("Choose from the list so that this row is understood.")[:255],
    }


def _lists(book: xlsxwriter.Workbook, page: Page) -> None:
    """The codes and labels of every list, side by side, two columns each."""
    listed = _listed(page)
    if not listed:
        return
    tab = book.add_worksheet(LISTS)
    if page.language == "ar":
        tab.right_to_left()
    tab.set_column(0, 2 * len(listed), 24)
    for place, (_place, column, _options) in enumerate(listed):
        tab.write_string(0, 2 * place, column.name)
        tab.write_string(0, 2 * place + 1, str(column.label))
    for number, pairs in enumerate(zip_longest(*(options for *_rest, options in listed)), start=1):
        for place, pair in enumerate(pairs):
            if pair is not None:
                tab.write_string(number, 2 * place, pair[0])
                tab.write_string(number, 2 * place + 1, pair[1])


def _meta(book: xlsxwriter.Workbook, page: Page) -> None:
    """What the file says of itself, for whoever finds it in a year, and for reading it back."""
    tab = book.add_worksheet(META)
    tab.hide()
    facts = {
        "sheet": page.sheet.name,
        "version": str(page.sheet.version),
        "language": page.language,
        "scope": str(page.scope),
        "date": today().isoformat(),
        "demonstration": "yes" if page.is_demonstration else "no",
    }
    for number, (name, value) in enumerate(facts.items()):
        tab.write_row(number, 0, [name, value])
