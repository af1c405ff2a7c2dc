"""Two keepers, one list: what one of them changed, and where the other was faster."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Difference:
    """Where both wrote: what this keeper typed, and what stands there now."""

    typed: Any
    now: Any


@dataclass(frozen=True)
class Merged(Generic[Who]):
    """What is to be written, and what this keeper must decide first."""

    changes: dict[Who, Any]
    differences: dict[Who, Difference]


def merge(seen: Mapping[Who, Any], typed: Mapping[Who, Any], now: Mapping[Who, Any]) -> Merged[Who]:
    """Compare what a keeper saw and typed with what is there `now`; None is "nothing recorded".

    Rows that the keeper left as they saw them are not theirs to change, whatever others wrote.
    """
    changes: dict[Who, Any] = {}
    differences: dict[Who, Difference] = {}
    for who, value in typed.items():
        before, current = seen.get(who), now.get(who)
        if value in (before, current):
            continue
        if current == before:
            changes[who] = value
        else:
            differences[who] = Difference(value, current)
    return Merged(changes, differences)
