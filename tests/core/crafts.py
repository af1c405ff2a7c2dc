"""A sheet of invented crafts for the tests of the engine: every type of column, kept in the journal's table."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from openpyxl import Workbook

from hilo.core.fold import fold
from hilo.core.models import Batch, Entry
from hilo.core.problems import Problem
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    CodeColumn,
    DateColumn,
    EmailColumn,
    LookupColumn,
    Message,
    MoneyColumn,
    MultiColumn,
    NumberColumn,
    Scope,
    Sheet,
    TextColumn,
    Values,
    YesNoColumn,
    ambiguous,
    error,
    services,
    unknown,
    warning,
)
from hilo.core.time import now

TOWNS = {"T1": "Nabeul", "T2": "El Jem", "T3": "Nablus", "T4": "Batna", "T5": "Cholula"}
MATERIALS = [("clay", "Clay"), ("wool", "Wool"), ("copper", "Copper")]


class TownColumn(LookupColumn):
    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        return {text: self._one(text) for text in texts}

    def _one(self, text: str) -> Any:
        found = [code for code, name in TOWNS.items() if fold(text) in (fold(name), fold(code))]
        if fold(text) == "both":
            return ambiguous(text, ["Nabeul", "Nablus"])
        return found[0] if found else unknown(text, list(TOWNS.values()))

    def key_of(self, found: str) -> str:
        return found

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        return {key: key for key in keys if key in TOWNS}

    def name_of(self, found: str, language: str) -> str:
        return TOWNS[found]


class CraftSheet(Sheet):
    name = "crafts"
    kind = "craft"
    verb = "people.change"
    title = "Crafts"
    columns = (
        CodeColumn("code", "Code", is_required=True, digits=3),
        TextColumn("title", "Title", is_required=True, aliases=("nombre", "الاسم")),
        EmailColumn("email", "E-mail"),
        TownColumn("town", "Town"),
        ChoiceColumn("material", "Material", choices=lambda: MATERIALS),
        DateColumn("since", "Since"),
        NumberColumn("people", "People", least=0, most=5000),
        NumberColumn("share", "Share", places=2),
        MoneyColumn("price", "Price", currency="MXN"),
        YesNoColumn("open", "Open"),
        MultiColumn("words", "Words", of=TextColumn("word", "Word")),
        TextColumn("remark", "Remark", has_lines=True, longest=2000),
    )
    keys = (("code",),)
    erasable = frozenset({"email", "town", "since", "people", "remark"})
    told: dict[UUID, Message]
    needed: dict[UUID, Message]

    def __init__(self) -> None:
        self.told, self.needed = {}, {}

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Entry]:
        return Entry.objects.filter(event="crafts").order_by("at", "pk")

    def by_uuid(self, uuids: Collection[UUID], scope: Scope) -> dict[UUID, Any]:
        return {one.pk: _with_uuid(one) for one in self.objects().filter(pk__in=list(uuids))}

    def load(self, key: Any, wanted: Collection[Any], scope: Scope) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        for one in self.objects():
            name = (fold(one.data["code"]),)
            if name in wanted:
                found.setdefault(name, []).append(_with_uuid(one))
        return found

    def current(self, thing: Entry) -> Values:
        kept = {column.name: thing.data.get(column.name) for column in self.columns}
        return {name: self.column(name).load(value) for name, value in kept.items()}

    def create(self, values: Values, *, by: Any, scope: Scope) -> Entry:
        if values["title"] == "forbidden":
            raise Problem("This title is not taken here.", field="title")
        thing = Entry.objects.create(id=uuid4(), event="crafts", at=now(), data=self.dump(values))
        return _with_uuid(thing)

    def change(self, thing: Entry, values: Values, *, by: Any, scope: Scope) -> None:
        thing.data |= self.dump(values)
        thing.save(update_fields=["data"])

    def remove(self, thing: Entry, *, by: Any, scope: Scope) -> None:
        thing.delete()

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        if values.get("people") == 0:
            yield warning("Nobody works here.", "people")

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        return {one.uuid: self.needed[one.uuid] for one in things if one.uuid in self.needed}

    def written_to(self, things: Collection[Any]) -> dict[UUID, Message]:
        return {one.uuid: self.told[one.uuid] for one in things if one.uuid in self.told}


def _with_uuid(entry: Entry) -> Entry:
    entry.uuid = entry.pk  # type: ignore[attr-defined]
    return entry


def needed_by(text: str) -> Message:
    return error(text)


HEAD = [
    "code",
    "title",
    "email",
    "town",
    "material",
    "since",
    "people",
    "share",
    "price",
    "open",
    "words",
    "remark",
]
DAY = dt.date(2026, 3, 1)


def csv_file(text: str, encoding: str = "utf-8", name: str = "crafts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def xlsx_file(*rows: list[Any], name: str = "crafts.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def checked(sheet: Sheet, upload: Any, by: Any = None, language: str = "en") -> Batch:
    """A batch after its dry run."""
    batch = services.read(sheet, upload, by=by, language=language)
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def messages_of(batch: Batch) -> dict[int, list[str]]:
    """What was said, by line."""
    return {
        row.line: [str(Message.load(kept)) for kept in row.messages] for row in batch.rows.all()
    }


def verdicts_of(batch: Batch) -> dict[int, str]:
    return dict(batch.rows.values_list("line", "verdict"))
