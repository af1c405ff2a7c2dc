"""Gantt: what is done when, one row for each thing, with today's line and the days that must be kept."""

from __future__ import annotations

import datetime as dt

from babel import dates
from django.utils.safestring import SafeString

from hilo.ui import calendar, reader
from hilo.ui.charts.drawing import LETTERS_ACROSS, Pen, wrapped
from hilo.ui.charts.figures import Gantt, Span
from hilo.ui.charts.reading import percent_of

LINE = 1.3  # em, from one base line to the next
THICK = 0.7  # em
GAP = 0.9  # em, between rows
HEAD = 1.8  # em, the names of the months
SHORTEST = 1.0  # per cent: a day of two years is still seen
MOST_TICKS = 4  # months that are named on a phone
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one tick to the next


def draw_gantt(figure: Gantt) -> SafeString:
    """Words above, the bar below them, marks on it; months above all, today's line through all."""
    pen = Pen()
    start, end = figure.reach
    depth = HEAD + sum(_height(span) for span in figure.spans)
    for day in ticks(start, end):
        _tick(pen, day, place_of(day, start, end), depth)
    if start <= figure.today <= end:
        today = place_of(figure.today, start, end)
        pen.line((today, HEAD - 0.4), (today, depth), "today")
    down = HEAD
    for span in figure.spans:
        _row(pen, span, (start, end), down)
        down += _height(span)
    return pen.sheet(str(figure.summary), depth)


def place_of(day: dt.date, start: dt.date, end: dt.date) -> float:
    """Where the beginning of `day` lies, from 0 to 100."""
    return percent_of((day - start).days, (end - start).days + 1)


def ticks(start: dt.date, end: dt.date) -> list[dt.date]:
    """First days of months between the two, as many as a phone can name."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next((one for one in STEPS if months / one <= MOST_TICKS), months)
    first = start.year * 12 + start.month - 1
    numbers = range(first - first % step, first + months, step)
    days = [dt.date(number // 12, number % 12 + 1, 1) for number in numbers if number >= 12]
    return [day for day in days if start <= day <= end]


def _tick(pen: Pen, day: dt.date, place: float, depth: float) -> None:
    pen.line((place, HEAD - 0.6), (place, depth), "grid")
    locale = reader.locale()
    words = calendar.in_digits(dates.format_skeleton("yMMM", day, locale=locale), locale)
    pen.word(words, min(place, 99), 0.9, f"quiet {'end' if place > 85 else 'start'}")


def _row(pen: Pen, span: Span, reach: tuple[dt.date, dt.date], down: float) -> None:
    for number, line in enumerate(_lines(span)):
        pen.word(line, 0, down + 1 + number * LINE)
    pen.word(span.remark, 100, down + 1, f"value {span.look}")
    top = down + len(_lines(span)) * LINE + 0.1
    if span.starts_on and span.ends_on:
        start = place_of(span.starts_on, *reach)
        end = (
            place_of(span.ends_on + dt.timedelta(days=1), *reach)
            if span.ends_on < reach[1]
            else 100
        )
        pen.block(start, max(end, min(start + SHORTEST, 100)), top, THICK, span.look)
    for day, is_reached in span.marks:
        pen.dot(place_of(day, *reach), top + THICK / 2, "mark" if is_reached else "mark open")


def _lines(span: Span) -> list[str]:
    return wrapped(span.label, max(LETTERS_ACROSS - len(str(span.remark)) - 2, 16))


def _height(span: Span) -> float:
    return len(_lines(span)) * LINE + 0.1 + THICK + GAP
