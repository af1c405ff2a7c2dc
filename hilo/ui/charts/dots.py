"""Dots: two series on one scale, a filled dot and a ring, joined by a thread."""

from __future__ import annotations

import math

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.ui.charts.drawing import LETTERS_ACROSS, Pen, held, wrapped
from hilo.ui.charts.figures import Dots, Pair, known, numbers
from hilo.ui.charts.reading import amount, sentence

ROW = 1.9  # em, where words stand beside their dots
HIGH_ROW = 2.7  # em, where they stand above
BESIDE = 13  # letters that fit beside the dots on a phone
GUTTER = 34.0  # per cent of the width kept for words beside the dots
EDGE = 3.0  # per cent kept free so that a dot at an end is whole


class Scale:
    """From amounts to places across, between round ends."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.start, self.end = low, start, end
        self.step = round_step((high - low) or 1)
        self.high = low + self.step * math.ceil((high - low) / self.step or 1)

    def place(self, value: float) -> float:
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]


def round_step(span: float) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that divides `span` into two to four parts."""
    power = 10 ** math.floor(math.log10(span / 2))
    for factor in (1, 2, 2.5, 5, 10):
        if span / (factor * power) <= 4:
            return factor * power
    return 10 * power


def draw_dots(figure: Dots) -> SafeString:
    """A line for each pair; words beside where they are short, above where they are long."""
    pen = Pen()
    beside = all(len(str(pair.label)) <= BESIDE for pair in figure.pairs)
    scale = _scale(figure, GUTTER if beside else EDGE)
    height = ROW if beside else HIGH_ROW
    depth = height * len(figure.pairs)
    for tick in scale.ticks:
        pen.line((scale.place(tick), 0), (scale.place(tick), depth), "grid")
    for number, pair in enumerate(figure.pairs):
        _row(pen, scale, pair, number * height, beside)
    return pen.sheet(dots_in_words(figure), _foot(pen, scale, figure, depth))


def _scale(figure: Dots, start: float) -> Scale:
    reach = numbers([*figure.amounts, figure.target, figure.maximum])
    return Scale(float(figure.lowest), max([*reach, float(figure.lowest)]), start, 100 - EDGE)


def _row(pen: Pen, scale: Scale, pair: Pair, top: float, beside: bool) -> None:
    words = str(pair.label) if beside else wrapped(pair.label, LETTERS_ACROSS, 1)[0]
    down = top + (0.9 if beside else 1.9)
    pen.word(words, 0, top + (1.2 if beside else 1))
    places = [scale.place(float(v)) for v in (pair.first, pair.second) if known(v)]  # type: ignore[arg-type]
    if len(places) == 2:
        pen.line((places[0], down), (places[1], down), "joined")
    if known(pair.second):
        pen.dot(scale.place(float(pair.second)), down, "ring")  # type: ignore[arg-type]
    if known(pair.first):
        pen.dot(scale.place(float(pair.first)), down)  # type: ignore[arg-type]
    if not places:
        pen.word(amount(pair.first), scale.start, down + 0.3, "quiet start")


def _foot(pen: Pen, scale: Scale, figure: Dots, depth: float) -> float:
    """The scale in figures and the target's name; answers the depth of the sheet."""
    decimals = max(figure.decimals, 0 if float(scale.step).is_integer() else 1)
    for tick in scale.ticks:
        place = scale.place(tick)
        pen.word(amount(tick, decimals), place, depth + 1.1, f"quiet {_tick_held(place)}")
    if figure.target is None:
        return depth + 1.5
    place = scale.place(float(figure.target))
    pen.line((place, 0), (place, depth + 1.4), "target")
    words = _("target %(target)s") % {"target": amount(figure.target, figure.decimals)}
    pen.word(words, place, depth + 2.4, f"quiet {held(place)}")
    return depth + 2.8


def _tick_held(place: float) -> str:
    return "end" if place > 95 else "start" if place < 5 else "middle"


def dots_in_words(figure: Dots) -> str:
    """The figure in sentences, for those who do not see it."""
    said = [f"{figure.title} ({figure.unit})."]
    for name, side in zip(figure.series, ("first", "second"), strict=True):
        values = numbers([getattr(pair, side) for pair in figure.pairs])
        if values:
            said.append(_range_in_words(figure, name, values))
    if figure.target is not None:
        target = amount(figure.target, figure.decimals)
        said.append(_("target %(target)s") % {"target": target} + ".")
    return sentence(*said)


def _range_in_words(figure: Dots, name: object, values: list[float]) -> str:
    return _("%(series)s: from %(least)s to %(most)s.") % {
        "series": name,
        "least": amount(min(values), figure.decimals),
        "most": amount(max(values), figure.decimals),
    }
