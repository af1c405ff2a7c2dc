"""A course as its learner sees it: how far, what comes next, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.attendance import words as sessions
from hilo.attendance.models import Session
from hilo.learning import words
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.queries.cohorts import sessions_of
from hilo.learning.queries.own import next_step_of
from hilo.learning.showing.outline import address_of
from hilo.ui.components.words import state
from hilo.ui.tables import Column, Table


@dataclass(frozen=True)
class Card:
    """One course of one's own; `href` leads to the next step, or to the course where all are done."""

    enrolment: Enrolment
    title: Any
    href: str
    action: str
    step: Any
    missing: str
    done: str
    percent: int
    presence: str
    is_completed: bool


def card_of(enrolment: Enrolment) -> Card:
    """The card of an enrolment, read with its course, cohort and edition."""
    step = next_step_of(enrolment)
    course = enrolment.course
    is_completed = enrolment.state == Enrolment.State.COMPLETED
    if step is None or is_completed:
        href, action = course.get_absolute_url(), _("To the course")
    else:
        href = address_of(course.slug, step)
        action = _("Go on") if enrolment.done else _("Begin the course")
    return Card(
        enrolment=enrolment,
        title=course.name,
        href=href,
        action=action,
        step=None if is_completed else step,
        missing=words.missing(enrolment),
        done=words.done(enrolment),
        percent=words.percent_done(enrolment),
        presence=words.presence(enrolment.attendance),
        is_completed=is_completed,
    )


def session_line(session: Session) -> tuple[str, Any, str, str]:
    """Address, title, when and where of a session."""
    return (
        session.get_absolute_url(),
        session.title,
        sessions.when(session),
        sessions.where(session),
    )


def next_session_of(cohort: Cohort) -> Session | None:
    """The next session of a cohort, if one is planned."""
    return sessions_of(cohort).coming().first()  # type: ignore[attr-defined]


def sessions_table(rows: Iterable[Session]) -> Table:
    """The sessions of a cohort as those who take part see them."""
    columns = (
        Column("title", _("Session"), lambda one: one.title, href=_address, is_row_name=True),
        Column("when", _("When"), sessions.when),
        Column("where", _("Where"), sessions.where),
        Column("state", _("State"), _state),
    )
    return Table(rows=list(rows), columns=columns, caption=_("Sessions"), on_phone="cards")


def _address(session: Session) -> str:
    return reverse("attendance:session", args=[session.uuid])


def _state(session: Session) -> Any:
    return state(session.get_state_display(), "ok" if session.is_held else "wait")
