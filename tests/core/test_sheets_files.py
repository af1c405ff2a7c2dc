"""Files as they come: encodings, marks, headings, formulas, bombs; each has its sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from hilo.core.models import StoredFile
from hilo.core.sheets import services, sheets
from hilo.core.sheets.delimited import encoding_of
from hilo.core.sheets.opening import open_table
from hilo.core.sheets.tables import SheetRefused
from hilo.core.storage import FileRefused
from tests.core.crafts import (
    HEAD,
    CraftSheet,
    checked,
    csv_file,
    messages_of,
    verdicts_of,
    xlsx_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crafts(monkeypatch: pytest.MonkeyPatch) -> CraftSheet:
    sheet = CraftSheet()
    monkeypatch.setitem(sheets._items, sheet.name, sheet)
    return sheet


def refusal(sheet: CraftSheet, upload: SimpleUploadedFile) -> str:
    with pytest.raises(FileRefused) as caught:
        services.read(sheet, upload, by=None, language="en")
    assert not StoredFile.objects.exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("código;título\n1;Peñón", "utf-8", "utf-8"),
        ("código;título\n1;Peñón", "utf-8-sig", "utf-8-sig"),
        ("código;título\n1;Peñón", "utf-16", "utf-16"),
        ("código;título\n1;Peñón", "utf-16-le", "utf-16-le"),
        ("código;título\n1;Peñón", "utf-16-be", "utf-16-be"),
        ("código;título\n1;Peñón", "cp1252", "cp1252"),
        ("prénom;été\nÉlodie;français", "cp1252", "cp1252"),
        ("الرمز;الاسم\n1;حرفة النحاس", "cp1256", "cp1256"),
        ("code;title\n1;نحاس", "cp1256", "cp1256"),
    ],
)
def test_the_encoding_is_found_out(text: str, encoding: str, expected: str) -> None:
    assert encoding_of(text.encode(encoding)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_accents_and_marks(crafts: CraftSheet, encoding: str, mark: str) -> None:
    text = f"Code{mark}Title\r\n7{mark}Peñón de «oro»\r\n"
    batch = checked(crafts, csv_file(text, encoding))
    row = batch.rows.get()
    assert (row.line, row.verdict) == (2, "create")
    assert row.values == {"code": "007", "title": "Peñón de «oro»"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("encoding", "said", "name"),
    [("cp1252", "Ñandú de latón", "Windows-1252"), ("cp1256", "حرفة النحاس", "Windows-1256")],
)
def test_a_row_from_an_older_file_among_others(
    crafts: CraftSheet, mark: bytes, encoding: str, said: str, name: str
) -> None:
    rows = ["Code;Title\n1;Peñón\n".encode(), f"2;{said}\n".encode(encoding), "3;Añil\n".encode()]
    batch = checked(crafts, SimpleUploadedFile("crafts.csv", mark + b"".join(rows)))
    titles = [row.values["title"] for row in batch.rows.order_by("line")]
    assert titles == ["Peñón", said, "Añil"]
    assert batch.notes[0]["params"] == {"encoding": name, "lines": "3"}


def test_what_looks_like_a_formula_is_text_and_is_told(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file("code;title\n1;=1+1\n2;'=1+1"))
    assert [row.values["title"] for row in batch.rows.order_by("line")] == ["=1+1", "=1+1"]
    said = "This cell begins like a formula; it was read as text, and nothing was calculated."
    assert messages_of(batch) == {2: [said], 3: []}


def test_an_older_encoding_is_told(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file("code;title\n1;حرفة النحاس", "cp1256"))
    assert batch.rows.get().values["title"] == "حرفة النحاس"
    assert "Windows-1256" in batch.notes[0]["params"]["encoding"]


def test_commas_inside_cells_do_not_decide_the_mark(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file("code;title;share\n1;a, b, c;1,5\n2;d, e, f;2,5\n", "utf-8"))
    assert [row.values["share"] for row in batch.rows.all()] == ["1.5", "2.5"]


def test_a_line_that_names_the_mark(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file("sep=|\ncode|title\n1|One\n"))
    assert verdicts_of(batch) == {3: "create"}


def test_a_cell_of_several_lines_keeps_the_count_of_lines(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file('code,title,remark\n1,One,"a\nb"\n2,Two,\n'))
    assert verdicts_of(batch) == {2: "create", 4: "create"}
    assert batch.rows.get(line=2).values["remark"] == "a\nb"


@pytest.mark.parametrize(
    "heads",
    [
        ["code", "title"],
        ["CODE *", "Title:"],
        ["  Code (required)", "nombre"],
        ["Code", "الاسم"],
    ],
)
def test_headings_by_name_label_or_alias(crafts: CraftSheet, heads: list[str]) -> None:
    assert verdicts_of(checked(crafts, xlsx_file(heads, ["1", "One"]))) == {2: "create"}


def test_headings_under_a_title_and_a_hidden_row(crafts: CraftSheet) -> None:
    file = xlsx_file(["Our crafts"], [], ["code", "title"], ["Code", "Title"], ["1", "One"])
    assert verdicts_of(checked(crafts, file)) == {5: "create"}


def test_unknown_columns_are_named_and_left_out(crafts: CraftSheet) -> None:
    batch = checked(crafts, xlsx_file(["code", "title", "Shoe size"], ["1", "One", 43]))
    assert "Shoe size" in batch.notes[0]["params"]["columns"]
    assert verdicts_of(batch) == {2: "create"}


def test_two_hundred_columns(crafts: CraftSheet) -> None:
    extra = [f"Extra {n}" for n in range(200)]
    batch = checked(crafts, xlsx_file(["code", "title", *extra], ["1", "One", *range(200)]))
    note = batch.notes[0]
    assert note["params"]["count"] == 200 and "Extra 7" in note["params"]["columns"]
    assert verdicts_of(batch) == {2: "create"}


def test_a_doubled_heading_is_refused_with_both_places(crafts: CraftSheet) -> None:
    said = refusal(crafts, xlsx_file(["code", "title", "Code"], ["1", "One", "2"]))
    assert "«Code»" in said and "A and C" in said


def test_missing_columns_are_named(crafts: CraftSheet) -> None:
    assert "«Title»" in refusal(crafts, xlsx_file(["code", "email"], ["1", "a@b.example"]))


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.csv", b""),
        SimpleUploadedFile("a.csv", b"\xef\xbb\xbf \r\n"),
        csv_file("code;title\n"),
        csv_file("hello;world\n1;2\n"),
        xlsx_file(),
        xlsx_file(["code", "title"]),
        xlsx_file(["code", "title"], ["", "  "]),
    ],
)
def test_an_empty_or_foreign_table(crafts: CraftSheet, upload: SimpleUploadedFile) -> None:
    upload.seek(0)
    said = refusal(crafts, upload)
    assert said.endswith((".", "»."))
    assert any(word in said for word in ("empty", "no rows", "headings"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old or protected Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"<html><table>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "web page"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\x00\x01\x02\x03code;title", "not a spreadsheet"),
    ],
)
def test_other_formats_are_named(crafts: CraftSheet, content: bytes, said: str) -> None:
    assert said in refusal(crafts, SimpleUploadedFile("crafts.xlsx", content))


def zipped(
    members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED
) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("crafts.xlsx", out.getvalue())


OPEN_DOCUMENT = zipped(
    {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED
)
BOMB = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"0" * 20_000_000}
MANY = {"[Content_Types].xml": b"<x/>"} | {f"xl/{n}.xml": b"<x/>" for n in range(2001)}
ENTITIES = {
    "[Content_Types].xml": b"<x/>",
    "xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
}


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (OPEN_DOCUMENT, "OpenDocument"),
        (zipped(BOMB), "unpacks to far more"),
        (zipped(MANY), "more than 2000 files"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/../../x": b""}), "points outside"),
        (zipped({"[Content_Types].xml": b"<x/>", "/xl/x": b""}), "points outside"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/vbaProject.bin": b""}), "macros"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "damaged"),
        (zipped(ENTITIES), "not a spreadsheet"),
        (zipped({"readme.txt": b"hello"}), "not kept here"),
    ],
)
def test_archives_from_strangers(crafts: CraftSheet, upload: SimpleUploadedFile, said: str) -> None:
    assert said in refusal(crafts, upload)


def test_a_link_in_an_archive(crafts: CraftSheet) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr("[Content_Types].xml", b"<x/>")
        archive.writestr(link, "/etc/passwd")
    assert "link" in refusal(crafts, SimpleUploadedFile("crafts.xlsx", out.getvalue()))


def test_a_formula_is_read_by_its_last_value_and_told(crafts: CraftSheet) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["code", "title", "people"])
    page.write_row(1, 0, ["1", "One"])
    page.write_formula(1, 2, "=2+3", None, 5)
    page.write_row(2, 0, ["2", "Two"])
    page.write_formula(2, 2, "=A1", None, "")
    book.close()
    batch = checked(crafts, SimpleUploadedFile("crafts.xlsx", out.getvalue()))
    first, second = batch.rows.order_by("line")
    assert (first.verdict, first.is_warned, first.values["people"]) == ("create", True, "5")
    assert "its last value «5» was read" in messages_of(batch)[2][0]
    assert second.verdict == "error"
    assert "formula without a value" in messages_of(batch)[3][0]


def test_errors_of_the_spreadsheet_are_told(crafts: CraftSheet) -> None:
    batch = checked(crafts, xlsx_file(["code", "title", "people"], ["1", "One", "#N/A"]))
    assert "shows an error here (#N/A)" in messages_of(batch)[2][0]


def test_merged_cells_and_several_sheets_are_told(crafts: CraftSheet) -> None:
    book = Workbook()
    book.active.append(["code", "title"])
    book.active.append(["1", "One"])
    book.active.append(["2", None])
    book.active.merge_cells("B2:B3")
    book.create_sheet("Other")
    batch = checked(crafts, saved(book))
    notes = {note["text"][:20] for note in batch.notes}
    assert notes == {"Only the page «%(rea", "The cells %(cells)s "}
    assert verdicts_of(batch) == {2: "create", 3: "error"}


def saved(book: Workbook) -> SimpleUploadedFile:
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("crafts.xlsx", out.getvalue())


def test_real_dates_numbers_and_serials(crafts: CraftSheet) -> None:
    rows = [
        ["1", "One", dt.date(2026, 3, 1), 7],
        ["2", "Two", 46082, 7.0],
        ["3", "Three", "1/3/2026", "7"],
    ]
    batch = checked(crafts, xlsx_file(["code", "title", "since", "people"], *rows))
    for row in batch.rows.all():
        assert (row.values["since"], row.values["people"]) == ("2026-03-01", "7")


def test_a_million_formatted_empty_lines_end(crafts: CraftSheet) -> None:
    row = "<row r='{0}'><c r='A{0}' s='1'/><c r='B{0}' s='1'/></row>"
    empty = "".join(row.format(number) for number in range(3, 150_000))
    file = xlsx_file(["code", "title"], ["1", "One"])
    file = with_rows(file, empty)
    batch = checked(crafts, file)
    assert verdicts_of(batch) == {2: "create"}


def with_rows(file: SimpleUploadedFile, rows: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name).decode()
            target.writestr(name, content.replace("</sheetData>", rows + "</sheetData>"))
    return SimpleUploadedFile("crafts.xlsx", out.getvalue())


def test_coloured_empty_cells_are_no_rows(crafts: CraftSheet) -> None:
    book = load_workbook(xlsx_file(["code", "title"], ["1", "One"]))
    for row in range(3, 400):
        book.active.cell(row, 1).fill = PatternFill("solid", "FF0000")
    assert verdicts_of(checked(crafts, saved(book))) == {2: "create"}


class Others(CraftSheet):
    name, title = "others", "Others"


def test_a_file_of_another_sheet_is_recognised(
    crafts: CraftSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sheets._items, "others", Others())
    book = load_workbook(xlsx_file(HEAD, ["1", "One"]))
    book.create_sheet("_meta").append(["sheet", "others"])
    assert "made for the sheet «Others»" in refusal(crafts, saved(book))


def test_reading_from_the_top_twice(crafts: CraftSheet) -> None:
    table = open_table(xlsx_file(["code", "title"], ["1", "One"]))
    assert (
        [line.number for line in table.lines()] == [line.number for line in table.lines()] == [1, 2]
    )


def test_a_cell_beyond_all_size_is_refused_with_its_line(crafts: CraftSheet) -> None:
    upload = SimpleUploadedFile("long.csv", b"Code,Name\nA,b\nB," + b"x" * 200_000 + b"\n")
    with pytest.raises(SheetRefused, match="Line 3 of this file cannot be read"):
        list(open_table(upload).lines())
