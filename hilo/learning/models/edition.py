"""Courses as they were published: frozen, page by page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified
from hilo.core.text import MultilingualField
from hilo.learning.models.course import Course, Step


class Edition(Identified):
    """A course as it was published. It never changes.

    `outline` holds what every page of it shows: the course's texts, hours and rules, its modules
    with their titles and the uuids, kinds, titles and minutes of their steps, its glossary and its
    files (`services.publishing` writes it, `queries.outline` reads it).
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    outline = models.JSONField()
    note = models.CharField(_("what is new"), max_length=400, blank=True)
    published_at = models.DateTimeField(_("published"))
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_once_per_course")
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.number}"


class Page(Identified):
    """One step of an edition: its words, and for lessons their HTML by language, made at publication.

    `step` is the uuid of the step, the same in every edition. `content` holds what its kind needs:
    a quiz its settings and slots with the versions of their questions, an assignment its rubric.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pages")
    step = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=10, choices=Step.Kind.choices)
    order = models.PositiveSmallIntegerField(_("order"))
    title = MultilingualField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    is_required = models.BooleanField(_("counts towards the certificate"))
    body = MultilingualField(_("text"), is_long=True, blank=True)
    html = models.JSONField(default=dict, blank=True)
    content = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("page of an edition")
        verbose_name_plural = _("pages of editions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "step"], name="page_once_per_edition")
        ]

    def __str__(self) -> str:
        return str(self.title)
