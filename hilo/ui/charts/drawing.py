"""The pen: marks on a sheet as wide as its place, without a view box.

Across, positions are per cent of the width, so that a chart fills a phone and a desk and its words
keep the size that the reader set. Down, they are `em`, so that rows grow with the words. The pen
mirrors itself for readers from right to left: 0 is where reading begins.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hilo.ui.charts.reading import is_mirrored

LETTERS_ACROSS = 44  # letters of 0.84rem on a phone of 360 px
ELLIPSIS = "…"


def short(number: float) -> str:
    """A coordinate in as few letters as it needs: at most one place, no zero in front."""
    text = f"{number:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return text[1:] if text.startswith("0.") else text


def wrapped(words: Any, letters: int, lines: int = 2) -> list[str]:
    """`words` on at most `lines` lines of about `letters` letters; what does not fit is cut with an ellipsis."""
    rows: list[str] = [""]
    for word in str(words).split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > letters:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return [_cut(row, letters) for row in rows]


def _cut(row: str, letters: int) -> str:
    allowed = round(letters * 1.15)
    return row if len(row) <= allowed else row[: allowed - 1].rstrip() + ELLIPSIS


class Pen:
    """Collects the marks of one figure; positions across from 0 to 100, down in `em`."""

    def __init__(self) -> None:
        self.marks: list[str] = []
        self.mirrored = is_mirrored()
        self.depth = 0.0

    def across(self, place: float) -> float:
        return 100 - place if self.mirrored else place

    def word(self, words: Any, place: float, down: float, look: str = "") -> None:
        """Words whose base line is at `down`; `look` also says where they are held."""
        x = self.across(place)
        at = f' x="{short(x)}%"' if x else ""
        self.marks.append(f'<text{at} y="{short(down)}em"{_look(look)}>{escape(words)}</text>')

    def block(self, start: float, end: float, down: float, thick: float, look: str = "") -> None:
        """A filled block from `start` to `end`."""
        x = 100 - end if self.mirrored else start
        at = f' x="{short(x)}%"' if x else ""
        size = f'width="{short(end - start)}%" height="{short(thick)}em"'
        self.marks.append(f'<rect{at} y="{short(down)}em" {size}{_look(look)}/>')

    def line(self, a: tuple[float, float], b: tuple[float, float], look: str = "") -> None:
        """A line between two places (across, down)."""
        xs = f'x1="{short(self.across(a[0]))}%" x2="{short(self.across(b[0]))}%"'
        ys = f'y1="{short(a[1])}em" y2="{short(b[1])}em"'
        self.marks.append(f"<line {xs} {ys}{_look(look)}/>")

    def dot(self, place: float, down: float, look: str = "") -> None:
        at = f'cx="{short(self.across(place))}%" cy="{short(down)}em"'
        self.marks.append(f'<circle {at} r=".4em"{_look(look)}/>')

    def sheet(self, summary: str, depth: float) -> SafeString:
        """The finished picture, named by `summary` for those who do not see it."""
        marks = "".join(self.marks)
        return mark_safe(  # words were escaped where they were written
            f'<svg role="img" aria-label="{escape(summary)}" height="{short(depth)}em">{marks}</svg>'
        )


def held(place: float) -> str:
    """How words at `place` are held so that they stay on the sheet."""
    if place > 80:
        return "end"
    return "start" if place < 20 else "middle"


def _look(look: str) -> str:
    return f' class="{look}"' if look else ""
