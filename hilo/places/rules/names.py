"""Names of places compared as people type them (docs/algorithms/places.md)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nsmallest

LIKE_ENOUGH = 0.4
SHORTLIST = 24
# A single word names a place («Cholula») if it has some letters and few places bear it.
LONG_ENOUGH = 4
WORDS = 6
BORNE_BY = 24

_DROPPED = re.compile(r"[.'`´]")
_OTHER_SIGNS = re.compile(r"[\W_]+")

# What people write short in Mexican names; tried only where the words as typed name nothing.
IN_FULL = {
    "cd": "ciudad",
    "cnel": "coronel",
    "dr": "doctor",
    "gral": "general",
    "hda": "hacienda",
    "ing": "ingeniero",
    "lic": "licenciado",
    "ma": "maria",
    "pto": "puerto",
    "s": "san",
    "sn": "san",
    "sta": "santa",
    "sto": "santo",
    "tte": "teniente",
    "vla": "villa",
}


def plain(folded: str) -> str:
    """A folded name as words alone: no points, no apostrophes, other signs as spaces.

    «n.l.» becomes «nl», «m'sila» «msila», «san juan mixtepec -dto. 08-» «san juan mixtepec dto 08».
    """
    if folded.replace(" ", "").isalnum():
        return folded
    return " ".join(_OTHER_SIGNS.sub(" ", _DROPPED.sub("", folded)).split())


def in_full(words: str) -> str:
    """`words` with what is usually written short spelled out: «sta maria» is «santa maria»."""
    return " ".join(IN_FULL.get(word, word) for word in words.split())


def distance(one: str, other: str) -> int:
    """Edits that turn `one` into `other`: insertions, deletions, changes, swaps of neighbours.

    Optimal string alignment (Boytsov 2011, section 2.2): no part is edited twice, so that it is
    symmetric but no metric («ca», «ac», «abc»: 1 and 1, yet 3 between the ends).
    """
    one, other = without_common_ends(one, other)
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        row = [i]
        for j, counterpart in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (sign != counterpart))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        earlier, above = above, row
    return above[-1]


def without_common_ends(one: str, other: str) -> tuple[str, str]:
    """What is left where both begin and end alike; their distance is the same, sooner known."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def likeness(typed: str, name: str) -> float:
    """How alike two plain names are, from 0 to 1.

    The best of four views: letters (1 minus edits over the longer length), words in any order
    (nine tenths of the share of words in common), a beginning (letters plus a quarter where one
    starts with the other), and, where one word was typed, that word beside each of the name's
    (nine tenths of their letters, less a hundredth for each other word of the name).
    """
    if not typed or not name:
        return 0.0
    letters = in_letters(typed, name)
    words = SequenceMatcher(None, sorted(typed.split()), sorted(name.split())).ratio()
    begins = 0.25 if name.startswith(typed) or typed.startswith(name) else 0.0
    return min(1.0, max(letters, 0.9 * words, letters + begins, as_a_word(typed, name)))


def in_letters(typed: str, name: str) -> float:
    """1 minus edits over the longer length."""
    return 1 - distance(typed, name) / max(len(typed), len(name))


def as_a_word(typed: str, name: str) -> float:
    """How like the one word `typed` is to the likest long word of `name`, from 0 to 0.9."""
    if " " in typed or " " not in name:
        return 0.0
    words = name.split()
    shares = (in_letters(typed, word) for word in words if len(word) >= LONG_ENOUGH)
    return max(0.0, 0.9 * max(shares, default=0.0) - 0.01 * (len(words) - 1))


def trigrams(name: str) -> set[str]:
    """Every three signs in a row, with two spaces before and one after: «uxa» has 4."""
    padded = f"  {name} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


class Shortlist:
    """Texts that can be asked for those that share the most trigrams (Dice's coefficient)."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sizes: list[int] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            parts = trigrams(text)
            self._sizes.append(len(parts))
            for part in parts:
                self._having[part].append(position)

    def nearest(self, typed: str, count: int) -> list[int]:
        """The positions of at most `count` texts, best first."""
        parts = trigrams(typed)
        shared: Counter[int] = Counter()
        for part in parts:
            shared.update(self._having.get(part, ()))
        sizes, own = self._sizes, len(parts)
        return nsmallest(count, shared, key=lambda at: (-shared[at] / (own + sizes[at]), at))


class Likely:
    """Names that can be asked for the most similar ones without comparing with all of them.

    Whole names and, where one word is typed, their single words are shortlisted by trigrams;
    `likeness` orders the shortlist. Identities are numbers; one may have several names.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self.names = sorted(set(names))
        self._whole = Shortlist(name for name, _identity in self.names)
        self._bearing = bearing([name for name, _identity in self.names])
        self._words = sorted(self._bearing)
        self._single = Shortlist(self._words)

    def nearest(self, typed: str, count: int = 3) -> list[int]:
        """The identities of the names most like `typed`, best first; ties by name."""
        best: dict[int, tuple[float, str]] = {}
        for position in self._shortlist(typed):
            name, identity = self.names[position]
            score = likeness(typed, name)
            if score >= LIKE_ENOUGH and score > best.get(identity, (0.0, ""))[0]:
                best[identity] = (score, name)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return [identity for identity, _score in ranked[:count]]

    def _shortlist(self, typed: str) -> set[int]:
        found = set(self._whole.nearest(typed, SHORTLIST))
        if typed and " " not in typed:
            for at in self._single.nearest(typed, WORDS):
                found.update(self._bearing[self._words[at]])
        return found


def bearing(names: list[str]) -> dict[str, list[int]]:
    """The positions of the names of several words by each long word that few of them bear.

    What very many bear («santa») names no place by itself.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        words = set(name.split()) if " " in name else set()
        for word in words:
            if len(word) >= LONG_ENOUGH:
                found[word].append(position)
    return {word: several for word, several in found.items() if len(several) <= BORNE_BY}
