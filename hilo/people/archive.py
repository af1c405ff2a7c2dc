"""Everything that we hold about a person, as one ZIP that machines and people can read.

`data.json` holds all of it; each list is also a CSV; `index.html` tells it in the person's language.
It is made on the spot and kept nowhere (docs/decisions/0054). Keys are English words joined by `_`,
so that the catalogs, which know the words, can translate them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from hilo.core import registries
from hilo.core.registries import PersonalData
from hilo.core.text import direction_of
from hilo.core.time import now
from hilo.people.models import Person

Rows = list[dict[str, Any]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def holdings() -> list[PersonalData]:
    """What each domain holds about people, in the order of the story."""
    return list(registries.personal_data)


def of(person: Person) -> bytes:
    """The ZIP of everything about `person`, in the person's language."""
    with translation.override(person.language):
        told = {holding: plain(holding.export(person)) for holding in holdings()}
        files = {
            "data.json": as_json(person, told),
            "index.html": as_html(person, told),
            **as_csv(told),
        }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def plain(value: Any) -> Any:
    """`value` as JSON knows it: days and times as ISO texts, UUIDs and translated words as texts."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def as_json(person: Person, told: dict[PersonalData, Any]) -> str:
    whole = {
        "person": str(person.uuid),
        "made_at": now().isoformat(),
        "holdings": {holding.name: data for holding, data in told.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_csv(told: dict[PersonalData, Any]) -> dict[str, str]:
    """One file per list: `people.csv`, `people-consents.csv` …"""
    files = {}
    for holding, data in told.items():
        for section, rows in sections(data):
            name = f"{holding.name}-{section}" if section else holding.name
            files[f"{name}.csv"] = _csv(rows)
    return files


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_html(person: Person, told: dict[PersonalData, Any]) -> str:
    parts = [
        {"label": holding.label, "keeps": holding.keeps, "sections": list(_tables(data))}
        for holding, data in told.items()
    ]
    context = {
        "person": person,
        "parts": parts,
        "language": person.language,
        "direction": direction_of(person.language),
        "made_at": now(),
    }
    return render_to_string("people/archive.html", context)


def sections(data: Any) -> Iterator[tuple[str, Rows]]:
    """The lists inside what a domain tells: its own facts first, then every list by its name."""
    if isinstance(data, list):
        yield "", [row if isinstance(row, dict) else {"value": row} for row in data]
    elif isinstance(data, dict):
        lists = {key: value for key, value in data.items() if isinstance(value, list)}
        own = {key: value for key, value in data.items() if key not in lists}
        if own:
            yield "", [own]
        for key, rows in lists.items():
            yield key, [row if isinstance(row, dict) else {"value": row} for row in rows]


def _tables(data: Any) -> Iterator[dict[str, Any]]:
    for section, rows in sections(data):
        yield {
            "title": word(section) if section else "",
            "rows": [[(word(key), told(value)) for key, value in row.items()] for row in rows],
        }


def word(key: str) -> str:
    """A key in the reader's language, where a catalog knows its words."""
    known = gettext(key.replace("_", " "))
    return known[:1].upper() + known[1:]


def told(value: Any) -> str:
    """A value for people: nothing is a dash, times lose their seconds."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return "; ".join(f"{word(key)}: {told(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(told(one) for one in value)
    return _time(value) or str(value)


def _time(value: Any) -> str:
    try:
        moment = dt.datetime.fromisoformat(value) if "T" in value else None
    except (TypeError, ValueError):
        return ""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
