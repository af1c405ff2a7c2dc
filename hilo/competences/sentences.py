"""What changed, in sentences: by how much, whether chance may have done it, how large it is.

Which variant of which figure is told, and what is told of five to nine people: docs/algorithms/gain.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from hilo.competences.rules.gain import Effect, PairedGain, Verdict
from hilo.competences.rules.summaries import Gain
from hilo.competences.words import people
from hilo.ui.charts.small import Hidden
from hilo.ui.numerals import figure

LEAST_P = 0.001  # below, only that it is below
ISOLATE, END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

MOVES = {
    1: gettext_noop(
        "Ability rose by %(change)s on average, from %(before)s to %(after)s (%(people)s)."
    ),
    0: gettext_noop("Ability stayed at %(before)s on average (%(people)s)."),
    -1: gettext_noop(
        "Ability fell by %(change)s on average, from %(before)s to %(after)s (%(people)s)."
    ),
}
VERDICTS = {
    Verdict.UNLIKELY: gettext_noop(
        "Such a change by chance alone is unlikely: %(t)s (paired t), %(ranks)s (Wilcoxon)."
    ),
    Verdict.MAYBE: gettext_noop(
        "Chance alone can explain it: %(t)s (paired t), %(ranks)s (Wilcoxon)."
    ),
    Verdict.DISAGREE: gettext_noop(
        "The two tests do not agree, so take it as open: %(t)s (paired t), %(ranks)s (Wilcoxon)."
    ),
}
COARSE_VERDICTS = {
    Verdict.UNLIKELY: gettext_noop(
        "Such a change by chance alone is unlikely: p is under 0.05 in the paired t test and in Wilcoxon’s."
    ),
    Verdict.MAYBE: gettext_noop(
        "Chance alone can explain it: p is not under 0.05, neither in the paired t test nor in Wilcoxon’s."
    ),
    Verdict.DISAGREE: gettext_noop(
        "The two tests (paired t, Wilcoxon) do not agree, so take it as open: p is under 0.05 in only one of them."
    ),
}
SIZES: dict[str, Any] = {
    "large": pgettext_lazy("size of an effect", "a large effect"),
    "medium": pgettext_lazy("size of an effect", "a medium effect"),
    "small": pgettext_lazy("size of an effect", "a small effect"),
    "none": pgettext_lazy("size of an effect", "hardly any effect"),
}


def of_gain(gain: Gain) -> str:
    """One competence and one group of people, in up to three sentences."""
    if gain.told is None or not isinstance(gain.gain, Decimal):
        return withheld(gain)
    said = [_moved(gain), _by_chance(gain.told), _how_large(gain.told)]
    return " ".join(said if gain.gain else said[:1])


def withheld(gain: Gain) -> str:
    """How many rated twice, and that no more is told of them."""
    if not gain.pairs:
        return _("Nobody rated it twice.")
    if gain.before is Hidden.FEW:
        return _("Fewer than five people rated it twice; what they said is not shown.")
    return _("%(people)s rated it twice; what they said is not shown, to protect others.") % {
        "people": people(gain.pairs)
    }


def _moved(gain: Gain) -> str:
    change = gain.gain
    assert isinstance(change, Decimal)
    direction = (change > 0) - (change < 0)
    return _(MOVES[direction]) % {
        "change": figure(abs(change), 1),
        "before": figure(gain.before, 1),  # type: ignore[arg-type]
        "after": figure(gain.after, 1),  # type: ignore[arg-type]
        "people": people(gain.pairs),
    }


def _by_chance(told: PairedGain) -> str:
    verdict = told.verdict
    if verdict is None:
        return _("No test can be made of these answers.")
    if told.is_coarse:
        return _(COARSE_VERDICTS[verdict])
    assert told.t and told.wilcoxon  # otherwise there were no verdict
    return _(VERDICTS[verdict]) % {"t": p_of(told.t.p), "ranks": p_of(told.wilcoxon.p)}


def p_of(p: float) -> str:
    """A probability as it is written in all four languages, kept together from left to right."""
    sign, shown = ("<", LEAST_P) if p < LEAST_P else ("=", p)
    return f"{ISOLATE}p\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}{figure(shown, 3)}{END}"


def p_in_table(p: float) -> float | str:
    """The same alone in a cell: a number, or that it lies below what is told."""
    return p if p >= LEAST_P else f"{ISOLATE}<\N{NO-BREAK SPACE}{figure(LEAST_P, 3)}{END}"


def _how_large(told: PairedGain) -> str:
    if told.effect is None:
        return ""
    size = SIZES[told.size]
    if told.is_coarse:
        return _("Hedges g %(g)s, %(size)s.") % {"g": figure(told.effect.g, 1), "size": size}
    return _("Hedges g %(g)s (95 %%: %(low)s to %(high)s), %(size)s.") % {
        "size": size,
        **_bounds(told.effect),
    }


def _bounds(effect: Effect) -> dict[str, str]:
    ends = {"g": effect.g, "low": effect.interval.low, "high": effect.interval.high}
    return {name: figure(value, 2) for name, value in ends.items()}


def size_of(told: PairedGain) -> Any:
    """How large an effect is, for a table; None where it is not known."""
    return SIZES.get(told.size)
