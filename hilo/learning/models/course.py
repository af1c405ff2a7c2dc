"""Courses as they are written: modules, and the steps in them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.programme.models import Audience, Programme, Result


class CourseQuerySet(models.QuerySet["Course"]):
    """Words for choosing courses."""

    def published(self) -> CourseQuerySet:
        """Those of which an edition is offered."""
        return self.filter(edition__isnull=False, retired_at__isnull=True)


class Course(Identified, Stamped, Versioned):
    """What is taught for a programme, to an audience, in hours of work.

    `state` is that of the text that is being written; what learners read is `edition`, and stays
    while the next one is written. `result` is the output of the results chain that it serves.
    `attendance_percent` is the least share of its sessions (in per cent of their minutes, on site
    and online together) that its certificate asks for; empty where presence does not count.
    """

    class State(models.TextChoices):
        WRITING = "writing", pgettext_lazy("state of a course", "Being written")
        REVIEW = "review", pgettext_lazy("state of a course", "To be reviewed")
        PUBLISHED = "published", pgettext_lazy("state of a course", "Published")

    TRANSITIONS = {
        # verb: (from, to); whoever changes a published course is writing again
        "write": ({State.REVIEW, State.PUBLISHED}, State.WRITING),
        "submit": ({State.WRITING}, State.REVIEW),
        "send_back": ({State.REVIEW}, State.WRITING),
        "publish": ({State.WRITING, State.REVIEW}, State.PUBLISHED),
    }

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="courses")
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, blank=True, related_name="courses"
    )
    result = models.ForeignKey(
        Result, models.SET_NULL, null=True, blank=True, related_name="courses"
    )
    slug = models.SlugField(_("short name in the address"), max_length=60, unique=True)
    name = MultilingualField(_("name"), max_length=160)
    summary = MultilingualField(_("summary"), max_length=600, is_long=True)
    aims = MultilingualField(_("what people can do afterwards"), is_long=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    languages = models.JSONField(_("languages"), default=list)
    competences: Any = models.ManyToManyField(
        "competences.Competence", related_name="courses", blank=True, verbose_name=_("competences")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WRITING)
    edition = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    counts_lessons = models.BooleanField(_("lessons count"), default=True)
    counts_quizzes = models.BooleanField(_("quizzes count"), default=True)
    counts_assignments = models.BooleanField(_("assignments count"), default=True)
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance needed, in per cent"), null=True, blank=True, default=80
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(
                name="course_hours_are_some",
                condition=Q(hours__gt=0),
                violation_error_message=_("Say how many hours of work the course takes."),
            ),
            models.CheckConstraint(
                name="course_attendance_is_a_share",
                condition=Q(attendance_percent__isnull=True)
                | Q(attendance_percent__gte=1, attendance_percent__lte=100),
                violation_error_message=_("Attendance is between 1 and 100 per cent, or empty."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("learning:course", args=[self.slug])

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    @property
    def is_offered(self) -> bool:
        """Whether somebody can take it now."""
        return self.edition_id is not None and self.retired_at is None


class Module(Identified, Versioned):
    """A part of a course, in its order."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    title = MultilingualField(_("title"), max_length=160)
    aims = MultilingualField(_("what people can do afterwards"), is_long=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Step(Identified, Stamped, Versioned):
    """One thing to do in a module: a lesson to read, a quiz to take, an assignment to hand in.

    Its uuid stays through all editions, so that what learners did stays theirs. `minutes` is how
    long it takes most people; what is not required never stands between them and the certificate.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", pgettext_lazy("kind of step", "Lesson")
        QUIZ = "quiz", pgettext_lazy("kind of step", "Quiz")
        ASSIGNMENT = "assignment", pgettext_lazy("kind of step", "Assignment")

    module = models.ForeignKey(Module, models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = MultilingualField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    is_required = models.BooleanField(_("counts towards the certificate"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Term(Identified, Versioned):
    """A word of the course's glossary; `slug` stands in the lessons as `[word](term:slug)`."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="terms")
    slug = models.SlugField(_("short name"), max_length=60)
    word = MultilingualField(_("word"), max_length=120)
    meaning = MultilingualField(_("meaning"), max_length=1000, is_long=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "slug"],
                name="term_once_per_course",
                violation_error_message=_("Another term of this course has this short name."),
            )
        ]

    def __str__(self) -> str:
        return str(self.word)


class CourseFile(Identified, Stamped, Versioned):
    """A picture, sound, film or document of a course, or a link to a film elsewhere.

    `slug` stands in the lessons as `![…](file:slug)`. `alt` says what a picture shows to those who
    do not see it; `transcript` what is said in a sound or film.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="files")
    slug = models.SlugField(_("short name"), max_length=60)
    name = MultilingualField(_("name"), max_length=160)
    alt = MultilingualField(_("what the picture shows"), max_length=400, blank=True)
    transcript = MultilingualField(_("transcript"), is_long=True, blank=True)
    stored = models.ForeignKey(
        "core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(_("address of a film or sound"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("file of a course")
        verbose_name_plural = _("files of a course")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "slug"],
                name="file_once_per_course",
                violation_error_message=_("Another file of this course has this short name."),
            ),
            models.CheckConstraint(
                name="course_file_is_here_or_elsewhere",
                condition=Q(stored__isnull=False) | ~Q(link=""),
                violation_error_message=_("Choose a file, or give the address of a film."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
