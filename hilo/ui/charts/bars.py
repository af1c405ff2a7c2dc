"""Bars: an amount, a bar from zero; and progress, a bar towards a target."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.ui.charts.drawing import LETTERS_ACROSS, Pen, held, wrapped
from hilo.ui.charts.figures import Bar, Bars, Progress, known, numbers
from hilo.ui.charts.reading import amount, per_cent, percent_of, sentence

LINE = 1.3  # em, from one base line to the next
THICK = 0.6  # em
GAP = 0.7  # em, between rows


def draw_bars(figure: Bars) -> SafeString:
    """One row for each bar: its words and amount on a line, the bar below, targets as marks."""
    pen = Pen()
    depth = 0.0
    for bar in figure.bars:
        depth = _row(pen, figure, bar, depth)
    if figure.target is not None:
        depth = target_line(pen, percent_of(float(figure.target), figure.top), depth, figure)
    return pen.sheet(bars_in_words(figure), depth)


def _row(pen: Pen, figure: Bars, bar: Bar, depth: float) -> float:
    text = _amount_of(figure, bar)
    lines = wrapped(bar.label, max(LETTERS_ACROSS - len(text) - 2, 16))
    for number, line in enumerate(lines):
        pen.word(line, 0, depth + 1 + number * LINE)
    pen.word(text, 100, depth + 1, "value")
    top = depth + len(lines) * LINE + 0.1
    if known(bar.value) and bar.value:
        pen.block(0, percent_of(float(bar.value), figure.top), top, THICK)  # type: ignore[arg-type]
    if bar.target is not None:
        place = percent_of(float(bar.target), figure.top)
        pen.line((place, top - 0.2), (place, top + THICK + 0.2), "target")
    return top + THICK + GAP


def _amount_of(figure: Bars, bar: Bar) -> str:
    value = amount(bar.value, figure.decimals)
    if bar.target is None or not known(bar.value):
        return value
    target = amount(bar.target, figure.decimals)
    return _("%(value)s of %(target)s") % {"value": value, "target": target}


def target_line(pen: Pen, place: float, depth: float, figure: object) -> float:
    """A dashed line across all rows, named at its foot; answers the new depth."""
    target = amount(figure.target, figure.decimals)  # type: ignore[attr-defined]
    pen.line((place, 0), (place, depth), "target")
    pen.word(_("target %(target)s") % {"target": target}, place, depth + 1, f"quiet {held(place)}")
    return depth + LINE


def bars_in_words(figure: Bars) -> str:
    """The figure in one or two sentences, for those who do not see it."""
    shown = [bar for bar in figure.bars if known(bar.value)]
    head = f"{figure.title} ({figure.unit})."
    if not shown:
        return sentence(head, _("No amounts are known."))
    ends = (max(shown, key=_value), min(shown, key=_value))
    words = {
        "most": ends[0].label,
        "most_value": amount(ends[0].value, figure.decimals),
        "least": ends[1].label,
        "least_value": amount(ends[1].value, figure.decimals),
    }
    if len(shown) == 1:
        return sentence(head, _("%(most)s: %(most_value)s.") % words, _reached(figure))
    said = _("Most: %(most)s, %(most_value)s. Least: %(least)s, %(least_value)s.") % words
    return sentence(head, said, _reached(figure))


def _value(bar: Bar) -> float:
    return float(bar.value)  # type: ignore[arg-type]


def _reached(figure: Bars) -> str:
    if figure.target is None:
        return ""
    amounts = numbers([bar.value for bar in figure.bars])
    count = sum(value >= figure.target for value in amounts)
    words = {
        "target": amount(figure.target, figure.decimals),
        "count": amount(count),
        "all": amount(len(figure.bars)),
    }
    return (
        ngettext(
            "Target %(target)s: %(count)s of %(all)s reaches it.",
            "Target %(target)s: %(count)s of %(all)s reach it.",
            count,
        )
        % words
    )


def draw_progress(figure: Progress) -> SafeString:
    """The thread that is sewn, the stitches still to be made, and a mark where the plan would be."""
    pen = Pen()
    value = float(figure.value) if known(figure.value) else 0.0  # type: ignore[arg-type]
    top = max(value, float(figure.target))
    done, aim = percent_of(value, top), percent_of(float(figure.target), top)
    pen.word(progress_amount(figure), 0, 1, "value start")
    pen.word(_share(figure), 100, 1, "quiet end")
    pen.line((done, 1.8), (aim, 1.8), "ahead")
    if done:
        pen.line((0, 1.8), (done, 1.8), "sewn")
    if done > aim:
        pen.line((aim, 1.3), (aim, 2.3), "target")
    if figure.planned is None:
        return pen.sheet(progress_in_words(figure), 2.5)
    place = percent_of(min(float(figure.planned), top), top)
    pen.line((place, 1.3), (place, 2.3), "target")
    pen.word(_planned(figure), place, 3.4, f"quiet {held(place)}")
    return pen.sheet(progress_in_words(figure), 3.9)


def progress_amount(figure: Progress) -> str:
    """ "512 of 830 people"."""
    return _("%(value)s of %(target)s %(unit)s") % {
        "value": amount(figure.value, figure.decimals),
        "target": amount(figure.target, figure.decimals),
        "unit": figure.unit,
    }


def _share(figure: Progress) -> str:
    return per_cent(float(figure.value), float(figure.target)) if known(figure.value) else ""  # type: ignore[arg-type]


def _planned(figure: Progress) -> str:
    return _("planned by now %(planned)s") % {"planned": amount(figure.planned, figure.decimals)}


def progress_in_words(figure: Progress) -> str:
    """The figure in a sentence, for those who do not see it."""
    planned = f"{_planned(figure)}." if figure.planned is not None else ""
    return sentence(f"{figure.title}:", f"{progress_amount(figure)}.", _share(figure), planned)
