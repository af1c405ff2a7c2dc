"""What stands in the steps of a course that is being written: texts, quizzes, assignments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified
from hilo.core.text import MultilingualField
from hilo.learning.models.bank import Category, Question
from hilo.learning.models.course import Step


class Lesson(models.Model):
    """The text of a lesson as it is being written, in Markdown (docs/algorithms/lessons.md)."""

    step = models.OneToOneField(Step, models.CASCADE, primary_key=True, related_name="lesson")
    body = MultilingualField(_("text"), is_long=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return str(self.step)


class LessonRevision(Identified):
    """A lesson as it was saved once: who wrote what when. It never changes."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = MultilingualField(_("title"), max_length=160)
    body = MultilingualField(_("text"), is_long=True)
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    restored = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("earlier text of a lesson")
        verbose_name_plural = _("earlier texts of lessons")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["step", "number"], name="revision_once_per_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.number}"


class Quiz(models.Model):
    """How a quiz is taken: attempts, time, which of them counts, what passes.

    `attempts_allowed` empty: as many as people like. `minutes_allowed` empty: no limit.
    `pass_percent` is of the marks that can be had.
    """

    class Counts(models.TextChoices):
        BEST = "best", pgettext_lazy("which attempt counts", "The best attempt")
        LAST = "last", pgettext_lazy("which attempt counts", "The last attempt")
        FIRST = "first", pgettext_lazy("which attempt counts", "The first attempt")
        AVERAGE = "average", pgettext_lazy("which attempt counts", "The average of all attempts")

    class Tells(models.TextChoices):
        AT_ONCE = "at_once", pgettext_lazy("when answers are told", "After each answer")
        AFTER = "after", pgettext_lazy("when answers are told", "After the attempt")
        NEVER = "never", pgettext_lazy("when answers are told", "Only the grade")

    step = models.OneToOneField(Step, models.CASCADE, primary_key=True, related_name="quiz")
    intro = MultilingualField(_("introduction"), is_long=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts"), null=True, blank=True)
    minutes_allowed = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    counts = models.CharField(
        _("which attempt counts"), max_length=7, choices=Counts.choices, default=Counts.BEST
    )
    tells = models.CharField(
        _("when answers are told"), max_length=7, choices=Tells.choices, default=Tells.AFTER
    )
    pass_percent = models.PositiveSmallIntegerField(_("to pass, in per cent"), default=60)
    is_shuffled = models.BooleanField(_("questions in a new order each time"), default=False)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                name="quiz_passes_at_a_share",
                condition=Q(pass_percent__lte=100),
                violation_error_message=_("To pass takes between 0 and 100 per cent."),
            )
        ]

    def __str__(self) -> str:
        return str(self.step)


class Slot(Identified):
    """A place in a quiz: one question, or `draws` of them at random from a category."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="slots")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="slots"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="slots"
    )
    draws = models.PositiveSmallIntegerField(_("how many"), default=1)
    marks = models.DecimalField(_("marks"), max_digits=6, decimal_places=2, default=1)

    class Meta:
        verbose_name = _("place in a quiz")
        verbose_name_plural = _("places in a quiz")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="slot_has_a_question_or_a_category",
                condition=Q(question__isnull=False, category__isnull=True)
                | Q(question__isnull=True, category__isnull=False),
                violation_error_message=_("Choose a question, or a category to draw from."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz} {self.order}"


class Assignment(models.Model):
    """What is handed in, how it is marked, and how many peers review it.

    `rubric` is a list of criteria: `{"code", "title": Text, "levels": [{"points", "text": Text}]}`
    with texts in their JSON form; its points add up to the most that can be had. `peers` is how
    many other learners of the cohort review each submission; none where a trainer alone does.
    """

    class Takes(models.TextChoices):
        TEXT = "text", pgettext_lazy("what is handed in", "A text")
        FILE = "file", pgettext_lazy("what is handed in", "A file")
        EITHER = "either", pgettext_lazy("what is handed in", "A text, a file, or both")

    step = models.OneToOneField(Step, models.CASCADE, primary_key=True, related_name="assignment")
    task = MultilingualField(_("what to do"), is_long=True)
    takes = models.CharField(
        _("what is handed in"), max_length=6, choices=Takes.choices, default=Takes.EITHER
    )
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    pass_percent = models.PositiveSmallIntegerField(_("to pass, in per cent"), default=60)
    peers = models.PositiveSmallIntegerField(_("peer reviews"), default=0)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return str(self.step)
