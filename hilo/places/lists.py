"""Reading a list of municipalities with INEGI's keys, from a file of the census or the catalogue.

INEGI publishes the same facts under several headings (AGEEML's `CVEGEO`/`CVE_ENT`/`CVE_MUN`/`NOM_MUN`,
census tables in English or Spanish); each is recognised by its words.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.problems import Problem
from hilo.places.rules.listing import Listed

HEADINGS = {
    "key": ("cvegeo", "clave geoestadistica", "cve_geo", "clave", "key", "region"),
    "state": ("cve_ent", "cve_entidad", "entidad", "state_code", "state"),
    "number": ("cve_mun", "cve_municipio", "municipio_code", "mun"),
    "name": (
        "nom_mun",
        "nomgeo",
        "nombre del municipio",
        "municipio",
        "municipio_name",
        "name",
        "nombre",
    ),
    "latitude": ("lat_decimal", "latitud", "latitude", "lat"),
    "longitude": ("lon_decimal", "longitud", "longitude", "long", "lon"),
}


class UnreadableList(Problem):
    sentence = _("Line %(line)s: %(trouble)s Nothing was changed; correct the file and try again.")


class NotAList(Problem):
    sentence = _(
        "The file has no column with INEGI's keys (CVEGEO, or CVE_ENT with CVE_MUN) and one with names "
        "(NOM_MUN). Nothing was changed."
    )


def read_list(path: Path) -> list[Listed]:
    """The municipalities of a CSV file; raises `NotAList` or `UnreadableList` in words."""
    text = decode(path.read_bytes())
    heading = text.split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    columns = recognise(rows.fieldnames or [])
    seen: dict[str, int] = {}
    return [read_row(row, columns, line, seen) for line, row in enumerate(rows, start=2)]


def decode(content: bytes) -> str:
    """UTF-8 with or without mark, else Windows-1252, in which INEGI long published."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def recognise(fieldnames: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Which of the file's columns holds what, by the words of its heading."""
    folded = {fold(name): name for name in fieldnames}
    columns = {}
    for meaning, words in HEADINGS.items():
        found = next((folded[word] for word in words if word in folded), None)
        if found is not None:
            columns[meaning] = found
    if "name" not in columns or not ("key" in columns or {"state", "number"} <= columns.keys()):
        raise NotAList
    return columns


def read_row(
    row: dict[str, str], columns: dict[str, str], line: int, seen: dict[str, int]
) -> Listed:
    """One municipality; `seen` remembers on which line each key stood."""
    key = key_of(row, columns)
    if not (key.isascii() and key.isdigit() and len(key) == 5):
        raise UnreadableList(
            line=line, trouble=_("«%(key)s» is no key of five digits.") % {"key": key}
        )
    if key in seen:
        raise UnreadableList(
            line=line,
            trouble=_("key %(key)s already stands on line %(other)s.")
            % {"key": key, "other": seen[key]},
        )
    name = " ".join((row.get(columns["name"]) or "").split())
    if not name:
        raise UnreadableList(line=line, trouble=_("the name is missing."))
    seen[key] = line
    latitude, longitude = (
        coordinate(row, columns, meaning, line, most)
        for meaning, most in (("latitude", 90), ("longitude", 180))
    )
    return Listed(key, key[:2], name, latitude, longitude)


def key_of(row: dict[str, str], columns: dict[str, str]) -> str:
    """INEGI's five digits, with the leading zeros that spreadsheets eat."""
    if {"state", "number"} <= columns.keys():
        parts = (
            (row.get(columns["state"]) or "").strip(),
            (row.get(columns["number"]) or "").strip(),
        )
        if all(part.isdigit() for part in parts):
            return parts[0].zfill(2) + parts[1].zfill(3)
    text = (row.get(columns.get("key", "")) or "").strip()
    return text.zfill(5) if text else text


def coordinate(
    row: dict[str, str], columns: dict[str, str], meaning: str, line: int, most: float
) -> float | None:
    """Decimal degrees, also with a decimal comma; None where the list has none."""
    text = (row.get(columns.get(meaning, "")) or "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = most + 1
    if abs(value) > most:
        raise UnreadableList(
            line=line, trouble=_("«%(text)s» is no coordinate in degrees.") % {"text": text}
        )
    return round(value, 4)
