"""Moments: the same things at several moments, each on a thread of its own with its amounts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.safestring import SafeString

from hilo.ui.charts.drawing import LETTERS_ACROSS, Pen, wrapped
from hilo.ui.charts.figures import Moments, Run, Value, known, numbers
from hilo.ui.charts.reading import amount, sentence

LINE = 1.25  # em
RISE = 2.2  # em between the least and the greatest amount
NAME, AMOUNT, AIR = 1.2, 1.6, 1.2  # em: a name, an amount above its dot, what parts two threads
Point = tuple[float, float]


def draw_moments(figure: Moments) -> SafeString:
    """The names of the moments on top; below, thread under thread on one scale, amounts at each dot."""
    pen = Pen()
    depth = _draw_heads(pen, figure)
    for run in figure.runs:
        depth = _draw_run(pen, figure, run, depth)
    return pen.sheet(moments_in_words(figure), depth)


def _across(figure: Moments) -> list[float]:
    """Where each moment stands, in per cent of the width: as far from one another as from the ends."""
    share = 100 / len(figure.moments)
    return [share * (place + 0.5) for place in range(len(figure.moments))]


def _draw_heads(pen: Pen, figure: Moments) -> float:
    letters = LETTERS_ACROSS // len(figure.moments)
    heads = [wrapped(moment, letters) for moment in figure.moments]
    for head, place in zip(heads, _across(figure), strict=True):
        for number, line in enumerate(head):
            pen.word(line, place, 1 + number * LINE, "quiet middle")
    return max(len(head) for head in heads) * LINE + 0.6


def _draw_run(pen: Pen, figure: Moments, run: Run, depth: float) -> float:
    for line in wrapped(run.label, LETTERS_ACROSS):
        pen.word(line, 0, depth + NAME)
        depth += LINE
    if not numbers(run.amounts):
        pen.word(_hidden(run.amounts), 0, depth + NAME, "quiet")
        return depth + NAME + AIR
    top = depth + AMOUNT + 0.5
    points = _points(figure, run, top)
    _draw_thread(pen, points)
    for (place, down), value in zip(points, run.amounts, strict=True):
        if known(value):
            pen.word(amount(value, figure.decimals), place, down - 0.75, "value middle")
    return top + RISE + AIR


def _points(figure: Moments, run: Run, top: float) -> list[Point]:
    low, high = figure.reach
    return [
        (place, top + RISE * (1 - (float(value) - low) / (high - low)) if known(value) else top)  # type: ignore[arg-type]
        for place, value in zip(_across(figure), run.amounts, strict=True)
    ]


def _draw_thread(pen: Pen, points: Sequence[Point]) -> None:
    looks = ["rises" if b[1] <= a[1] else "falls" for a, b in pairwise(points)]
    for (a, b), look in zip(pairwise(points), looks, strict=True):
        pen.line(a, b, look)
    for number, point in enumerate(points):
        pen.dot(*point, f"ring {looks[0]}" if not number else looks[number - 1])


def _hidden(amounts: Sequence[Value]) -> str:
    return amount(next((value for value in amounts if value is not None), None))


def moments_in_words(figure: Moments) -> str:
    """The figure in sentences, for those who do not see it."""
    return sentence(
        f"{figure.title} ({figure.unit}).", *(_in_words(figure, run) for run in figure.runs)
    )


def _in_words(figure: Moments, run: Run) -> str:
    pairs = zip(figure.moments, run.amounts, strict=True)
    said = (f"{moment} {amount(value, figure.decimals)}" for moment, value in pairs)
    return f"{' · '.join([str(run.label), *said])}."
