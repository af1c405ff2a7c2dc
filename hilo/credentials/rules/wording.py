"""The text of a template with its named places filled: `{achievement}`, `{hours}`, `{day}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES = ("name", "achievement", "hours", "day", "issuer")
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def unknown_in(text: str) -> list[str]:
    """Every place that `text` names and no certificate can fill, in its order."""
    return [place for place in _PLACE.findall(text) if place.strip() not in PLACES]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with its places filled; what is not known stays as it was written."""
    return _PLACE.sub(lambda place: values.get(place[1].strip(), place[0]), text)


def number(prefix: str, year: int, serial: int) -> str:
    """A number as it is printed: `P9-2026-000123`; the serial grows past six digits if it must."""
    return f"{prefix}-{year}-{serial:06d}"
