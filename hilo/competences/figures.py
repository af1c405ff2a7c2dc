"""What the pages draw: importance beside ability, before beside after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hilo.competences.enums import LEAST, MOST
from hilo.competences.models import Competence, Occasion, Rating
from hilo.competences.queries import Comparison, Summary
from hilo.competences.rules.summaries import Course, Line
from hilo.competences.words import people, purpose_of, scale_label
from hilo.ui.charts import Bar, Bars, Change, Dots, Figure, Moments, Pair, Run, Slope


def of_summary(summary: Summary) -> Figure | None:
    """Importance and ability of each competence, the widest gap first; bars where one is asked alone."""
    told = [(one, line) for one, line in summary.lines if _is_known(line)]
    if not told:
        return None
    about: dict[str, Any] = {
        "unit": _("mean, from 1 to 5"),
        "period": people(summary.answered),
        "counted": _("Each mean is over those who answered; what was left open is not guessed."),
        "decimals": 1,
    }
    if len(summary.occasion.scales) == 1:
        scale = summary.occasion.scales[0]
        bars = [Bar(str(one), getattr(line, scale).mean) for one, line in told]
        return Bars(title=scale_label(scale), bars=bars, maximum=MOST, **about)
    pairs = [_pair(one, line) for one, line in sorted(told, key=_by_gap)]
    return Dots(
        title=_("Importance and ability"),
        pairs=pairs,
        series=(scale_label("importance"), scale_label("ability")),
        lowest=LEAST,
        maximum=MOST,
        **about,
    )


def _is_known(line: Line) -> bool:
    """Whether anything of it may be drawn."""
    scales = (line.importance, line.ability)
    return any(scale is not None and isinstance(scale.mean, Decimal) for scale in scales)


def _by_gap(told: tuple[Competence, Line]) -> tuple[bool, Decimal]:
    gap = told[1].gap
    return (False, -gap) if isinstance(gap, Decimal) else (True, Decimal())


def _pair(one: Competence, line: Line) -> Pair:
    assert line.importance is not None
    assert line.ability is not None  # both are asked
    return Pair(str(one), line.importance.mean, line.ability.mean)


def of_comparison(comparison: Comparison) -> Slope | None:
    """Ability before and after, a thread for each competence."""
    changes = [
        Change(str(one), gain.before, gain.after)
        for one, gain in comparison.lines
        if isinstance(gain.gain, Decimal)
    ]
    if not changes:
        return None
    return Slope(
        title=_("Ability before and after"),
        unit=_("mean, from 1 to 5"),
        period=people(comparison.pairs),
        counted=_("Over those who rated the same competence twice, each compared with themselves."),
        changes=changes,
        scale=(LEAST, MOST),
        decimals=1,
    )


def of_courses(
    moments: Sequence[Occasion], courses: Sequence[tuple[Competence, Course]]
) -> Moments | None:
    """Ability from moment to moment, a thread for each competence; None where nothing may be drawn."""
    told = [(one, course) for one, course in courses if course.n]
    if not any(isinstance(course.means[0], Decimal) for _one, course in told):
        return None
    return Moments(
        title=_("Ability from moment to moment"),
        unit=_("mean, from 1 to 5"),
        counted=_("Over those who rated the competence every time; their number stands beside it."),
        moments=[purpose_of(one) for one in moments],
        runs=[Run(_run_of(one, course), course.means) for one, course in told],
        scale=(LEAST, MOST),
        decimals=1,
    )


def _run_of(one: Competence, course: Course) -> str:
    """The name of a competence with how many people its thread is drawn for."""
    return _("%(name)s (%(people)s)") % {"name": one, "people": people(course.n)}


def of_own(before: Iterable[Rating], after: Sequence[Rating]) -> Slope | None:
    """Somebody's own ability before and after, for themselves alone."""
    first = {one.competence_id: one.ability for one in before}
    changes = [
        Change(str(one.competence), first[one.competence_id], one.ability)
        for one in after
        if one.ability is not None and first.get(one.competence_id) is not None
    ]
    if not changes:
        return None
    return Slope(
        title=_("Your ability before and after"),
        unit=_("from 1 to 5"),
        changes=changes,
        scale=(LEAST, MOST),
    )
