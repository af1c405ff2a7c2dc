"""What differs between two frozen dashboards, indicator by indicator: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Plain = Mapping[str, Any]
WORDED = ("title", "definition", "unit", "source", "method")


@dataclass(frozen=True)
class Difference:
    """One indicator in both (`is_new` where only the later has it, `is_gone` where only the earlier)."""

    code: str
    title: Plain
    before: Plain | None = None
    after: Plain | None = None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def step(self) -> Decimal | None:
        """By how much its value moved; None where one of the two is not a number."""
        old, new = _value(self.before), _value(self.after)
        return None if old is None or new is None else new - old

    @property
    def changed(self) -> tuple[str, ...]:
        """What of it is otherwise: "value", "standing", "target", "counted", "words"."""
        if self.before is None or self.after is None:
            return ()
        names = [
            name
            for name in ("value", "standing", "target")
            if self._told(name)[0] != self._told(name)[1]
        ]
        if self.before["counting"] != self.after["counting"] or self._differs("counted"):
            names.append("counted")
        if any(self._differs(name) for name in WORDED):
            names.append("words")
        return tuple(names)

    def _told(self, name: str) -> tuple[Any, Any]:
        """A target is its number and its days; how far it is belongs to the value."""
        both = [one[name] for one in (self.before, self.after) if one is not None]
        if name == "target":
            both = [{key: one.get(key) for key in ("value", "from", "to")} for one in both]
        return both[0], both[1]

    def _differs(self, name: str) -> bool:
        return bool(self.before and self.after) and self.before[name] != self.after[name]  # type: ignore[index]


def _value(one: Plain | None) -> Decimal | None:
    told = one["value"].get("value") if one else None
    return None if told is None else Decimal(told)


def differences(earlier: Plain, later: Plain) -> list[Difference]:
    """Every indicator of the two, in the order of the later; those that are gone stand at the end."""
    old = {one["uuid"]: one for one in earlier["indicators"]}
    found = [
        Difference(one["code"], one["title"], old.pop(one["uuid"], None), one)
        for one in later["indicators"]
    ]
    return found + [Difference(one["code"], one["title"], one, None) for one in old.values()]
