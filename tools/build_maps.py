"""Write what pages need of the maps: outlines as one cached picture each, and the names of their shapes.

    python tools/build_maps.py

Reads `hilo/ui/data/map_*.json` and the tables of `hilo/places/data` (both from `tools/build_places.py`);
writes `hilo/ui/static/ui/map_<area>.svg`, whose shapes pages refer to by `<use>`, and
`hilo/ui/data/map_names.json`. The output is committed; a test notices when it is older than its sources.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
DATA = HOUSE / "hilo" / "ui" / "data"
STATIC = HOUSE / "hilo" / "ui" / "static" / "ui"
PLACES = HOUSE / "hilo" / "places" / "data"
AREAS = ("mexico", "mediterranean")
LANGUAGES = ("en", "es", "fr", "ar")


def outlines(area: str) -> str:
    """The picture of `area`: shapes with an id, without colours, to be referred to."""
    drawn = json.loads((DATA / f"map_{area}.json").read_text("utf-8"))
    shapes = "".join(f'<path id="{s["id"]}" d="{s["d"]}"/>\n' for s in drawn["shapes"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn["viewBox"]}">'
        f'<g id="land">\n{shapes}</g></svg>\n'
    )


def names() -> str:
    """The name of each shape by language: {code: {language: name}}."""
    known = {**_names_in("countries.csv", "alpha2"), **_names_in("mexico_states.csv", "code")}
    codes = [shape["id"] for area in AREAS for shape in _shapes(area)]
    found = {code: known[code] for code in sorted(codes) if code in known}
    lines = (f'"{code}":{json.dumps(found[code], ensure_ascii=False)}' for code in found)
    return "{" + ",\n".join(lines) + "}\n"


def _shapes(area: str) -> list[dict[str, Any]]:
    shapes: list[dict[str, Any]] = json.loads((DATA / f"map_{area}.json").read_text())["shapes"]
    return shapes


def _names_in(file: str, key: str) -> dict[str, dict[str, str]]:
    with (PLACES / file).open(encoding="utf-8", newline="") as table:
        return {
            row[key]: {language: row[f"name_{language}"] for language in LANGUAGES}
            for row in csv.DictReader(table)
        }


def main() -> None:
    for area in AREAS:
        (STATIC / f"map_{area}.svg").write_text(outlines(area), "utf-8")
    (DATA / "map_names.json").write_text(names(), "utf-8")


if __name__ == "__main__":
    main()
