"""Shares: parts of a whole side by side, in per cent, with how many there are in all."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.ui.charts.drawing import LETTERS_ACROSS, Pen, wrapped
from hilo.ui.charts.figures import Hidden, Shares, Value, Whole, known, numbers
from hilo.ui.charts.reading import amount, per_cent, percent_of, sentence, with_unit

THICK = 0.9  # em
LINE = 1.3  # em
NAMED_FROM = 11.0  # per cent: a narrower part has no room for its own figure


def total_of(whole: Whole) -> Value:
    """How many there are in all; hidden where a part is, unless the whole says it."""
    if whole.total is not None:
        return whole.total
    hidden = [value for value in whole.amounts if not known(value)]
    return hidden[0] if hidden else sum(numbers(whole.amounts))


def draw_shares(figure: Shares) -> SafeString:
    """For each whole its name and number, a strip of its parts, and their shares below."""
    pen = Pen()
    depth = 0.0
    for whole in figure.wholes:
        depth = _strip(pen, figure, whole, depth)
    return pen.sheet(shares_in_words(figure), depth)


def _strip(pen: Pen, figure: Shares, whole: Whole, depth: float) -> float:
    number = with_unit(amount(total_of(whole), figure.decimals), figure.unit)
    label = wrapped(whole.label, max(LETTERS_ACROSS - len(number) - 2, 14), 1)[0]
    if label:
        pen.word(label, 0, depth + 1)
    pen.word(number, 100 if label else 0, depth + 1, "quiet end" if label else "quiet start")
    top = depth + LINE + 0.1
    if not all(known(value) for value in whole.amounts):
        pen.line((0, top + THICK / 2), (100, top + THICK / 2), "ahead")
        return _hidden(pen, whole, top)
    return _parts(pen, whole, top)


def _hidden(pen: Pen, whole: Whole, top: float) -> float:
    reason = next(v for v in whole.amounts if not known(v))
    words = _("Not shown, to protect a group of fewer than five.")
    if not isinstance(reason, Hidden):
        words = _("not known")
    pen.word(words, 0, top + THICK + 1.2, "quiet")
    return top + THICK + 2.2


def _parts(pen: Pen, whole: Whole, top: float) -> float:
    values = [float(value) for value in whole.amounts]  # type: ignore[arg-type]
    total = sum(values)
    start = 0.0
    for number, value in enumerate(values):
        width = percent_of(value, total)
        if width:
            _part(pen, number, (start, start + width), top, number == len(values) - 1)
        if width >= NAMED_FROM:
            pen.word(per_cent(value, total), start, top + THICK + 1.2, "value start")
        start += width
    return top + THICK + 2.2


def _part(pen: Pen, number: int, ends: tuple[float, float], top: float, last: bool) -> None:
    start, end = ends[0], max(ends[1] - 0.5, ends[0] + 0.5)
    if last:
        pen.block(start, end, top, THICK, "hollow")
        return
    pen.block(start, end, top, THICK, f"part{number}")
    if number:
        pen.line((start, top + THICK / 2), (end, top + THICK / 2), f"weft{number}")


def shares_in_words(figure: Shares) -> str:
    """The figure in sentences, for those who do not see it."""
    return sentence(
        f"{figure.title}.", *(_whole_in_words(figure, whole) for whole in figure.wholes)
    )


def _whole_in_words(figure: Shares, whole: Whole) -> str:
    total = total_of(whole)
    parts = [
        _share_in_words(figure, label, value, total)
        for label, value in zip(figure.parts, whole.amounts, strict=True)
    ]
    name = f"{whole.label}, " if whole.label else ""
    return f"{name}{with_unit(amount(total, figure.decimals), figure.unit)}: {' · '.join(parts)}."


def _share_in_words(figure: Shares, label: object, value: Value, total: Value) -> str:
    text = f"{label} {amount(value, figure.decimals)}"
    if not (known(value) and known(total) and total):
        return text
    return f"{text} ({per_cent(float(value), float(total))})"  # type: ignore[arg-type]
