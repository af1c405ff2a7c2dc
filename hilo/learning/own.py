"""What cohorts hold about a person: handed out, and what erasure leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core.registries import PersonalData
from hilo.learning.models import Enrolment, Move, Reaction

# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("courses"),
    gettext_noop("course"),
    gettext_noop("cohort"),
    gettext_noop("state"),
    gettext_noop("since"),
    gettext_noop("completed"),
    gettext_noop("reason"),
    gettext_noop("steps done"),
    gettext_noop("step"),
    gettext_noop("done"),
    gettext_noop("said of the course"),
    gettext_noop("moves"),
    gettext_noop("from"),
    gettext_noop("to"),
)


def export(person: Any) -> dict[str, Any]:
    """The courses somebody takes, what they did in them, what they said of them."""
    rows = Enrolment.objects.filter(person=person).select_related("course", "cohort", "edition")
    return {"courses": [_course(one) for one in rows]}


def _course(row: Enrolment) -> dict[str, Any]:
    titles = _titles(row)
    return {
        "course": str(row.course.name),
        "cohort": str(row.cohort.name),
        "state": str(row.get_state_display()),
        "since": row.enrolled_at,
        "completed": row.completed_at,
        "reason": row.reason,
        "steps_done": [
            {"step": titles.get(one.step, str(one.step)), "done": one.at}
            for one in row.steps_done.order_by("at")
        ],
        "said_of_the_course": _said(row),
        "moves": [
            {"from": str(one.from_cohort), "to": str(one.to_cohort), "since": one.at}
            for one in row.moves.select_related("from_cohort", "to_cohort")
        ],
    }


def _titles(row: Enrolment) -> dict[Any, str]:
    edition = row.edition or row.cohort.edition
    if edition is None:
        return {}
    return {page.step: str(page.title) for page in edition.pages.only("step", "title")}


def _said(row: Enrolment) -> dict[str, Any]:
    found = Reaction.objects.filter(enrolment=row).first()
    return {**found.answers, "helped": found.helped, "better": found.better} if found else {}


def erase(person: Any, at: dt.datetime) -> None:
    """Reasons go, and what was written of a course; that somebody learned stays in the totals."""
    rows = Enrolment.objects.filter(person=person)
    rows.update(reason="")
    Move.objects.filter(enrolment__in=rows).update(reason="")
    Reaction.objects.filter(enrolment__in=rows).update(helped="", better="")


DATA = PersonalData(
    "learning",
    _("Your courses"),
    export,
    erase,
    keeps=_("That somebody took and completed a course stays in the totals, without a name."),
    order=57,
)
