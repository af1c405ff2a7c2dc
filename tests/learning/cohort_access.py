"""What each role meets at the addresses of cohorts, enrolments and one's own courses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hilo.learning.models import Cohort, Enrolment
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    an_edition,
    lesson_in,
)


def published() -> Cohort:
    """A cohort without an end of a course with one lesson."""
    course = CourseFactory()
    lesson_in(course)
    edition = an_edition(course)
    made: Cohort = CohortFactory(
        course=course, edition=edition, starts_on=dt.date(2020, 1, 1), ends_on=None
    )
    return made


def a_cohort() -> dict[str, Any]:
    return {"slug": published().slug}


def with_somebody() -> dict[str, Any]:
    return {"slug": EnrolmentFactory(cohort=published()).cohort.slug}


def to_ask() -> dict[str, Any]:
    made = published()
    made.way_in = Cohort.WayIn.APPROVAL
    made.save()
    return {"slug": made.slug}


def an_enrolment() -> dict[str, Any]:
    return {"uuid": EnrolmentFactory(cohort=published()).uuid}


def a_request() -> dict[str, Any]:
    row = EnrolmentFactory(cohort=published(), state=Enrolment.State.ASKED)
    return {"uuid": row.uuid}


def accompanied(name: str, met: str = OPEN, **told: Any) -> Row:
    """A page of those who accompany a cohort."""
    given: dict[str, Any] = {"coordinator": met, "trainer": met, "kwargs": a_cohort} | told
    return Row(f"learning:{name}", stranger=SIGN_IN, others=REFUSED, **given)


def filled(name: str, met: str = OPEN, **told: Any) -> Row:
    """A page of those who fill cohorts."""
    given: dict[str, Any] = {"coordinator": met, "kwargs": a_cohort} | told
    return Row(f"learning:{name}", stranger=SIGN_IN, others=REFUSED, **given)


def own(name: str, **told: Any) -> Row:
    return Row(f"learning:{name}", stranger=SIGN_IN, others=OPEN, **told)


COHORTS = [
    own("mine"),
    own("join"),
    own("ask", kwargs=to_ask),
    Row(
        "learning:cohort",
        stranger=SIGN_IN,
        others=HIDDEN,
        coordinator=OPEN,
        trainer=OPEN,
        kwargs=a_cohort,
    ),
    Row("learning:react", stranger=SIGN_IN, others=HIDDEN, kwargs=a_cohort),
    accompanied("office_cohorts", kwargs=dict),
    accompanied("overview", kwargs=dict),
    accompanied("office_cohort", kwargs=with_somebody),
    # Nobody is ticked, which the page of what will happen says.
    accompanied("act", "422", kwargs=with_somebody, method="post", data={"do": "remind"}),
    accompanied("stuck"),
    accompanied("ratings"),
    accompanied("enrolment", kwargs=an_enrolment),
    filled("new_cohort", kwargs=dict),
    filled("change_cohort"),
    filled("cancel_cohort"),
    filled("renew_code", ELSEWHERE, method="post"),
    filled("read_newest", ELSEWHERE, method="post"),
    filled("enrol"),
    filled("requests"),
    filled("certificates"),
    filled("answer_request", ELSEWHERE, kwargs=a_request, method="post", data={"admit": "1"}),
]
