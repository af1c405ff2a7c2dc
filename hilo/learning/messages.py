"""What learners hear: that they are enrolled, moved, not admitted, what comes next, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.learning import outcomes, words
from hilo.learning.models import Attempt, Cohort, Enrolment, Submission
from hilo.notifications.categories import Category, categories
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient

LEARNING = categories.add(
    Category(
        "learning",
        _("Your courses"),
        _(
            "That you are enrolled or moved to another cohort, what comes next in your courses, and what was "
            "answered to your works."
        ),
        order=24,
    )
)
REASON = _("You get this because you take part in this course.")


@dataclass(frozen=True)
class OfEnrolment(Message):
    """About one enrolment, to its person; gone where it is not in `states` any more."""

    enrolment: UUID

    states: ClassVar[tuple[str, ...]] = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)

    @cached_property
    def found(self) -> Enrolment:
        rows = Enrolment.objects.select_related("cohort", "course")
        found = rows.filter(uuid=self.enrolment, state__in=self.states).first()
        if found is None:
            raise NothingToSay(str(self.enrolment))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        found = self.found
        told = {"course": str(found.course.name), "cohort": str(found.cohort.name)}
        return {"name": to.name, **told, "missing": words.missing(found), "reason": found.reason}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        cohort = self.found.cohort
        return [(gettext("Cohort"), str(cohort.name)), (gettext("Dates"), words.dates(cohort))]

    def path(self, to: Recipient) -> str:
        return reverse("learning:mine")


@dataclass(frozen=True)
class Enrolled(OfEnrolment):
    """Somebody takes part from now on."""

    name = "learning.enrolled"
    category = "learning"
    about = _("Enrolled in a course")
    subject = _("You take part: %(course)s")
    template = "learning/messages/enrolled.txt"
    action = _("See my courses")
    reason = REASON


@dataclass(frozen=True)
class Moved(OfEnrolment):
    """They take the course in another cohort, with all they did; `to` is that cohort."""

    to: UUID

    name = "learning.moved"
    category = "learning"
    about = _("Moved to another cohort")
    subject = _("Another cohort: %(cohort)s")
    template = "learning/messages/moved.txt"
    action = _("See my courses")
    reason = REASON


@dataclass(frozen=True)
class Reminder(OfEnrolment):
    """What comes next and what is missing; at most once on each `day`."""

    day: str

    name = "learning.reminder"
    category = "learning"
    about = _("What comes next in a course")
    subject = _("How to go on: %(course)s")
    template = "learning/messages/reminder.txt"
    action = _("Go on learning")
    reason = REASON
    states = (Enrolment.State.ACTIVE,)


@dataclass(frozen=True)
class NotAdmitted(OfEnrolment):
    """Who asked was not admitted, and why."""

    name = "learning.not_admitted"
    category = "learning"
    about = _("Not admitted to a cohort")
    subject = _("About your request: %(cohort)s")
    template = "learning/messages/not_admitted.txt"
    action = _("See the courses")
    reason = _("You get this because you asked to take part.")
    states = (Enrolment.State.REFUSED,)


@dataclass(frozen=True)
class Completed(OfEnrolment):
    """Everything that the certificate asks for is done; what do they say of the course?"""

    name = "learning.completed"
    category = "learning"
    about = _("A course that was completed")
    subject = _("You have completed it: %(course)s")
    template = "learning/messages/completed.txt"
    action = _("Say how it was")
    reason = REASON
    states = (Enrolment.State.COMPLETED,)

    def path(self, to: Recipient) -> str:
        return reverse("learning:react", args=[self.found.cohort.slug])


@dataclass(frozen=True)
class WhatChanged(Message):
    """Some `months` after a cohort was over: what was decided since, in town or at work?"""

    cohort: UUID
    months: int

    name = "learning.what_changed"
    category = "learning"
    about = _("What changed since a course")
    subject = _("What changed since “%(course)s”?")
    template = "learning/messages/what_changed.txt"
    action = _("Report what was decided")
    reason = REASON

    @cached_property
    def found(self) -> Cohort:
        found = Cohort.objects.select_related("course").filter(uuid=self.cohort).first()
        if found is None or found.cancelled_at:
            raise NothingToSay(str(self.cohort))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name, "course": str(self.found.course.name), "months": self.months}

    def path(self, to: Recipient) -> str:
        return f"{reverse('programme:report_policy')}?from=cohort:{self.cohort}"


def flags(outcome: str) -> dict[str, bool]:
    """An outcome as templates ask for it: a word would come with the marks that isolate it in Arabic."""
    return {
        "is_accepted": outcome == outcomes.ACCEPTED,
        "is_returned": outcome == outcomes.RETURNED,
    }


@dataclass(frozen=True)
class WorkAnswered(Message):
    """A trainer has answered a work: accepted it, or asked for something better.

    `outcome` and `handed_in` make each answer a message of its own, and the same answer twice one.
    """

    work: UUID
    outcome: str
    handed_in: str

    name = "learning.work_answered"
    category = "learning"
    about = _("An answer to a work")
    subject = _("Your work was answered: %(work)s")
    template = "learning/messages/work_answered.txt"
    action = _("Read the answer")
    reason = REASON

    @cached_property
    def found(self) -> Submission:
        rows = Submission.objects.select_related("enrolment__course", "enrolment__cohort", "page")
        found = rows.filter(uuid=self.work).first()
        if found is None or outcomes.of_work(found) != self.outcome:
            raise NothingToSay(str(self.work))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        found = self.found
        told = {"work": str(found.page.title), "course": str(found.enrolment.course.name)}
        told |= {"missing": words.missing(found.enrolment), "said": found.feedback}
        return told | {"name": to.name, **flags(self.outcome)}

    def path(self, to: Recipient) -> str:
        course = self.found.enrolment.course
        return reverse("learning:assignment", args=[course.slug, self.found.step])


@dataclass(frozen=True)
class EssaysAnswered(Message):
    """All essays of a quiz are read; `marks` makes another grade another message."""

    attempt: UUID
    marks: str

    name = "learning.essays_answered"
    category = "learning"
    about = _("An answer to the essays of a quiz")
    subject = _("Your answers were read: %(work)s")
    template = "learning/messages/essays_answered.txt"
    action = _("Read the answer")
    reason = REASON

    @cached_property
    def found(self) -> Attempt:
        rows = Attempt.objects.select_related("enrolment__course", "enrolment__cohort", "page")
        found = rows.filter(uuid=self.attempt).first()
        if found is None or str(found.marks) != self.marks:
            raise NothingToSay(str(self.attempt))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        found = self.found
        told = {"work": str(found.page.title), "course": str(found.enrolment.course.name)}
        told |= {"name": to.name, "missing": words.missing(found.enrolment)}
        return told | flags(outcomes.of_attempt(found))

    def path(self, to: Recipient) -> str:
        return reverse("learning:result", args=[self.attempt])
