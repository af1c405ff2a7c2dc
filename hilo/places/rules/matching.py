"""Which place a text means: by code, by key, by name, by name and what it lies in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hilo.places.rules.names import Likely, in_full, plain

# «Guadalupe, Nuevo León», «Guadalupe (N.L.)», and the Arabic comma.
_INSIDE = re.compile(r"^(?P<name>.+?)\s*(?:[,،;]\s*(?P<after>[^,،;]+)|\((?P<within>[^()]+)\))\s*$")
_CODED = re.compile(r"^(?P<name>.+?)\s*\((?P<code>[a-z]{2}-[0-9a-z]+)\)$")
_KEY = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place for matching: names are plain (`rules.names.plain`), own name first."""

    identity: int
    code: str
    names: tuple[str, ...]
    key: str = ""
    parent: int | None = None


@dataclass
class Matcher:
    """Answers identities for texts; built once for a whole sheet.

    `above` are entries that are no answers themselves but name what answers lie in.
    """

    entries: Iterable[Entry]
    above: Iterable[Entry] = ()
    _by_name: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _by_code: dict[str, Entry] = field(default_factory=dict)
    _by_key: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[int, Entry] = field(default_factory=dict)
    _likely: Likely | None = None

    def __post_init__(self) -> None:
        self.entries = tuple(self.entries)
        self._known = {entry.identity: entry for entry in (*self.above, *self.entries)}
        for entry in self.entries:
            self._by_code[entry.code.casefold()] = entry
            if entry.key:
                self._by_key[entry.key].append(entry)
            for name in dict.fromkeys(entry.names):
                self._by_name[name].append(entry)

    def exactly(self, folded: str) -> list[int]:
        """The identities that the folded text names; several where names repeat, [] for none."""
        readings = (self._by_id, self._coded, self._named, self._named_inside)
        found = next((some for reading in readings if (some := reading(folded))), [])
        return [entry.identity for entry in found]

    def nearest(self, folded: str, count: int = 3) -> list[int]:
        """The identities of the names most like the folded text, best first."""
        if self._likely is None:
            pairs = ((name, one.identity) for one in self.entries for name in one.names)
            self._likely = Likely(pairs)
        inside = _INSIDE.match(folded)
        if inside is None:
            return self._likely.nearest(plain(folded), count)
        likely = self._likely.nearest(plain(inside["name"]), 4 * count)
        where = plain(inside["after"] or inside["within"])
        likely.sort(key=lambda identity: not self._lies_in(self._known[identity], where, 2))
        return likely[:count] or self._likely.nearest(plain(folded), count)

    def _by_id(self, text: str) -> list[Entry]:
        if text in self._by_code:
            return [self._by_code[text]]
        if not _KEY.fullmatch(text):
            return []
        # A spreadsheet takes «01001» for a number and shows 1001.
        return self._by_key.get(text) or self._by_key.get(text.zfill(5), [])

    def _coded(self, text: str) -> list[Entry]:
        """«San Juan Mixtepec, Oaxaca (MX-20208)»: the code, if the name is that place's."""
        coded = _CODED.match(text)
        entry = self._by_code.get(coded["code"]) if coded else None
        if coded is None or entry is None:
            return []
        return [entry] if plain(coded["name"]).startswith(entry.names) else []

    def _named(self, text: str) -> list[Entry]:
        found = self._same_name(text)
        # A country's name alone means the country, so that its full name leads back to it.
        return [one for one in found if one.parent is None][:1] or found

    def _named_inside(self, text: str) -> list[Entry]:
        inside = _INSIDE.match(text)
        if inside is None:
            return []
        where = inside["after"] or inside["within"]
        found = self._same_name(inside["name"])
        directly = [one for one in found if self._lies_in(one, plain(where), 1)]
        # «Morelos, México»: the state in the country before the municipality in the state.
        highest = [one for one in directly if self._is_country(one.parent)]
        return highest or directly or [one for one in found if self._lies_in(one, plain(where), 2)]

    def _is_country(self, identity: int | None) -> bool:
        return identity is not None and self._known[identity].parent is None

    def _same_name(self, text: str) -> list[Entry]:
        name = plain(text)
        return self._by_name.get(name) or self._by_name.get(in_full(name), [])

    def _lies_in(self, entry: Entry, where: str, levels: int) -> bool:
        """Whether something at most `levels` above `entry` bears the plain name `where`."""
        for _level in range(levels):
            if entry.parent is None or entry.parent not in self._known:
                return False
            entry = self._known[entry.parent]
            if where in entry.names or where == plain(entry.code.casefold()):
                return True
        return False
