"""The areas that Hilo has maps of: their frame, their shapes, and where a point lies in them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hilo.ui import reader

DATA = Path(__file__).resolve().parent.parent / "data"
AreaName = Literal["mexico", "mediterranean"]


@dataclass(frozen=True)
class Area:
    """A map: `width` x `height` units, codes of its shapes, the projection and whose work it is."""

    name: str
    width: int
    height: int
    codes: frozenset[str]
    projection: dict[str, Any]
    source: str

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth lies on the map: Lambert's conformal cone on the sphere, y downwards."""
        cone = self.projection
        angle = math.radians(cone["n"] * (longitude - cone["lon0"]))
        radius = cone["c"] / math.tan(math.pi / 4 + math.radians(latitude) / 2) ** cone["n"]
        return cone["x0"] + radius * math.sin(angle), cone["y0"] + radius * math.cos(angle)

    def shows(self, x: float, y: float) -> bool:
        """Whether a place of the map lies inside its frame."""
        return 0 <= x <= self.width and 0 <= y <= self.height


@cache
def area_of(name: str) -> Area:
    """The area called `name`; raises ValueError for one that Hilo has no map of."""
    file = DATA / f"map_{name}.json"
    if not file.is_file():
        raise ValueError(f"there is no map of «{name}»")
    drawn = json.loads(file.read_text("utf-8"))
    return Area(
        name=name,
        width=drawn["width"],
        height=drawn["height"],
        codes=frozenset(shape["id"] for shape in drawn["shapes"]),
        projection=drawn["projection"],
        source=drawn["source"],
    )


def name_of(code: str) -> str:
    """The name of a shape in the reader's language; its code where it has no name."""
    names = _names().get(code, {})
    return names.get(reader.language()) or names.get("en") or code


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = json.loads((DATA / "map_names.json").read_text("utf-8"))
    return names
