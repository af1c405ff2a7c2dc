"""Who takes a course together, and how far each of them has come."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.core.time import today
from hilo.learning.models.course import Course
from hilo.learning.models.edition import Edition
from hilo.programme.models import Audience


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Words for choosing cohorts."""

    def standing(self) -> CohortQuerySet:
        """Those that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def running(self) -> CohortQuerySet:
        """Those under way today."""
        lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
        return self.standing().filter(lasts, starts_on__lte=today())


class Cohort(Identified, Stamped, Versioned):
    """A group that takes a course together: region x audience x dates (inclusive).

    `way_in` says how people come besides being enrolled by a coordinator. `places` empty: as many
    as come. Its twins are the cohorts of other audiences in the same region and programme.
    """

    class WayIn(models.TextChoices):
        INVITED = "invited", pgettext_lazy("way into a cohort", "Only those who are enrolled")
        CODE = "code", pgettext_lazy("way into a cohort", "Whoever has the code")
        APPROVAL = "approval", pgettext_lazy("way into a cohort", "Whoever asks and is approved")

    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts")
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="cohorts", editable=False
    )
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    name = MultilingualField(_("name"), max_length=160)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, blank=True, related_name="cohorts"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    way_in = models.CharField(
        _("who can come"), max_length=8, choices=WayIn.choices, default=WayIn.INVITED
    )
    code = models.CharField(_("code to enrol"), max_length=12, blank=True)
    places = models.PositiveSmallIntegerField(
        pgettext_lazy("seats", "places"), null=True, blank=True
    )
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="cohort_code_once",
                violation_error_message=_("Another cohort has this code."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("learning:cohort", args=[self.slug])

    @cached_property
    def moment(self) -> str:
        """Where it stands today: `cancelled`, `coming`, `current` or `over`."""
        if self.cancelled_at:
            return "cancelled"
        if self.starts_on > today():
            return "coming"
        return "over" if self.ends_on and self.ends_on < today() else "current"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Words for choosing enrolments."""

    def learning(self) -> EnrolmentQuerySet:
        """Those who take the course or have completed it."""
        return self.filter(state__in=(Enrolment.State.ACTIVE, Enrolment.State.COMPLETED))

    def active(self) -> EnrolmentQuerySet:
        return self.filter(state=Enrolment.State.ACTIVE)


class Enrolment(Identified):
    """That a person takes a course, in a cohort. `TRANSITIONS` is its whole life.

    It moves with the person to another cohort of the same course, and what they did moves along:
    done steps, attempts and submissions hang on it. What lists show of the progress is kept here by
    `services.progress.refresh`: `done` of `due` required steps, `attendance` as a share of minutes
    held so far (empty while none was), `next_step`, when the last step was done (`advanced_at`), and
    `missing`: what is still wanting for the certificate, as codes with their figures.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("state of an enrolment", "Asks to take part")
        ACTIVE = "active", pgettext_lazy("state of an enrolment", "Takes part")
        COMPLETED = "completed", pgettext_lazy("state of an enrolment", "Has completed")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an enrolment", "Has withdrawn")
        REFUSED = "refused", pgettext_lazy("state of an enrolment", "Was not admitted")

    TRANSITIONS = {
        # verb: (from, to)
        "admit": ({State.ASKED}, State.ACTIVE),
        "refuse": ({State.ASKED}, State.REFUSED),
        "withdraw": ({State.ASKED, State.ACTIVE}, State.WITHDRAWN),
        "come_back": ({State.WITHDRAWN, State.REFUSED}, State.ACTIVE),
        "complete": ({State.ACTIVE}, State.COMPLETED),
        "reopen": ({State.COMPLETED}, State.ACTIVE),
    }

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    enrolled_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    done = models.PositiveSmallIntegerField(default=0, editable=False)
    due = models.PositiveSmallIntegerField(default=0, editable=False)
    attendance = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True, editable=False
    )
    next_step = models.UUIDField(null=True, blank=True, editable=False)
    missing = models.JSONField(default=list, blank=True, editable=False)
    advanced_at = models.DateTimeField(_("last step done"), null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="enrolment_once_per_course",
                violation_error_message=_("This person is enrolled in this course already."),
            )
        ]
        indexes = [
            models.Index(fields=["cohort", "state", "person"], name="enrolment_of_cohort"),
            models.Index(fields=["person", "state"], name="enrolment_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    def get_absolute_url(self) -> str:
        return reverse("learning:enrolment", args=[self.uuid])


class Move(Identified):
    """That an enrolment went from one cohort to another, and why."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="moves")
    from_cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    to_cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("move to another cohort")
        verbose_name_plural = _("moves to another cohort")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.at:%Y-%m-%d}"


class Done(models.Model):
    """That a learner has done one step, and when: the truth from which progress is counted."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="steps_done")
    step = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step done")
        verbose_name_plural = _("steps done")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step"], name="done_once_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.step}"


class Reaction(Identified):
    """What a learner says of the course when it ends (Kirkpatrick, level 1: reaction).

    `answers` holds 1 to 5 per question of `enums.Asked`; what was left out is missing from it.
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="reaction")
    answers: Any = models.JSONField(default=dict)
    helped = models.TextField(_("what helped you most"), max_length=2000, blank=True)
    better = models.TextField(_("what should be better"), max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.at:%Y-%m-%d}"
