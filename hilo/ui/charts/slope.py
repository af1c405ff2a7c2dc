"""Slopes: the same thing before and after, and sparks, the course of an amount in a word's space."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.ui.charts.drawing import Pen, short, wrapped
from hilo.ui.charts.figures import Change, Slope, Spark, known, numbers
from hilo.ui.charts.reading import amount, is_mirrored, sentence

AMOUNT = 46.0  # per cent: where the first amounts end; names stand before them
BEFORE, AFTER = 55.0, 87.0  # per cent: the two moments
LETTERS = 18  # letters of a name on one line on a phone
LINE = 1.25  # em
HEAD = 1.9  # em, the names of the moments
AIR = 0.5  # em, between two names


@dataclass
class Thread:
    """A change with its places down: of its two ends, and of its words once they are spread."""

    change: Change
    before: float
    after: float
    lines: list[str]
    words: float = 0.0
    end: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + AIR


def draw_slope(figure: Slope) -> SafeString:
    """Names and first amounts at the start, last amounts at the end, a thread between."""
    pen = Pen()
    threads, depth = _placed(figure)
    for moment, place in zip(figure.moments, (BEFORE, AFTER), strict=True):
        pen.word(moment, place, 1, "quiet middle")
        pen.line((place, HEAD - 0.4), (place, depth), "grid")
    for thread in threads:
        _draw_thread(pen, figure, thread)
    for change in figure.changes:
        if not (known(change.before) and known(change.after)):
            depth = _draw_unknown(pen, figure, change, depth)
    return pen.sheet(slope_in_words(figure), depth)


def _placed(figure: Slope) -> tuple[list[Thread], float]:
    whole = [c for c in figure.changes if known(c.before) and known(c.after)]
    reach = numbers([v for c in whole for v in (c.before, c.after)]) or [0]
    low, high = min(reach), max(reach)
    room = max(sum(len(wrapped(c.label, LETTERS)) * LINE + AIR for c in whole), 9.0)

    def down(value: object) -> float:
        share = (float(value) - low) / (high - low) if high > low else 0.5  # type: ignore[arg-type]
        return HEAD + 0.8 + (room - 1.6) * (1 - share)

    threads = [Thread(c, down(c.before), down(c.after), wrapped(c.label, LETTERS)) for c in whole]
    _spread(threads, room)
    return threads, HEAD + room


def _spread(threads: list[Thread], room: float) -> None:
    """Move words and last amounts apart where they would lie on one another."""
    threads.sort(key=lambda thread: (thread.before, thread.after))
    middles = apart([t.before for t in threads], [t.height for t in threads], HEAD, HEAD + room)
    for thread, middle in zip(threads, middles, strict=True):
        thread.words = middle
    by_end = sorted(threads, key=lambda thread: thread.after)
    ends = apart([t.after for t in by_end], [LINE] * len(by_end), HEAD, HEAD + room)
    for thread, end in zip(by_end, ends, strict=True):
        thread.end = end


def apart(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Places near those `wanted` (in order), so that things of these `heights` do not overlap."""
    places: list[float] = []
    edge = top
    for place, height in zip(wanted, heights, strict=True):
        places.append(max(place, edge + height / 2))
        edge = places[-1] + height / 2
    edge = bottom
    for n in reversed(range(len(places))):
        places[n] = min(places[n], edge - heights[n] / 2)
        edge = places[n] - heights[n] / 2
    return places


def _draw_thread(pen: Pen, figure: Slope, thread: Thread) -> None:
    change = thread.change
    look = "falls" if change.after < change.before else "rises"  # type: ignore[operator]
    pen.line((AMOUNT + 1, thread.words), (BEFORE, thread.before), "grid")
    pen.line((BEFORE, thread.before), (AFTER, thread.after), look)
    pen.dot(BEFORE, thread.before, f"ring {look}")
    pen.dot(AFTER, thread.after, look)
    first = thread.words - (len(thread.lines) - 1) * LINE / 2 + 0.35
    for number, line in enumerate(thread.lines):
        pen.word(line, 0, first + number * LINE)
    pen.word(amount(change.before, figure.decimals), AMOUNT, thread.words + 0.35, "value")
    pen.word(amount(change.after, figure.decimals), AFTER + 3, thread.end + 0.35, "value start")


def _draw_unknown(pen: Pen, figure: Slope, change: Change, depth: float) -> float:
    before, after = (amount(v, figure.decimals) for v in (change.before, change.after))
    pen.word(wrapped(change.label, 40, 1)[0], 0, depth + 1.2, "quiet")
    pen.word(f"{before} → {after}" if before != after else before, 100, depth + 1.2, "quiet end")
    return depth + 1.6


def slope_in_words(figure: Slope) -> str:
    """The figure in sentences, for those who do not see it."""
    said = [f"{figure.title} ({figure.unit})."]
    for change in figure.changes:
        words = {
            "name": change.label,
            "before": amount(change.before, figure.decimals),
            "after": amount(change.after, figure.decimals),
        }
        said.append(_("%(name)s: from %(before)s to %(after)s.") % words)
    return sentence(*said)


def draw_spark(figure: Spark) -> SafeString:
    """A line as wide as a word with a dot at its end."""
    values = numbers(figure.amounts)
    if not values:
        return mark_safe("")  # nothing to draw
    points = _spark_points(values)
    course = " ".join(f"{short(x)} {short(y)}" for x, y in points)
    x, y = points[-1]
    label = escape(spark_in_words(figure, values))
    return mark_safe(  # the words are escaped above
        f'<svg class="spark" viewBox="0 0 64 18" role="img" aria-label="{label}">'
        f'<path d="M{course}"/><circle cx="{short(x)}" cy="{short(y)}" r="2.5"/></svg>'
    )


def _spark_points(values: list[float]) -> list[tuple[float, float]]:
    low, span = min(values), (max(values) - min(values)) or 1
    step = 58 / max(len(values) - 1, 1)
    points = [(3 + n * step, 15 - 12 * (value - low) / span) for n, value in enumerate(values)]
    return [(64 - x, y) for x, y in points] if is_mirrored() else points


def spark_in_words(figure: Spark, values: list[float]) -> str:
    """The course in a sentence: from where to where, and the highest."""
    return _("%(title)s, %(unit)s: from %(first)s to %(last)s, at most %(most)s.") % {
        "title": figure.title,
        "unit": figure.unit,
        "first": amount(values[0], figure.decimals),
        "last": amount(values[-1], figure.decimals),
        "most": amount(max(values), figure.decimals),
    }
