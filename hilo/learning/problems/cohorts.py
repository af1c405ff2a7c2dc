"""What can stand in the way of a cohort, and of somebody's way into it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class CohortNameTaken(Problem):
    sentence = _("There is already a cohort at this address. Choose another short name.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class NotOfThisProgramme(Problem):
    sentence = _("This belongs to another programme. Choose one of the course's programme.")


class NotPublishedYet(Problem):
    sentence = _("The course has no edition yet. Publish it first; then cohorts can take it.")


class CohortCancelled(Problem):
    sentence = _("This cohort was called off. Choose another one.")


class CohortHasPeople(Problem):
    sentence = _(
        "%(count)s people take part in this cohort. Move them to another one, or note that they withdraw, first."
    )


class CohortIsFull(Problem):
    sentence = _(
        "All %(places)s places of this cohort are taken. Choose another cohort, or give this one more places."
    )


class TakesCourseElsewhere(Problem):
    sentence = _("%(name)s takes this course in “%(cohort)s” already. Move them here instead.")


class EnrolmentMovedOn(Problem):
    sentence = _("This enrolment is in another state now. Load the page again.")


class CodeOpensNothing(Problem):
    sentence = _(
        "No cohort that one can join now has this code. Look at each letter again, or ask whoever gave it to you."
    )

    def __init__(self) -> None:
        super().__init__(field="code")


class CannotAskHere(Problem):
    sentence = _("One cannot ask to take part in this cohort. Write to its coordinator.")


class AnotherCourse(Problem):
    sentence = _("The other cohort takes another course. Progress can only move within one course.")


class SameCohort(Problem):
    sentence = _("They are in this cohort already.")


class EnrolmentIsNeeded(Problem):
    sentence = _(
        "Somebody has learned in this enrolment since, so it stays. Note a withdrawal instead."
    )


class NobodyChosen(Problem):
    sentence = _("Choose at least one person.")
