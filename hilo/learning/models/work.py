"""What learners hand in: attempts at quizzes with their answers, and assignments."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.learning.models.bank import QuestionVersion
from hilo.learning.models.cohort import Enrolment
from hilo.learning.models.edition import Page


class Attempt(Identified):
    """One go at a quiz. `TRANSITIONS` is its whole life.

    `step` is the uuid of the quiz in every edition, `page` the edition on which it was taken.
    `due_at` is when the time allowed ends, told by the server's clock. `marks` of `marks_possible`
    are empty until it is graded; an essay leaves it `HANDED_IN` until somebody has read it.
    `key` is made by the phone that began it, so that beginning twice is one attempt.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of an attempt", "Under way")
        HANDED_IN = "handed_in", pgettext_lazy("state of an attempt", "Handed in, to be graded")
        GRADED = "graded", pgettext_lazy("state of an attempt", "Graded")

    TRANSITIONS = {
        # verb: (from, to)
        "hand_in": ({State.OPEN}, State.HANDED_IN),
        "grade": ({State.OPEN, State.HANDED_IN}, State.GRADED),
        "regrade": ({State.GRADED}, State.GRADED),
    }

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attempts")
    step = models.UUIDField()
    page = models.ForeignKey(Page, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    seed = models.BigIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(_("begun"))
    due_at = models.DateTimeField(_("time ends"), null=True, blank=True)
    ended_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    marks = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    marks_possible = models.DecimalField(max_digits=8, decimal_places=3)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step", "number"], name="attempt_number_once"
            ),
            # Two phones that begin at the same moment share one attempt.
            models.UniqueConstraint(
                fields=["enrolment", "step"],
                condition=Q(state="open"),
                name="attempt_open_once_per_quiz",
            ),
        ]
        indexes = [models.Index(fields=["step", "state"], name="attempt_by_quiz")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.step} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("learning:attempt", args=[self.uuid])

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]


class Answer(models.Model):
    """What was answered to one question of an attempt, and what it is worth.

    `sequence` orders what a phone sends: a higher one replaces a lower one, whatever arrives first.
    `fraction` is the share of the marks (below zero where a wrong choice costs), empty until graded;
    while the attempt is under way it is only there where the answer was told, which settles it.
    `levels` are the places in the rubric that the reader of an essay chose.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    slot = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="answers")
    response: Any = models.JSONField(null=True, blank=True)
    sequence = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    marks_possible = models.DecimalField(max_digits=6, decimal_places=2)
    fraction = models.DecimalField(max_digits=9, decimal_places=7, null=True, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    levels = models.JSONField(default=list, blank=True)
    graded_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="answer_once_per_slot")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.slot}"


class Received(models.Model):
    """The key of something that a phone has sent: it is taken once, however often it is sent."""

    key = models.UUIDField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    outcome = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("what a phone has sent")
        verbose_name_plural = _("what phones have sent")

    def __str__(self) -> str:
        return str(self.key)


class Submission(Identified, Stamped, Versioned):
    """What a learner hands in for an assignment. `TRANSITIONS` is its whole life.

    `levels` says which level of each criterion of the rubric was reached, by the criterion's code;
    `points` is their sum. What is returned can be handed in again; the earlier text is in the journal.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a submission", "Draft")
        HANDED_IN = "handed_in", pgettext_lazy("state of a submission", "Handed in")
        RETURNED = "returned", pgettext_lazy("state of a submission", "To be improved")
        GRADED = "graded", pgettext_lazy("state of a submission", "Graded")

    TRANSITIONS = {
        # verb: (from, to)
        "hand_in": ({State.DRAFT, State.RETURNED}, State.HANDED_IN),
        "take_back": ({State.HANDED_IN}, State.DRAFT),
        "return": ({State.HANDED_IN}, State.RETURNED),
        "grade": ({State.HANDED_IN, State.GRADED}, State.GRADED),
    }

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="submissions")
    step = models.UUIDField()
    page = models.ForeignKey(Page, models.PROTECT, related_name="submissions")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    text = models.TextField(_("text"), max_length=40_000, blank=True)
    file = models.ForeignKey(
        "core.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    levels = models.JSONField(default=dict, blank=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    feedback = models.TextField(_("feedback"), max_length=8000, blank=True)
    graded_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    graded_at = models.DateTimeField(_("graded"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step"], name="submission_once_per_assignment"
            )
        ]
        indexes = [models.Index(fields=["step", "state"], name="submission_by_assignment")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.step}"

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]


class PeerReview(Identified):
    """What another learner says of a submission, by the same rubric; empty until it is written."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="peer_reviews")
    reviewer = models.ForeignKey(Enrolment, models.CASCADE, related_name="peer_reviews")
    levels = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "reviewer"], name="peer_review_once_per_reviewer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.reviewer_id}"
