"""Progress and cohorts in words: «Two lessons and 4 hours of presence are still missing for your certificate.»"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hilo.attendance.words import minutes as in_hours
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.queries.outline import Outline
from hilo.learning.rules import progress as rules
from hilo.learning.rules.progress import percent_of
from hilo.ui import calendar, reader
from hilo.ui.numerals import figure, percentage

MOMENTS = {
    "coming": gettext_lazy("To come"),
    "current": gettext_lazy("Under way"),
    "over": pgettext_lazy("state of a cohort", "Over"),
    "cancelled": gettext_lazy("Called off"),
}
TONES = {
    "coming": "wait",
    "current": "ok",
    "over": "",
    "cancelled": "error",
    Enrolment.State.ASKED: "wait",
    Enrolment.State.ACTIVE: "ok",
    Enrolment.State.COMPLETED: "ok",
    Enrolment.State.WITHDRAWN: "",
    Enrolment.State.REFUSED: "error",
}


def _lessons(n: int) -> str:
    return ngettext("%(n)s lesson", "%(n)s lessons", n) % {"n": figure(n)}


def _quizzes(n: int) -> str:
    return ngettext("%(n)s quiz", "%(n)s quizzes", n) % {"n": figure(n)}


def _assignments(n: int) -> str:
    return ngettext("%(n)s assignment", "%(n)s assignments", n) % {"n": figure(n)}


def _presence(n: int) -> str:
    return _("%(time)s of presence") % {"time": in_hours(n)}


PARTS: Mapping[str, Callable[[int], str]] = {
    rules.LESSON: _lessons,
    rules.QUIZ: _quizzes,
    rules.ASSIGNMENT: _assignments,
    rules.ATTENDANCE: _presence,
}


def parts(missing: Iterable[Mapping[str, Any]]) -> str:
    """What is missing, as a list within a sentence; empty where nothing can be done any more."""
    said = [PARTS[one["code"]](one["n"]) for one in missing if one["code"] in PARTS]
    return format_list(said, locale=reader.locale())


def short(enrolment: Enrolment) -> str:
    """What is missing, as a cell of a list tells it."""
    codes = {one["code"] for one in enrolment.missing}
    if not codes:
        return _("Nothing")
    if rules.OUT_OF_REACH in codes:
        return _("Presence is out of reach")
    return parts(enrolment.missing) or _("No session is planned yet")


def missing(enrolment: Enrolment) -> str:
    """What a learner reads: what is still missing for the certificate, and whether that can be done."""
    if enrolment.state == Enrolment.State.COMPLETED:
        return _("You have completed the course.")
    told = {one["code"]: one["n"] for one in enrolment.missing}
    if rules.OUT_OF_REACH in told:
        return _out_of_reach(told[rules.OUT_OF_REACH])
    if said := parts(enrolment.missing):
        return _("Still missing for your certificate: %(parts)s.") % {"parts": said}
    if rules.NO_SESSION in told:
        return _(
            "You have done every step. The sessions of your cohort are not planned yet; you will hear of them."
        )
    return _("Nothing is missing.")


def _out_of_reach(n: int) -> str:
    said = _(
        "You have missed so many sessions that those to come are not enough: %(time)s are missing. The "
        "lessons stay open to you. Write to your coordinator: perhaps you can attend with another cohort."
    )
    return said % {"time": in_hours(n)}


def done(enrolment: Enrolment) -> str:
    """«7 of 20»."""
    told = {"done": figure(enrolment.done), "due": figure(enrolment.due)}
    return _("%(done)s of %(due)s") % told


def percent_done(enrolment: Enrolment) -> int:
    """Whole per cent of the steps that are due."""
    return percent_of(enrolment.done, enrolment.due)


def presence(share: Decimal | None) -> str:
    """The share of sessions, rounded down; a dash while none was held."""
    return "–" if share is None else percentage(Decimal(int(share * 100)) / 100)


def dates(cohort: Cohort) -> str:
    """«1 Mar – 30 Jun 2026»."""
    if cohort.ends_on is None:
        return _("From %(day)s") % {"day": calendar.day(cohort.starts_on, "medium")}
    return f"{calendar.day(cohort.starts_on, 'medium')} – {calendar.day(cohort.ends_on, 'medium')}"


def moment(cohort: Cohort) -> Any:
    return MOMENTS[cohort.moment]


# What a certificate asks for.


def asked_for(course: Course, outline: Outline | None) -> list[str]:
    """What the certificate of a course asks for, in sentences; without an outline, presence alone."""
    required = {step.kind for step in outline.steps if step.is_required} if outline else set()
    said = [
        (course.counts_lessons and "lesson" in required, _("Read every lesson that counts.")),
        (course.counts_quizzes and "quiz" in required, _("Pass the quizzes.")),
        (course.counts_assignments and "assignment" in required, _("Hand in the assignments.")),
    ]
    sentences = [str(words) for is_so, words in said if is_so]
    if course.attendance_percent:
        share = percentage(course.attendance_percent / 100)
        words = _("Be present at %(share)s of the sessions, on site and online together.")
        sentences.append(words % {"share": share})
    return sentences


__all__ = [
    "TONES",
    "asked_for",
    "dates",
    "done",
    "missing",
    "moment",
    "parts",
    "percent_done",
    "presence",
    "short",
]
