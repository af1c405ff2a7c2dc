"""The short numbers of a logframe («1.2», «A-3»): they stand in addresses and in sheets."""

from __future__ import annotations

import re

PATTERN = r"[A-Za-z0-9][A-Za-z0-9.\-]{0,11}"
TAKEN = frozenset({"new", "order"})  # words of addresses


def is_code(text: str) -> bool:
    """Whether `text` can be the number of a result, an indicator or an activity."""
    return re.fullmatch(PATTERN, text) is not None and text.lower() not in TAKEN
