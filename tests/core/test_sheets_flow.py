"""A sheet's whole life: verdicts, taking over, bad rows back, idempotence, undoing, forgetting."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from openpyxl import load_workbook

from hilo.core.models import Batch, BatchRow, Entry, StoredFile
from hilo.core.sheets import WHOLE, error, services, sheets, warning, writing
from hilo.core.sheets.batches import MovedOn
from hilo.core.time import now
from tests.core.crafts import (
    CraftSheet,
    checked,
    csv_file,
    messages_of,
    verdicts_of,
    xlsx_file,
)

pytestmark = pytest.mark.django_db

HEAD = ["code", "title", "town", "material", "people"]


@pytest.fixture
def crafts(monkeypatch: pytest.MonkeyPatch) -> CraftSheet:
    sheet = CraftSheet()
    monkeypatch.setitem(sheets._items, sheet.name, sheet)
    return sheet


def taken(sheet: CraftSheet, *rows: list[Any]) -> Batch:
    batch = checked(sheet, xlsx_file(HEAD, *rows))
    services.apply(batch, by=None)
    return batch


def data_of(code: str) -> dict[str, Any]:
    return Entry.objects.get(event="crafts", data__code=code).data


ONE = ["1", "Pots", "Nabeul", "Clay", 4]
TWO = ["2", "Rugs", "El Jem", "wool", 9]


def test_each_row_gets_its_verdict_and_nothing_changes(crafts: CraftSheet) -> None:
    taken(crafts, ONE, TWO)
    batch = checked(
        crafts,
        xlsx_file(
            HEAD,
            ONE,
            ["2", "Carpets", "El Jem", "Wool", 9],
            ["3", "Lamps", "Nabul", "Tin", -1],
            ["4", "", "Batna", "", 0],
            ["5", "Jars", "", "", 0],
            ["", "Nothing", "", "", ""],
        ),
    )
    assert verdicts_of(batch) == {
        2: "same",
        3: "change",
        4: "error",
        5: "error",
        6: "create",
        7: "error",
    }
    said = messages_of(batch)
    assert said[4] == [
        "«Nabul» is not known here. Did you mean: Nabeul · El Jem · Nablus?",
        "«Tin» is not on the list. Choose one of: Clay, Wool, Copper.",
        "-1 is too small; the least is 0.",
    ]
    assert said[5] == ["Write something here: a new row needs it.", "Nobody works here."]
    assert said[6] == ["Nobody works here."]
    assert batch.counts["good"] == 2 and batch.counts["warned_good"] == 1
    row = batch.rows.get(line=3)
    assert (row.values, row.before) == ({"title": "Carpets"}, {"title": "Rugs"})
    assert Entry.objects.filter(event="crafts").count() == 2


def test_good_rows_go_in_and_bad_rows_come_back(crafts: CraftSheet) -> None:
    batch = taken(crafts, ONE, ["3", "Lamps", "Nabul", "Tin", ""], ["4", "forbidden", "", "", ""])
    assert batch.state == Batch.State.APPLIED
    assert (batch.counts["taken"], batch.counts["refused"], batch.counts["error"]) == (1, 1, 1)
    assert data_of("001")["title"] == "Pots"
    page = load_workbook(io.BytesIO(writing.bad_rows(batch, language="en").content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_col=6)]
    assert rows[0] == [*HEAD, "What is wrong"]
    assert rows[1][:4] == ["3", "Lamps", "Nabul", "Tin"]
    assert rows[1][5].startswith("Town: «Nabul» is not known here.")
    assert rows[2][5] == "Title: This title is not taken here."


def test_bad_rows_can_be_corrected_and_sent_again(crafts: CraftSheet) -> None:
    batch = taken(crafts, ONE, ["3", "Lamps", "Nabul", "Clay", ""])
    for form in ("xlsx", "csv"):
        back = writing.bad_rows(batch, language="es", form=form)
        again = checked(crafts, upload_of(back))
        assert again.notes == []
        assert [row.verdict for row in again.rows.all()] == ["error"]


def upload_of(download: writing.Download) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(download.name, download.content)


def test_sending_it_twice_changes_nothing(crafts: CraftSheet) -> None:
    taken(crafts, ONE, TWO)
    again = taken(crafts, ONE, TWO)
    assert set(verdicts_of(again).values()) == {"same"}
    assert again.counts["taken"] == 0
    assert Entry.objects.filter(event="crafts").count() == 2


def test_an_empty_cell_never_erases_and_a_word_does(crafts: CraftSheet) -> None:
    taken(crafts, ONE)
    assert verdicts_of(checked(crafts, xlsx_file(HEAD, ["1", "", "", "", ""]))) == {2: "same"}
    batch = taken(crafts, ["1", "", "∅", "", "(borrar)"])
    assert batch.counts["change"] == 1
    assert data_of("001")["town"] is None and data_of("001")["people"] is None
    assert data_of("001")["title"] == "Pots"


def test_what_may_not_be_erased_is_said(crafts: CraftSheet) -> None:
    taken(crafts, ONE)
    batch = checked(crafts, xlsx_file(HEAD, ["1", "∅", "", "", ""]))
    assert messages_of(batch)[2] == [
        "This column cannot be erased. Leave the cell empty to change nothing."
    ]


def test_two_lines_that_name_the_same(crafts: CraftSheet) -> None:
    batch = checked(crafts, xlsx_file(HEAD, ONE, ["001", "Vases", "", "", ""], TWO, TWO))
    assert verdicts_of(batch) == {2: "error", 3: "error", 4: "create", 5: "same"}
    said = messages_of(batch)
    assert said[2] == ["The same is named in line 3. Keep the right one and take the other out."]
    assert said[3] == ["The same is named in line 2. Keep the right one and take the other out."]
    assert said[5] == ["This repeats line 4 word for word; it is taken once."]


def test_rows_with_a_warning_can_be_left(crafts: CraftSheet) -> None:
    batch = checked(crafts, xlsx_file(HEAD, ONE, ["2", "Rugs", "", "", 0]))
    services.apply(batch, by=None, takes_warned=False)
    assert batch.counts["taken"] == 1
    assert not Entry.objects.filter(event="crafts", data__code="002").exists()


def test_what_moved_since_the_dry_run_is_refused_with_the_reason(crafts: CraftSheet) -> None:
    taken(crafts, ONE, TWO)
    batch = checked(
        crafts,
        xlsx_file(
            HEAD, ["1", "Vases", "", "", ""], ["2", "Carpets", "", "", ""], ["3", "New", "", "", ""]
        ),
    )
    mine = Entry.objects.get(event="crafts", data__code="001")
    mine.data["title"] = "Jugs"
    mine.save()
    Entry.objects.filter(event="crafts", data__code="002").delete()
    Entry.objects.create(event="crafts", at=now(), data={"code": "003", "title": "Newer"})
    services.apply(batch, by=None)
    said = messages_of(batch)
    assert batch.counts["refused"] == 3
    assert said[2][0].startswith("This was changed here meanwhile.")
    assert said[3][0] == "This entry was removed meanwhile."
    assert said[4][0].startswith("Somebody added this meanwhile.")
    assert data_of("001")["title"] == "Jugs"


def test_a_second_click_does_nothing_twice(crafts: CraftSheet) -> None:
    batch = taken(crafts, ONE)
    with pytest.raises(MovedOn):
        services.apply(batch, by=None)
    services.undo(batch, by=None)
    with pytest.raises(MovedOn):
        services.undo(batch, by=None)


def test_a_crash_in_the_middle_goes_on_where_it_stopped(
    crafts: CraftSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[str(number), f"Craft {number}", "", "", ""] for number in range(1, 251)]
    batch = checked(crafts, xlsx_file(HEAD, *rows))
    services.start_applying(batch, by=None)
    made = CraftSheet.create

    def dies(self: CraftSheet, values: Any, **kwargs: Any) -> Any:
        if values["code"] == "150":
            raise KeyboardInterrupt
        return made(self, values, **kwargs)

    monkeypatch.setattr(CraftSheet, "create", dies)
    with pytest.raises(KeyboardInterrupt):
        services.go_on_applying(batch, by=None)
    assert Entry.objects.filter(event="crafts").count() == 100
    monkeypatch.setattr(CraftSheet, "create", made)
    services.go_on_applying(batch, by=None)
    assert Entry.objects.filter(event="crafts").count() == 250
    assert batch.counts["taken"] == 250
    services.go_on_applying(batch, by=None)
    assert Entry.objects.filter(event="core.SheetApplied").count() == 1


def test_undo_restores_what_was_and_takes_out_what_is_new(crafts: CraftSheet) -> None:
    taken(crafts, ONE)
    batch = taken(crafts, ["1", "Vases", "Batna", "", "∅"], TWO)
    services.undo(batch, by=None)
    assert batch.state == Batch.State.UNDONE
    assert data_of("001") | {"material": "clay"} == {
        "code": "001",
        "title": "Pots",
        "town": "T1",
        "material": "clay",
        "people": "4",
    }
    assert not Entry.objects.filter(event="crafts", data__code="002").exists()
    assert Entry.objects.get(event="core.SheetUndone").data["undone"] == 2


def test_undo_refuses_row_by_row_with_the_reason(crafts: CraftSheet) -> None:
    taken(crafts, ONE)
    batch = taken(crafts, ["1", "Vases", "", "", ""], TWO, ["3", "Lamps", "", "", ""])
    mine = Entry.objects.get(event="crafts", data__code="001")
    mine.data["title"] = "Jugs"
    mine.save()
    two = Entry.objects.get(event="crafts", data__code="002")
    crafts.needed[two.pk] = error("A workshop is planned with %(it)s.", it="it")
    crafts.told[two.pk] = warning("A letter went out.")
    plan = services.plan_undo(batch)
    assert (plan.removed, plan.restored) == (1, 0)
    assert [(row.line, str(reason)) for row, reason in plan.kept] == [
        (2, "This was changed since, and the later change stays."),
        (3, "A workshop is planned with it."),
    ]
    assert [(row.line, str(told)) for row, told in plan.written_to] == [(3, "A letter went out.")]
    services.undo(batch, by=None)
    assert batch.state == Batch.State.PARTLY_UNDONE
    assert (batch.counts["undone"], batch.counts["kept"]) == (1, 2)
    crafts.needed.clear()
    services.undo(batch, by=None)
    assert (batch.counts["undone"], batch.counts["kept"]) == (2, 1)


def test_who_acts_is_in_the_journal(crafts: CraftSheet) -> None:
    batch = taken(crafts, ONE)
    entry = Entry.objects.get(event="core.SheetApplied")
    assert entry.subject == batch.uuid
    assert entry.data | {"batch": ""} == {
        "batch": "",
        "sheet": "crafts",
        "created": 1,
        "changed": 0,
        "refused": 0,
    }


def test_rows_and_file_are_forgotten_after_ninety_days(
    crafts: CraftSheet, django_capture_on_commit_callbacks: Any
) -> None:
    batch = taken(crafts, ONE)
    path = StoredFile.objects.get().file.name
    assert default_storage.exists(path)
    with time_machine.travel(now() + dt.timedelta(days=91)):
        with django_capture_on_commit_callbacks(execute=True):
            assert services.forget_old() == 1
        batch.refresh_from_db()
        assert batch.state == Batch.State.EXPIRED
        assert (batch.rows.count(), batch.counts["taken"]) == (0, 1)
        assert not StoredFile.objects.exists() and not default_storage.exists(path)
        with pytest.raises(MovedOn):
            services.undo(batch, by=None)


def test_what_is_erased_is_erased_from_the_sheets_too(
    crafts: CraftSheet, django_capture_on_commit_callbacks: Any
) -> None:
    taken(crafts, ONE, TWO)
    row = BatchRow.objects.get(line=2)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_object("craft", row.object) == 1
    row.refresh_from_db()
    assert (row.raw, row.values, row.after, row.object) == ([], {}, {}, None)
    assert not StoredFile.objects.exists()


def test_a_csv_of_ten_thousand_characters_in_a_cell(crafts: CraftSheet) -> None:
    batch = checked(crafts, csv_file(f"code;title\n1;{'x' * 10_000}\n"))
    assert "10000 characters; 200 fit at most" in messages_of(batch)[2][0]


def test_a_retry_of_the_dry_run_starts_over(crafts: CraftSheet) -> None:
    batch = services.read(crafts, xlsx_file(HEAD, ONE), by=None, language="en")
    with transaction.atomic():
        BatchRow.objects.create(batch=batch, line=2, verdict="error")
    services.dry_run(batch)
    assert verdicts_of(batch) == {2: "create"}


def test_the_whole_is_the_default_scope(crafts: CraftSheet) -> None:
    assert not WHOLE and str(WHOLE) == ""


def test_offered_names_keep_together_in_a_sentence_from_right_to_left() -> None:
    said = error("Did you mean: %(nearest)s?", nearest="El Jem · Nabeul, Tunisia")
    assert str(said) == "Did you mean: El Jem · Nabeul, Tunisia?"
    with translation.override("ar"):
        assert "\u2068El Jem\u2069 · \u2068Nabeul, Tunisia\u2069" in str(said)
