"""What a phone did without a signal, as it sends it: read leniently, in the order in which it was done. Pure.

    items = read({"items": [{"key": "…", "sequence": 4, "kind": "read", "course": "…", "step": "…"}]})

What cannot be read is left out; the phone keeps what nobody answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

MOST = 200  # items in one go; the rest comes with the next
KINDS = ("read", "answer", "hand_in")
LONGEST = 100_000  # letters of all fields of one item


@dataclass(frozen=True)
class Item:
    """One thing done. `begin` is the key of the attempt that the phone began, `token` what reserved its questions.

    `slot` is where the question stood on the phone, `fields` what its form held; `at` is what the
    phone's clock said.
    """

    key: UUID
    kind: str
    course: str
    step: UUID
    sequence: int = 0
    at: str = ""
    token: str = ""
    begin: UUID | None = None
    version: UUID | None = None
    slot: int = 0
    fields: tuple[tuple[str, str], ...] = ()


class Fields:
    """Fields as a form sends them, for `rules.responding`."""

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs

    def getlist(self, name: str, /) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def get(self, name: str, /) -> str | None:
        found = self.getlist(name)
        return found[-1] if found else None


def read(sent: Any) -> list[Item]:
    """The items of a batch, each key once, by their sequence."""
    given = sent.get("items") if isinstance(sent, Mapping) else None
    listed = given[:MOST] if isinstance(given, list) else []
    found = {item.key: item for item in _read_each(listed)}
    return sorted(found.values(), key=lambda item: item.sequence)


def _read_each(listed: list[Any]) -> Iterator[Item]:
    for told in listed:
        item = _item(told) if isinstance(told, Mapping) else None
        if item is not None:
            yield item


def _item(told: Mapping[str, Any]) -> Item | None:
    key, step, kind = _uuid(told.get("key")), _uuid(told.get("step")), told.get("kind")
    if key is None or step is None or kind not in KINDS:
        return None
    return Item(
        key=key,
        kind=str(kind),
        course=_word(told.get("course")),
        step=step,
        sequence=_whole(told.get("sequence")),
        at=_word(told.get("at")),
        token=_word(told.get("token"), 2000),
        begin=_uuid(told.get("begin")),
        version=_uuid(told.get("version")),
        slot=_whole(told.get("slot")),
        fields=_fields(told.get("fields")),
    )


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _word(value: Any, most: int = 100) -> str:
    return value[:most] if isinstance(value, str) else ""


def _whole(value: Any) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 <= value <= 2**53 else 0


def _fields(value: Any) -> tuple[tuple[str, str], ...]:
    pairs = [one for one in value if _is_pair(one)] if isinstance(value, list) else []
    is_small = sum(len(name) + len(text) for name, text in pairs) <= LONGEST
    return tuple((name, text) for name, text in pairs) if is_small else ()


def _is_pair(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
