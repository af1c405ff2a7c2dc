"""By what a profile is judged, what was found, and the steps of its review."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Versioned
from hilo.core.text import MultilingualField
from hilo.network.enums import State, Verdict

SUBJECTS = [("organisation", _("Organisation")), ("cluster", _("Cluster"))]


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def in_force(self) -> CriterionQuerySet:
        return self.filter(retired_at__isnull=True)

    def of(self, subject: str, kind: str) -> CriterionQuerySet:
        """Those that hold for this kind of `subject`; an empty `of_kind` is every kind."""
        return self.in_force().filter(subject=subject, of_kind__in=("", kind))


class Criterion(Identified, Versioned):
    """A published condition for being listed.

    `check_name` names an automatic check of `network.rules.criteria` that `threshold` bounds; without one a
    reviewer judges. `is_waivable` says whether a reviewer may let it go with a reason.
    """

    subject = models.CharField(_("for"), max_length=12, choices=SUBJECTS)
    of_kind = models.CharField(_("kind"), max_length=12, blank=True)
    code = models.SlugField(_("short name"), max_length=40)
    name = MultilingualField(_("condition"), max_length=300)
    check_name = models.CharField(_("checked by itself"), max_length=40, blank=True)
    threshold = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    is_waivable = models.BooleanField(_("can be waived"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["subject", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "of_kind", "code"],
                condition=Q(retired_at__isnull=True),
                name="criterion_once_per_kind",
                violation_error_message=_("There is a criterion with this short name already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Finding(Identified):
    """What was found of one criterion for one profile; `reason` and who gave it stay with a waiver."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="findings")
    subject_kind = models.CharField(max_length=12, choices=SUBJECTS)
    subject_uuid = models.UUIDField()
    verdict = models.CharField(_("verdict"), max_length=7, choices=Verdict.choices)
    value = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "subject_kind", "subject_uuid"],
                name="finding_once_per_subject",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="waived") | ~Q(reason=""),
                name="waiver_has_a_reason",
                violation_error_message=_("Write the reason; everybody will see it."),
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_uuid"], name="finding_by_subject")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.verdict}"


class ReviewStep(Identified):
    """One step in the life of a profile, with its reason as it was written; steps are never changed."""

    subject_kind = models.CharField(max_length=12, choices=SUBJECTS)
    subject_uuid = models.UUIDField()
    verb = models.CharField(max_length=10)
    before = models.CharField(max_length=10, choices=State.choices)
    after = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_uuid"], name="step_by_subject")]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d}"
