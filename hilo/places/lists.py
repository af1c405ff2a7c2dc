"""Reading a list of municipalities with INEGI's keys, from a file of the census or the catalogue.

INEGI publishes the same facts under several headings (AGEEML's `CVEGEO`/`CVE_ENT`/`CVE_MUN`/`NOM_MUN`,
census tables in English or Spanish); each is recognised by its words, in CSV or XLSX.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.core.sheets.cells import plain
from hilo.core.sheets.opening import open_table
from hilo.core.sheets.tables import Line, Table
from hilo.places.rules.listing import Listed

# By meaning, the best heading first; folded.
HEADINGS = {
    "key": ("cvegeo", "cve_geo", "clave geoestadistica", "clave", "key", "region"),
    "state": ("cve_ent", "cve_entidad", "entidad", "state_code", "state"),
    "number": ("cve_mun", "cve_municipio", "municipio_code", "mun"),
    "name": (
        "nom_mun",
        "nomgeo",
        "nombre del municipio",
        "municipio_name",
        "municipio",
        "name",
        "nombre",
    ),
    "latitude": ("lat_decimal", "latitud", "latitude", "lat"),
    "longitude": ("lon_decimal", "longitud", "longitude", "long", "lon"),
}
WITHIN = 10  # INEGI puts titles above; the headings stand among the first lines


class WrongLine(Problem):
    """What is wrong in one line."""

    sentence = _("Line %(line)s: %(trouble)s")


class UnreadableList(Problem):
    """Every line that cannot be read, so that the file is corrected once."""

    sentence = _("Nothing was changed; correct the file and try again.")

    def __init__(self, wrong: list[WrongLine]) -> None:
        super().__init__()
        self.wrong = wrong

    def __str__(self) -> str:
        return "\n".join([*map(str, self.wrong), super().__str__()])


class NotAList(Problem):
    sentence = _(
        "The file has no column with INEGI's keys (CVEGEO, or CVE_ENT with CVE_MUN) and one with names "
        "(NOM_MUN). Nothing was changed."
    )


class EmptyList(Problem):
    sentence = _("The file has headings but no municipality under them. Nothing was changed.")


@dataclass
class Columns:
    """Where each meaning stands in a line, and on which line each key was first read."""

    heading: int
    at: dict[str, int]
    seen: dict[str, int] = field(default_factory=dict)

    def text(self, line: Line, meaning: str) -> str:
        """The cell of `line` with this meaning; empty where there is none."""
        position = self.at.get(meaning)
        if position is None or position >= len(line.cells):
            return ""
        cell = line.cells[position]
        return "" if cell is None else plain(getattr(cell, "value", cell) or "")


def read_file(path: Path) -> list[Listed]:
    """The municipalities of a file; raises `OSError`, `NotAList`, `UnreadableList`, or what
    `core.sheets` says of files that are no tables."""
    with path.open("rb") as file:
        return read_list(file)


def read_list(file: IO[bytes]) -> list[Listed]:
    """The municipalities of an open CSV or XLSX file."""
    table = open_table(file)
    columns = find_columns(table)
    below = (line for line in table.lines() if line.number > columns.heading)
    rows = read_rows((line for line in below if not is_total(line, columns)), columns)
    if not rows:
        raise EmptyList
    return rows


def read_rows(lines: Iterable[Line], columns: Columns) -> list[Listed]:
    """The municipality of each line; raises `UnreadableList` where some have none."""
    rows: list[Listed] = []
    wrong: list[WrongLine] = []
    for line in lines:
        try:
            rows.append(read_row(line, columns))
        except WrongLine as trouble:
            wrong.append(trouble)
    if wrong:
        raise UnreadableList(wrong)
    return rows


def is_total(line: Line, columns: Columns) -> bool:
    """Whether a line sums up a state or the country: INEGI gives these the number 000."""
    return key_of(line, columns).endswith("000")


def find_columns(table: Table) -> Columns:
    """Where the columns stand; raises `NotAList` where keys or names are missing."""
    for line in islice(table.lines(), WITHIN):
        columns = Columns(line.number, dict(recognise(line)))
        has_key = "key" in columns.at or {"state", "number"} <= columns.at.keys()
        if has_key and "name" in columns.at:
            return columns
    raise NotAList


def recognise(line: Line) -> Iterator[tuple[str, int]]:
    """Which cell of a line of headings has which meaning."""
    folded = {fold(plain(cell)): at for at, cell in enumerate(line.cells) if isinstance(cell, str)}
    for meaning, words in HEADINGS.items():
        found = next((folded[word] for word in words if word in folded), None)
        if found is not None:
            yield meaning, found


def read_row(line: Line, columns: Columns) -> Listed:
    """One municipality; raises `WrongLine` with what is wrong there."""
    key = key_of(line, columns)
    if not (key.isascii() and key.isdigit() and len(key) == 5):
        raise trouble(line, _("«%(key)s» is no key of five digits."), key=key)
    if key in columns.seen:
        said = _("key %(key)s already stands on line %(other)s.")
        raise trouble(line, said, key=key, other=columns.seen[key])
    name = " ".join(columns.text(line, "name").split())
    if not name:
        raise trouble(line, _("the name is missing."))
    columns.seen[key] = line.number
    latitude = coordinate(line, columns, "latitude", 90)
    longitude = coordinate(line, columns, "longitude", 180)
    return Listed(key, key[:2], name, latitude, longitude)


def trouble(line: Line, sentence: Any, **values: Any) -> WrongLine:
    return WrongLine(line=line.number, trouble=Problem(sentence, **values))


def key_of(line: Line, columns: Columns) -> str:
    """INEGI's five digits, with the leading zeros that spreadsheets eat."""
    state, number = columns.text(line, "state"), columns.text(line, "number")
    if state.isdigit() and number.isdigit():
        return state.zfill(2) + number.zfill(3)
    text = columns.text(line, "key")
    return text.zfill(5) if len(text) == 4 else text


def coordinate(line: Line, columns: Columns, meaning: str, most: float) -> float | None:
    """Decimal degrees, also with a decimal comma; None where the list has none."""
    text = columns.text(line, meaning)
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = most + 1
    if abs(value) <= most:
        return round(value, 4)
    raise trouble(line, _("«%(text)s» is no coordinate in degrees."), text=text)
