"""Names of places compared as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance, optimal string alignment: insertions, deletions, changes and
    swaps of neighbours that turn `one` into `other` (Boytsov 2011, section 2.2)."""
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


def likeness(typed: str, name: str) -> float:
    """How alike two folded names are, from 0 to 1; a name that begins with what was typed gains."""
    if not typed or not name:
        return 0.0
    edits = 1 - distance(typed, name) / max(len(typed), len(name))
    words = SequenceMatcher(None, sorted(typed.split()), sorted(name.split())).ratio()
    begins = 0.25 if name.startswith(typed) or typed.startswith(name) else 0.0
    return min(1.0, max(edits, 0.9 * words, edits + begins))


def nearest(typed: str, names: Iterable[tuple[str, int]], count: int = 3) -> list[int]:
    """The identities of the `count` names most like `typed`, best first; ties by name.

    `names` are pairs of folded name and identity; one identity may have several names.
    """
    best: dict[int, tuple[float, str]] = {}
    for name, identity in names:
        score = likeness(typed, name)
        if identity not in best or score > best[identity][0]:
            best[identity] = (score, name)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
    return [identity for identity, (score, _) in ranked[:count] if score >= 0.4]
