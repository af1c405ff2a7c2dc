"""The woven placeholder: a pattern computed from a name, never a grey box.

It is made as a weaver makes it. Each row is one thread, a dashed line whose dashes are the stitches;
the line repeats them by itself, so the whole cloth weighs less than 1 kB. Rows that are alike share one
path. The motifs belong to looms of both programmes; the dyes are classes, coloured by the style sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

ROWS = 11  # threads from edge to edge
WIDTH = 62  # stitches from edge to edge
MIDDLE = ROWS // 2
DYES = 8  # the palettes that the style sheet knows

Motif = Callable[
    [int, int, int], str
]  # (stitch, row, spacing) -> "a", "b", "c" or " " for the ground
Runs = tuple[int, tuple[int, ...]]  # where the first dash begins, then dash, gap, dash, gap …


def _bent(stitch: int, period: int) -> int:
    """How far `stitch` lies from the middle of its repeat."""
    return abs(stitch % period - period // 2)


def lozenge(stitch: int, row: int, spacing: int) -> str:
    """Stepped lozenges inside one another, and halves of others at the edges."""
    period = 12 + 2 * spacing
    across, down = _bent(stitch, period), abs(row - MIDDLE)
    near = min(across + down, (period // 2 - across) + (MIDDLE + 1 - down))
    return "cb aaa   "[min(near, 8)] if spacing != 1 else "b caa    "[min(near, 8)]


def herringbone(stitch: int, row: int, spacing: int) -> str:
    """Twill that turns back at each rib."""
    return ("aab ", "aa b ", "aaab  ")[spacing][
        (_bent(stitch, 12 + 4 * spacing) + row) % (4, 5, 6)[spacing]
    ]


def chevron(stitch: int, row: int, spacing: int) -> str:
    """Arrows that fly along the cloth."""
    cloth = ("aaa bb   ", "aa b aa    ", "aaaa  bb  ")[spacing]
    return cloth[(stitch + abs(row - MIDDLE)) % len(cloth)]


FRET = (
    "bbbbbbbbbbbb",
    "            ",
    " aaaaaaaaa  ",
    " a       a  ",
    " a aaaaa a  ",
    " a a   a a  ",
    " a a c a a  ",
    " a a aaa a  ",
    "aa a     aaa",
    "            ",
    "bbbbbbbbbbbb",
)


def fret(stitch: int, row: int, spacing: int) -> str:
    """The stepped fret, at home in Mitla as much as on the shores of the Mediterranean."""
    return FRET[row][stitch % 12]


def star(stitch: int, row: int, spacing: int) -> str:
    """Stars with eight points, and small lozenges between them."""
    period = 14 + 2 * spacing
    across, down = _bent(stitch, period), abs(row - MIDDLE)
    if across + down <= 1:
        return "c"
    if across + down <= 5 or max(across, down) <= 3:
        return "b" if across + down == 3 else "a"
    return "b" if (period // 2 - across) + down <= 1 else " "


def hourglass(stitch: int, row: int, spacing: int) -> str:
    """Kilim: triangles that meet at their points, with an eye in each hollow."""
    period = 12 + 2 * spacing
    across, down = _bent(stitch, period), abs(row - MIDDLE)
    if across <= down:
        return "b" if across <= down - 3 else "a"
    hollow = (period // 2 - across) + down
    return "c" if hollow <= 1 else "b" if hollow == 3 else " "


SARAPE = ("aabcb b bcbaa", "abb caaac bba", "ab a ccc a ba")


def sarape(stitch: int, row: int, spacing: int) -> str:
    """Stripes with stitched lines between them."""
    dye = SARAPE[spacing][row + 1]
    if dye == " ":
        return "a" if stitch % 3 == 0 else " "
    return dye if dye != "c" or stitch % 8 < 5 else "b"


MOTIFS: tuple[tuple[Motif, tuple[int, int, int]], ...] = (
    (lozenge, (12, 14, 16)),
    (herringbone, (12, 16, 20)),
    (chevron, (9, 11, 10)),
    (fret, (12, 12, 12)),
    (star, (14, 16, 18)),
    (hourglass, (12, 14, 16)),
    (sarape, (24, 24, 24)),
)


@lru_cache(maxsize=2048)
def weave(name: str) -> SafeString:
    """The cloth of `name` as SVG: always the same for the same name."""
    seed = blake2b(str(name).encode(), digest_size=4).digest()
    motif, periods = MOTIFS[seed[0] % len(MOTIFS)]
    spacing = seed[1] % 3
    threads = _threads(motif, periods[spacing], spacing)
    return mark_safe(  # nothing of the name is written into it
        f'<svg class="weave" data-dyes="{seed[2] % DYES}" viewBox="0 -.5 {WIDTH} {ROWS}"'
        f' preserveAspectRatio="xMidYMid slice" aria-hidden="true">{threads}</svg>'
    )


def _threads(motif: Motif, period: int, spacing: int) -> str:
    alike: dict[tuple[str, Runs], list[int]] = {}
    for row in range(ROWS):
        stitches = "".join(motif(stitch, row, spacing) for stitch in range(period))
        for dye in "abc":
            if dye in stitches:
                alike.setdefault((dye, _runs(stitches, dye)), []).append(row)
    return "".join(_dyed(dye, alike) for dye in "abc")


def _runs(stitches: str, dye: str) -> Runs:
    """The dashes of one dye in one repeat, beginning where a dash begins."""
    period = len(stitches)
    if stitches.count(dye) == period:
        return 0, ()
    start = next(n for n in range(period) if stitches[n] == dye and stitches[n - 1] != dye)
    turned = stitches[start:] + stitches[:start]
    runs = [1]
    for before, now in pairwise(turned):
        if (before == dye) == (now == dye):
            runs[-1] += 1
        else:
            runs.append(1)
    return (start - period if start else 0), _shortest(tuple(runs))


def _shortest(runs: tuple[int, ...]) -> tuple[int, ...]:
    """The shortest repeat of `runs` in whole pairs of dash and gap."""
    for length in range(2, len(runs), 2):
        if len(runs) % length == 0 and runs[:length] * (len(runs) // length) == runs:
            return runs[:length]
    return runs


def _dyed(dye: str, alike: dict[tuple[str, Runs], list[int]]) -> str:
    paths = [_path(runs, rows) for (each, runs), rows in alike.items() if each == dye]
    return f'<g class="{dye}">{"".join(paths)}</g>' if paths else ""


def _path(runs: Runs, rows: list[int]) -> str:
    start, dashes = runs
    course = "".join(f"M{start} {row}H{WIDTH}" for row in rows)
    stitched = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    return f'<path d="{course}"{stitched}/>'
