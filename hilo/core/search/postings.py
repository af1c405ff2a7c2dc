"""Which rows hold a token: kept as sets of rows, block by block, the same on both databases.

`post` alone writes them, and `moves` alone calls it, for one change after another: two people whose
texts share a word never wait for each other's transactions.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import reduce
from itertools import islice
from operator import or_

from django.db import connection
from django.db.models import Q

from hilo.core.models import SearchEntry, SearchPosted, SearchPosting
from hilo.core.search import vocabulary
from hilo.core.search.rules import blocks, words

AFTER = b"\xff"  # no UTF-8 holds it: behind everything that begins alike

# Written without the models: tens of thousands of rows, of which Django would make objects first.
AT_ONCE = 300  # rows; SQLite takes 999 values at least
HELD = "SELECT token, members FROM core_searchposting WHERE block = %s AND token IN ({})"
WRITE = """
INSERT INTO core_searchposting (token, block, members) VALUES {}
ON CONFLICT (token, block) DO UPDATE SET members = excluded.members
"""
DELETE = "DELETE FROM core_searchposting WHERE block = %s AND token IN ({})"

Rows = dict[str, list[int]]  # by token


def rows_with(tokens: Sequence[str], *, begins: bool = False) -> int:
    """The rows that hold one of `tokens` (a token that begins so, where `begins`)."""
    if not begins:
        return reduce(or_, rows_by_token(tokens).values(), 0)
    names = [token.encode() for token in tokens]
    parts: dict[int, int] = defaultdict(int)
    held = (
        SearchPosting.objects.filter(_beginning(names)) if names else SearchPosting.objects.none()
    )
    for block, room in held.values_list("block", "members"):
        parts[block] |= blocks.unpacked(bytes(room))
    return _together(parts)


def rows_by_token(tokens: Iterable[str]) -> dict[str, int]:
    """The rows that hold each of `tokens`, in one question; tokens that no row holds are left out."""
    names = {token.encode() for token in tokens}
    parts: dict[str, dict[int, int]] = defaultdict(dict)
    held = SearchPosting.objects.filter(token__in=names) if names else SearchPosting.objects.none()
    for name, block, room in held.values_list("token", "block", "members"):
        parts[bytes(name).decode()][block] = blocks.unpacked(bytes(room))
    return {token: _together(blocks_of) for token, blocks_of in parts.items()}


def _together(parts: Mapping[int, int]) -> int:
    found = 0
    for block, members in parts.items():
        found |= members << block * blocks.WIDTH
    return found


def holds(held: Set[str], tokens: Sequence[str], begins: bool) -> bool:
    """The same question, of one row that holds these tokens."""
    if begins:
        return any(token.startswith(tuple(tokens)) for token in held)
    return not held.isdisjoint(tokens)


def _beginning(names: Iterable[bytes]) -> Q:
    return reduce(or_, (Q(token__gte=name, token__lt=name + AFTER) for name in names))


def post(rows: Collection[int]) -> None:
    """Bring the postings of these rows, and the known words, to what the rows hold now.

    What is posted of a row is written down beside: however often a row has changed meanwhile, and
    whoever comes first, the difference is what is missing.
    """
    posted = SearchPosted.objects.filter(row__in=rows).values_list("row", "tokens")
    before = {row: zlib.decompress(tokens).decode() for row, tokens in posted}
    after = dict(SearchEntry.objects.filter(pk__in=rows).values_list("pk", "tokens"))
    changed = [row for row in rows if before.get(row, "") != after.get(row, "")]
    come: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    gone: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for row in changed:
        block, number = divmod(row, blocks.WIDTH)
        old, new = set(before.get(row, "").split()), set(after.get(row, "").split())
        for token in new - old:
            come[block][token].append(number)
        for token in old - new:
            gone[block][token].append(number)
    for block in come.keys() | gone.keys():
        _write(block, come[block], gone[block])
    _write_down({row: after[row] for row in changed if row in after})
    SearchPosted.objects.filter(row__in=before.keys() - after.keys()).delete()
    vocabulary.learn(_words(come.values()))
    vocabulary.unlearn(_unheld(_words(gone.values())))


def _write(block: int, come: Rows, gone: Rows) -> None:
    """Add and take away rows of one block."""
    waiting = iter(come.keys() | gone.keys())
    with connection.cursor() as cursor:
        while tokens := {token.encode(): token for token in islice(waiting, AT_ONCE)}:
            cursor.execute(HELD.format(_marks(tokens)), [block, *tokens])
            held = {bytes(name): bytes(room) for name, room in cursor.fetchall()}
            now = {
                name: blocks.changed(held.get(name, b""), come.get(token, ()), gone.get(token, ()))
                for name, token in tokens.items()
            }
            if full := [value for name in now if now[name] for value in (name, block, now[name])]:
                cursor.execute(WRITE.format(", ".join(["(%s, %s, %s)"] * (len(full) // 3))), full)
            if empty := [name for name in now if not now[name]]:
                cursor.execute(DELETE.format(_marks(empty)), [block, *empty])


def _marks(values: Collection[bytes]) -> str:
    return ", ".join(["%s"] * len(values))


def _write_down(tokens: Mapping[int, str]) -> None:
    SearchPosted.objects.bulk_create(
        [
            SearchPosted(row=row, tokens=zlib.compress(line.encode(), level=1))
            for row, line in tokens.items()
        ],
        update_conflicts=True,
        unique_fields=["row"],
        update_fields=["tokens"],
    )


def _words(parts: Iterable[Rows]) -> set[str]:
    return words.vocabulary(token for part in parts for token in part)


def _unheld(lost: set[str]) -> set[str]:
    """Those of `lost` that no row holds any more."""
    names = {f"={word}".encode(): word for word in lost}
    held = SearchPosting.objects.filter(token__in=names).values_list("token", flat=True)
    return lost - {names[bytes(name)] for name in held}
