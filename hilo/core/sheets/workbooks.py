"""XLSX files, read cell by cell in a memory that does not grow with the number of lines."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import (
    DATA_TAG,
    FORMULA_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from hilo.core.sheets.messages import warning
from hilo.core.sheets.tables import (
    LISTS,
    META,
    MOST_COLUMNS,
    BrokenCell,
    FormulaCell,
    Line,
    SheetRefused,
    Table,
)
from hilo.core.storage.archives import check_archive

MERGE_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"


class CellReader(WorkSheetParser):
    """openpyxl's reading of one cell, which also remembers that it was a formula or an error."""

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            cell["value"] = FormulaCell(cell["value"])
        elif cell["data_type"] == "e":
            cell["value"] = BrokenCell(cell["value"])
        return cell


def open_workbook(file: IO[bytes]) -> Table:
    """The first visible sheet with rows of the XLSX `file`; raises `SheetRefused` in words."""
    _check_inside(file, check_archive(file))
    book = _load(file)
    pages = [page for page in book.worksheets if page.title not in (META, LISTS)]
    shown = [page for page in pages if page.sheet_state == "visible"] or pages
    if not shown:
        raise SheetRefused(_("This workbook has no sheet with rows."))
    table = Table(
        lambda table: _lines(shown[0], table),
        meta=_meta(book),
        is_1904=book.epoch == CALENDAR_MAC_1904,
    )
    if len(shown) > 1:
        text = gettext_noop(
            "Only the page «%(read)s» was read; the others in the workbook (%(count)s) were left out."
        )
        table.notes.append(warning(text, read=shown[0].title, count=len(shown) - 1))
    return table


def _check_inside(file: IO[bytes], names: list[str]) -> None:
    """Refuse what is no workbook, and XML that defines entities: no spreadsheet program does."""
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise SheetRefused(_("This is not a spreadsheet. Send an XLSX or CSV file."))
    if any(name.endswith((".bin", ".xlsb")) and "workbook" in name for name in names):
        raise SheetRefused(
            _("This is a binary Excel file. Save it as «Excel workbook (.xlsx)» and send that.")
        )
    with zipfile.ZipFile(file) as archive:
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                with archive.open(name) as member:
                    if b"<!DOCTYPE" in member.read(2048).upper():
                        raise SheetRefused(
                            _("This is not a spreadsheet. Send an XLSX or CSV file.")
                        )
    file.seek(0)


def _load(file: IO[bytes]) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it will not keep; we only read
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as problem:
        # openpyxl answers a damaged file with whatever broke first: KeyError, TypeError, ValueError …
        raise _damaged() from problem


def _damaged() -> SheetRefused:
    return SheetRefused(
        _("This file is damaged. Open it in your spreadsheet program, save it again and send that.")
    )


def _lines(page: ReadOnlyWorksheet, table: Table) -> Iterator[Line]:
    try:
        yield from _parsed(page, table)
    except (ParseError, zipfile.BadZipFile, EOFError, ValueError, IndexError, KeyError) as problem:
        raise _damaged() from problem


def _parsed(page: ReadOnlyWorksheet, table: Table) -> Iterator[Line]:
    book = page.parent
    with page._get_source() as source:
        reader = CellReader(
            source,
            page._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        rows: Element | None = None
        for moment, element in iterparse(source, events=("start", "end")):
            if moment == "start":
                rows = element if element.tag == DATA_TAG else rows
            elif element.tag == ROW_TAG:
                yield _line(reader, element)
                if rows is not None:
                    rows.clear()  # else a million empty rows stay in memory as empty elements
            elif element.tag == MERGE_TAG:
                _note_merge(table, element.get("ref", ""))


def _line(reader: CellReader, element: Element) -> Line:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a date out of range: it comes as an error cell
        number, parsed = reader.parse_row(element)
    reader.row_dimensions.clear()
    wanted = [cell for cell in parsed if cell["value"] is not None]
    width = min(max((cell["column"] for cell in wanted), default=0), MOST_COLUMNS)
    cells: list[Any] = [None] * width
    for cell in wanted:
        if cell["column"] <= width:
            cells[cell["column"] - 1] = cell["value"]
    return Line(number, cells)


def _note_merge(table: Table, ref: str) -> None:
    text = gettext_noop(
        "The cells %(cells)s are merged: only the first of them holds a value. "
        "Unmerge them and fill every line."
    )
    if not any(note.text == text for note in table.notes):
        table.notes.append(warning(text, cells=ref))


def _meta(book: Any) -> dict[str, str]:
    """What our own template says of itself, by key."""
    page = next((page for page in book.worksheets if page.title == META), None)
    if page is None:
        return {}
    pairs = [line.cells for line in _lines(page, Table(lambda table: iter(())))]
    return {str(pair[0]): str(pair[1]) for pair in pairs if len(pair) > 1 and pair[0]}
