"""Which known word a mistyped one probably is.

Trigrams find the candidates, the number of slips decides: one slip in words of four to seven
letters, two in longer ones. A slip is a letter more, less, other, or swapped with its neighbour
(the optimal string alignment distance of Damerau 1964, who counted four typing errors in five as
one of these).
"""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
LONG = 8


def grams(word: str) -> set[str]:
    """The trigrams of `word`, with `$` before its first letter and after its last."""
    framed = f"${word}$"
    return {framed[start : start + 3] for start in range(len(framed) - 2)}


def slips_allowed(word: str) -> int:
    """How many slips are forgiven in a word of this length."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < LONG else 2


def grams_needed(word: str) -> int:
    """How many trigrams a candidate must share: each slip spoils at most three, a swap four."""
    return max(1, len(grams(word)) - 4 * slips_allowed(word))


def slips(one: str, other: str) -> int:
    """The number of slips that lead from `one` to `other`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, sign in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> list[list[str]]:
    """The known words within the slips that are forgiven: those with the fewest first, in groups."""
    forgiven = slips_allowed(word)
    groups: list[list[str]] = [[] for _slips in range(forgiven + 1)]
    for one in sorted(known):
        if abs(len(one) - len(word)) <= forgiven and (count := slips(word, one)) <= forgiven:
            groups[count].append(one)
    return [group for group in groups if group]
