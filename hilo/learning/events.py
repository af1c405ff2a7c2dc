"""What has happened to courses, cohorts and those who learn. Ids only; what was answered never."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class CourseBegun(Event):
    """A course is being written; learners do not know of it yet."""

    course: UUID
    sentence = _("%(actor)s began this course.")


@dataclass(frozen=True)
class CourseChanged(Event):
    """Something of the course's draft changed; `part` says which part, values are not kept here."""

    course: UUID
    part: str
    sentence = _("%(actor)s changed the draft of this course.")


@dataclass(frozen=True)
class CourseSubmitted(Event):
    """Its authors ask for a review before it is published."""

    course: UUID
    sentence = _("%(actor)s asked for a review of this course.")


@dataclass(frozen=True)
class CourseSentBack(Event):
    """The review asks for changes, with a remark."""

    course: UUID
    remark: str
    sentence = _("%(actor)s sent the course back: %(remark)s")


@dataclass(frozen=True)
class CoursePublished(Event):
    """An edition is offered; cohorts that begin from now on read it."""

    course: UUID
    number: int
    sentence = _("%(actor)s published edition %(number)s of this course.")


@dataclass(frozen=True)
class CourseRetired(Event):
    """It is no longer offered; whoever takes it goes on."""

    course: UUID
    sentence = _("%(actor)s took the course off offer.")


@dataclass(frozen=True)
class CourseTakenUpAgain(Event):
    """It is offered again."""

    course: UUID
    sentence = _("%(actor)s put the course on offer again.")


@dataclass(frozen=True)
class QuestionsImported(Event):
    """Questions came into the bank of a programme from a file."""

    programme: UUID
    count: int
    sentence = _("%(actor)s took %(count)s questions into the question bank.")


@dataclass(frozen=True)
class QuestionWritten(Event):
    """A question of the bank is new, or has a new version; what it asks is not kept here."""

    question: UUID
    number: int
    sentence = _("%(actor)s wrote version %(number)s of a question.")


@dataclass(frozen=True)
class QuestionRetired(Event):
    """It is no longer asked; where it was asked it stays."""

    question: UUID
    sentence = _("%(actor)s retired a question.")


@dataclass(frozen=True)
class QuestionTakenUpAgain(Event):
    """It can be asked again."""

    question: UUID
    sentence = _("%(actor)s took up a question again.")


@dataclass(frozen=True)
class CohortOpened(Event):
    """A cohort is on record."""

    cohort: UUID
    sentence = _("%(actor)s made this cohort.")


@dataclass(frozen=True)
class CohortChanged(Event):
    """The named `fields` of the cohort changed; values are not kept here."""

    cohort: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the cohort.")


@dataclass(frozen=True)
class CohortCancelled(Event):
    """The cohort was called off."""

    cohort: UUID
    sentence = _("%(actor)s called the cohort off.")


@dataclass(frozen=True)
class PersonEnrolled(Event):
    """A person takes the course in a cohort."""

    cohort: UUID
    person: UUID
    sentence = _("%(actor)s enrolled somebody.")


@dataclass(frozen=True)
class PeopleEnrolled(Event):
    """Several people take the course in a cohort, by one list."""

    cohort: UUID
    count: int
    sentence = _("%(actor)s enrolled %(count)s people.")


@dataclass(frozen=True)
class EnrolmentAsked(Event):
    """A person asks to take part in a cohort."""

    cohort: UUID
    person: UUID
    sentence = _("%(actor)s asked to take part.")


@dataclass(frozen=True)
class EnrolmentRefused(Event):
    """Who asked was not admitted; the reason is with the enrolment."""

    cohort: UUID
    person: UUID
    sentence = _("%(actor)s did not admit somebody who had asked.")


@dataclass(frozen=True)
class EnrolmentWithdrawn(Event):
    """A person no longer takes part; the reason is with the enrolment, what they did stays."""

    cohort: UUID
    person: UUID
    sentence = _("%(actor)s noted that somebody withdrew.")


@dataclass(frozen=True)
class EnrolmentTakenBack(Event):
    """An enrolment that was made by mistake is off the record; nobody had done anything in it."""

    cohort: UUID
    sentence = _("%(actor)s took back an enrolment that was made by mistake.")


@dataclass(frozen=True)
class EnrolmentMoved(Event):
    """A person went to another cohort of the same course, with all they had done."""

    enrolment: UUID
    to_cohort: UUID
    sentence = _("%(actor)s moved somebody to another cohort.")


@dataclass(frozen=True)
class CourseCompleted(Event):
    """A person has done what the course asks for."""

    course: UUID
    person: UUID
    sentence = _("%(actor)s completed the course.")


@dataclass(frozen=True)
class SubmissionHandedIn(Event):
    """An assignment waits for somebody to grade it."""

    enrolment: UUID
    step: UUID
    sentence = _("%(actor)s handed in an assignment.")


@dataclass(frozen=True)
class SubmissionTakenBack(Event):
    """Its author goes on writing an assignment that nobody has answered yet."""

    enrolment: UUID
    step: UUID
    sentence = _("%(actor)s took an assignment back to go on writing.")


@dataclass(frozen=True)
class SubmissionJudged(Event):
    """An assignment was graded or returned to be improved."""

    enrolment: UUID
    step: UUID
    sentence = _("%(actor)s answered an assignment.")


@dataclass(frozen=True)
class AnswerTakenBack(Event):
    """What was answered to an assignment does not stand any more: it is again as it was before."""

    enrolment: UUID
    step: UUID
    sentence = _("%(actor)s took the answer to an assignment back.")


@dataclass(frozen=True)
class EssaysHandedIn(Event):
    """An attempt waits for somebody to read its essays."""

    attempt: UUID
    sentence = _("%(actor)s handed in a quiz with essays.")


@dataclass(frozen=True)
class EssaysRead(Event):
    """All essays of an attempt are read, so that it has a grade; or it has another one since."""

    attempt: UUID
    sentence = _("%(actor)s read the essays of a quiz.")
