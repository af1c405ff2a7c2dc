"""A list taken home as XLSX or CSV: what is shown, all pages of it, with real numbers and days.

For looking and counting. Sheets that come back (keys, choices, a verdict per row) are those of
`hilo.core.sheets`; a demonstration's files are marked in the same places (decision 0025).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hilo.core.sheets.cells import quoted
from hilo.core.sheets.headings import DEMONSTRATION, DEMONSTRATION_WORD
from hilo.core.sheets.writing import tab_name
from hilo.core.text import Text
from hilo.core.time import now
from hilo.ui import reader
from hilo.ui.charts.small import Hidden
from hilo.ui.tables import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | Decimal | dt.date | dt.datetime | None


def download(form: str, title: Any, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """The file; `form` is `xlsx` or `csv`."""
    if settings.IS_DEMONSTRATION:
        columns = [
            *columns,
            Column("demonstration", _(DEMONSTRATION), lambda row: _(DEMONSTRATION)),
        ]
    content = _workbook(title, columns, rows) if form == "xlsx" else _delimited(columns, rows)
    kind = XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = disposition(title, form)
    response["X-Robots-Tag"] = "noindex"
    return response


def disposition(title: Any, form: str) -> str:
    """The header that has a file kept, as `people-2026-11-22.csv`, marked where the people are invented."""
    words = [str(title), _(DEMONSTRATION_WORD) if settings.IS_DEMONSTRATION else ""]
    stem = slugify(" ".join(words), allow_unicode=True) or "list"
    return content_disposition_header(True, f"{stem}-{now():%Y-%m-%d}.{form}") or ""


def _cells(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[Cell]]:
    values = [column.value for column in columns]
    for row in rows:
        yield [plain(value(row)) for value in values]


def plain(value: Any) -> Cell:
    """A value without its looks."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, int | float | Decimal | dt.date):
        return value
    if isinstance(value, Text):
        return quoted(value.shown(reader.language()).value)
    if isinstance(value, Hidden):
        return str(value.words)
    text = strip_tags(value) if isinstance(value, SafeString) else str(value)
    return quoted(text)


def _delimited(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """CSV as spreadsheets of the reader's language expect it: `;` where the comma is in numbers."""
    text = io.StringIO()
    mark = "," if reader.language() == "en" else ";"
    writer = csv.writer(text, delimiter=mark)
    writer.writerow([str(column.label) for column in columns])
    for cells in _cells(columns, rows):
        writer.writerow([_in_csv(cell, mark) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell, mark: str) -> Any:
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, float | Decimal) and mark == ";":
        return f"{cell}".replace(".", ",")
    return "" if cell is None else cell


def _workbook(title: Any, columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(tab_name(str(title), is_demonstration=settings.IS_DEMONSTRATION))
    if get_language_bidi():
        page.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    for number, column in enumerate(columns):
        page.set_column(number, number, 14 if column.is_numeric else 24)
        page.write_string(0, number, str(column.label), head)
    for line, cells in enumerate(_cells(columns, rows), start=1):
        for number, cell in enumerate(cells):
            _write(page, line, number, cell, day, moment)
    if settings.IS_DEMONSTRATION:
        _mark(book, page, title)
    _about(book, title)
    book.close()
    return file.getvalue()


def _mark(book: Any, page: Any, title: Any) -> None:
    """Say on paper and in the properties of the file that its people are invented."""
    book.set_properties({"title": str(title), "comments": _(DEMONSTRATION)})
    page.set_tab_color("#E0A100")
    page.set_header("&C" + _(DEMONSTRATION))


def _write(page: Any, line: int, number: int, cell: Cell, day: Any, moment: Any) -> None:
    if isinstance(cell, str):
        page.write_string(line, number, cell)
    elif isinstance(cell, dt.datetime):
        page.write_datetime(line, number, cell, moment)
    elif isinstance(cell, dt.date):
        page.write_datetime(line, number, dt.datetime.combine(cell, dt.time()), day)
    elif cell is not None:
        page.write_number(line, number, cell)


def _about(book: Any, title: Any) -> None:
    """A second page that says what this is and when it was taken."""
    page = book.add_worksheet("_meta")
    page.set_column(0, 0, 60)
    lines = [str(title), f"{now():%Y-%m-%d %H:%M} UTC"]
    if settings.IS_DEMONSTRATION:
        lines.append(_("Demonstration: people, ratings and progress are invented."))
    for number, line in enumerate(lines):
        page.write_string(number, 0, line)
