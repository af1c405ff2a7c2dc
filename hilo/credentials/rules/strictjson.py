"""JSON from strangers that means one thing only: no name twice, no endless nesting, no number that is none."""

from __future__ import annotations

import json
from typing import Any

DEEPEST = 40  # levels; a badge with everything in it has 14
LARGEST = 1_000_000  # bytes


def read(data: bytes | str) -> Any:
    """What `data` says; raises ValueError for anything that two readers could understand differently."""
    if len(data) > LARGEST:
        raise ValueError("too large")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        found = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if _is_deeper(found, DEEPEST):
        raise ValueError("nested too deep")
    return found


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in inner)
