"""What is taken home comes back unchanged; what a spreadsheet might run is harmless."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hilo.core.installation import the_installation
from hilo.core.models import Entry, Installation
from hilo.core.sheets import Money, sheets, writing
from hilo.core.sheets.cells import DANGEROUS
from hilo.core.time import now
from tests.core.crafts import TOWNS, CraftSheet, checked, messages_of, verdicts_of

pytestmark = pytest.mark.django_db

LANGUAGES = ["es", "fr", "ar", "en"]
SHEET = CraftSheet()


@pytest.fixture(autouse=True)
def crafts(monkeypatch: pytest.MonkeyPatch) -> CraftSheet:
    monkeypatch.setitem(sheets._items, SHEET.name, SHEET)
    return SHEET


def keep(**values: Any) -> Entry:
    return Entry.objects.create(event="crafts", at=now(), data=SHEET.dump(values))


def back(download: writing.Download) -> SimpleUploadedFile:
    return SimpleUploadedFile(download.name, download.content)


texts = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\r\n;,|_xé ñ«نحاسDA0123456789.(){}\u200f\u202e\ufeff\u00a0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
crafts_of_any_kind = st.fixed_dictionaries(
    {"title": texts.filter(lambda text: bool(SHEET.column("title").dump(text)))},
    optional={
        "email": st.sampled_from(["ana@hilo.example", "noe@hilo.example"]),
        "town": st.sampled_from(sorted(TOWNS)),
        "material": st.sampled_from(["clay", "wool", "copper"]),
        "since": st.dates(dt.date(1901, 1, 1), dt.date(2199, 12, 31)),
        "people": st.integers(0, 5000),
        "share": st.decimals(-9999, 9999, places=2),
        "price": st.builds(Money, st.decimals(0, 10**9, places=2), st.sampled_from(["MXN", "EUR"])),
        "open": st.booleans(),
        "words": st.lists(st.text("abcéنح '=", min_size=1, max_size=8), max_size=4),
        "remark": texts,
    },
)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(crafts_of_any_kind, min_size=1, max_size=6), language=st.sampled_from(LANGUAGES)
)
def test_export_then_import_unchanged_changes_nothing(
    form: str, rows: list[dict[str, Any]], language: str
) -> None:
    Entry.objects.filter(event="crafts").delete()
    for number, values in enumerate(rows):
        keep(code=f"{number:03}", **values)
    file = back(writing.export(SHEET, language=language, form=form))
    batch = checked(SHEET, file, language=language)
    assert set(verdicts_of(batch).values()) == {"same"}, (messages_of(batch), rows)
    assert batch.counts["same"] == len(rows)


@pytest.mark.parametrize(
    "danger", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"]
)
def test_what_a_spreadsheet_might_run_is_quoted(danger: str) -> None:
    Entry.objects.create(event="crafts", at=now(), data={"code": "001", "title": danger})
    text = writing.export(SHEET, language="en", form="csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(DANGEROUS)]
    page = load_workbook(io.BytesIO(writing.export(SHEET, language="en").content)).worksheets[0]
    cell = page["B3"]
    assert cell.data_type == "s"
    assert not cell.value.startswith(DANGEROUS)
    assert verdicts_of(checked(SHEET, back(writing.export(SHEET, language="en")))) == {3: "same"}


def test_a_telephone_number_is_text_without_an_apostrophe() -> None:
    Entry.objects.create(event="crafts", at=now(), data={"code": "001", "title": "+52 55 1234"})
    cell = load_workbook(io.BytesIO(writing.export(SHEET, language="es").content)).worksheets[0][
        "B3"
    ]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("+52 55 1234", "s", True)


def test_the_bones_of_a_workbook() -> None:
    keep(
        code="001",
        title="Pots",
        since=dt.date(2026, 3, 1),
        people=4,
        material="clay",
        share=Decimal("0.5"),
    )
    book = load_workbook(io.BytesIO(writing.export(SHEET, language="ar").content))
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]][:3] == ["code", "title", "email"]
    assert page.row_dimensions[1].hidden
    assert page["A2"].value == "Code *"
    assert page["A3"].value == "001" and page["A3"].number_format == "@"
    assert page["F3"].value == dt.datetime(2026, 3, 1) and page["F3"].is_date
    assert (page["G3"].value, page["H3"].value) == (4, 0.5)
    assert page.sheet_view.rightToLeft
    assert page.freeze_panes == "A3" and page.print_title_rows == "$2:$2"
    assert [cell.value for cell in book["LISTS"][1]][:2] == ["material", "Material"]
    assert [cell.value for cell in book["LISTS"][2]][:2] == ["clay", "Clay"]
    assert any(rule.formula1 == "LISTS!$B$2:$B$4" for rule in page.data_validations.dataValidation)
    facts = dict(row[:2] for row in book["_meta"].values)
    assert facts["sheet"] == "crafts" and facts["language"] == "ar" and facts["version"] == "1"
    assert book["_meta"].sheet_state == "hidden"


def test_a_template_is_an_export_without_rows() -> None:
    for form in ("xlsx", "csv"):
        file = writing.template(SHEET, language="fr", form=form).content
        assert file
    page = load_workbook(io.BytesIO(writing.template(SHEET, language="es").content)).worksheets[0]
    assert page.max_row == 2


@pytest.mark.parametrize(("language", "mark"), [("es", ";"), ("fr", ";"), ("en", ","), ("ar", ",")])
def test_a_csv_speaks_to_the_spreadsheets_of_its_readers(language: str, mark: str) -> None:
    keep(code="001", title="Pots", share=Decimal("0.5"))
    content = writing.export(SHEET, language=language, form="csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    row = content.decode("utf-8-sig").splitlines()[1].split(mark)
    assert row[7] == ("0,5" if language == "fr" else "0.5")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_demonstration_says_so_and_comes_back(form: str) -> None:
    Installation.objects.filter(pk=the_installation().pk).update(is_demonstration=True)
    keep(code="001", title="Pots")
    download = writing.export(SHEET, language="en", form=form)
    assert download.name.startswith("demonstration-")
    file = back(download)
    if form == "csv":
        assert "Demonstration: invented data" in file.read().decode()
    else:
        book = load_workbook(file)
        assert book.sheetnames[0].startswith("Demonstration · ")
        assert book.worksheets[0]["M3"].value == "Demonstration: invented data"
        assert dict(row[:2] for row in book["_meta"].values)["demonstration"] == "yes"
    file.seek(0)
    batch = checked(SHEET, file)
    assert set(verdicts_of(batch).values()) == {"same"} and batch.notes == []


def test_a_real_installation_says_nothing_of_the_kind() -> None:
    Installation.objects.filter(pk=the_installation().pk).update(
        is_demonstration=False, demonstration_day=None
    )
    keep(code="001", title="Pots")
    download = writing.export(SHEET, language="en", form="csv")
    assert download.name.startswith("crafts-")
    assert "emonstration" not in download.content.decode()
