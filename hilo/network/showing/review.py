"""The review of a page in words: what each criterion says now, the steps that were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hilo.core.prepared import Given, Prepared
from hilo.network.enums import State, Verdict
from hilo.network.models import Profile, ReviewStep
from hilo.network.queries.standings import Standing
from hilo.ui.components.words import state

STEPS = Prepared(
    lambda: ReviewStep.objects.filter(subject_uuid=Given("profile", UUIDField())).select_related(
        "by"
    )[:20]
)
TONES = {Verdict.MET: "ok", Verdict.NOT_MET: "warn", Verdict.WAIVED: "wait", "": "wait"}
# The way of a page, as the running stitch shows it.
WAY = (State.DRAFT, State.SUBMITTED, State.LISTED)
VERBS = {
    "submit": gettext_lazy("Asked for a review"),
    "withdraw": gettext_lazy("Taken back to write on"),
    "return": gettext_lazy("Returned"),
    "list": gettext_lazy("Put into the directory"),
    "archive": gettext_lazy("No longer active"),
    "revive": gettext_lazy("Taken up again"),
}


@dataclass(frozen=True)
class Line:
    """One criterion as a reader meets it."""

    name: Any
    pill: Any
    remark: str
    reason: str
    language: str
    by: Any


def lines_of(standings: Sequence[Standing]) -> list[Line]:
    """Every criterion with its ruling; the reason of a waiver is for everybody."""
    return [_line(one) for one in standings]


def _line(one: Standing) -> Line:
    verdict = one.ruling.verdict
    words = Verdict(verdict).label if verdict else _("Not judged yet")
    is_waived = verdict == Verdict.WAIVED and one.finding is not None
    return Line(
        one.criterion.name,
        state(words, TONES[verdict]),
        _remark(one),
        one.finding.reason if is_waived and one.finding else "",
        one.finding.language if is_waived and one.finding else "",
        one.finding.by if is_waived and one.finding else None,
    )


def _remark(one: Standing) -> str:
    least = one.criterion.threshold or 1
    if one.ruling.value is None or least == 1:
        return ""
    return _("%(count)s; the least is %(least)s") % {"count": one.ruling.value, "least": least}


def way_of(profile: Profile) -> tuple[list[Any], int]:
    """The steps of the way into the directory, and at which the page stands."""
    labels = [one.label for one in WAY]
    at = State.DRAFT if profile.state == State.RETURNED else State(profile.state)
    return labels, WAY.index(at) if at in WAY else 0


def steps_of(profile: Profile) -> list[tuple[Any, ReviewStep]]:
    """What was done in the review, the last first, in words."""
    steps = STEPS.rows(profile=profile.uuid)
    return [(VERBS.get(one.verb, one.verb), one) for one in steps]
