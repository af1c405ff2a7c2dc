"""What one certificate certifies."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.credentials.enums import Kind
from hilo.credentials.models.templates import Template


class AchievementQuerySet(models.QuerySet["Achievement"]):
    def about(self, kind: str, uuid: Any) -> AchievementQuerySet:
        """Those of one object of another chapter."""
        return self.filter(about_kind=kind, about=uuid)


class Achievement(Identified, Stamped, Versioned):
    """That somebody completed this course, attended that workshop, taught this.

    `about_kind` and `about` name what it is about (a course), without a foreign key because
    credentials know nothing of later chapters. There is one achievement of a kind about one object.
    """

    about_kind = models.CharField(max_length=40, blank=True)
    about = models.UUIDField(null=True, blank=True)
    kind = models.CharField(_("what it certifies"), max_length=12, choices=Kind.choices)
    template = models.ForeignKey(
        Template, models.PROTECT, related_name="achievements", verbose_name=_("template")
    )
    name = MultilingualField(_("name"), max_length=200)
    description = MultilingualField(_("description"), max_length=1000, is_long=True, blank=True)
    criteria = MultilingualField(_("what it takes"), max_length=1000, is_long=True, blank=True)
    competences: Any = models.ManyToManyField(
        "competences.Competence",
        related_name="achievements",
        blank=True,
        verbose_name=_("competences"),
    )
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"), null=True, blank=True
    )

    objects = AchievementQuerySet.as_manager()

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about", "kind"],
                condition=Q(about__isnull=False),
                name="achievement_once_per_subject",
                violation_error_message=_("There is already an achievement of this kind about it."),
            ),
            models.CheckConstraint(
                name="achievement_names_its_subject_whole",
                condition=Q(about_kind="", about__isnull=True)
                | (~Q(about_kind="") & Q(about__isnull=False)),
                violation_error_message=_("Name the kind and the object, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("credentials:achievement", args=[self.uuid])

    @property
    def list_url(self) -> str:
        """Its certificates in the office, in whatever language each was issued."""
        return f"{reverse('credentials:office')}?what={self.uuid}"

    @property
    def scope(self) -> tuple[str, Any]:
        """Where somebody must hold a verb to act on it: that of its template."""
        return self.template.scope
