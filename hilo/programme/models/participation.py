"""For whom a programme is made, and who takes part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Versioned
from hilo.core.text import MultilingualField
from hilo.programme.models.programme import Programme


class Audience(Identified, Versioned):
    """A group for whom a programme is made, with how many people it means to reach.

    `target` is a number of people; empty where none was set.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="audiences")
    slug = models.SlugField(_("short name in the address"), max_length=40)
    name = MultilingualField(_("name"))
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="audience_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def present(self) -> ParticipationQuerySet:
        """Those who have not left."""
        return self.filter(left_at__isnull=True)

    def arrived(self) -> ParticipationQuerySet:
        """Those of people who have signed in at least once."""
        return self.filter(person__joined_at__isnull=False)


class Participation(Identified):
    """That a person takes part in a programme, in an audience and a region, from when to when.

    Somebody may belong to two audiences of a programme: two rows, one person when people are
    counted. The region is where the programme counts them, which their own place may outlive.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="participations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="participations")
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField(_("since"))
    left_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "audience"],
                name="participation_once_per_audience",
                violation_error_message=_("This person already takes part in this audience."),
            ),
            # NULL equals no NULL in a unique index, so "no audience" has one of its own.
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=Q(audience__isnull=True),
                name="participation_once_without_audience",
                violation_error_message=_("This person already takes part in this programme."),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "region"], name="participation_by_region"),
            # All that counting asks of a participation: the table itself is left alone.
            models.Index(
                fields=["programme", "person", "joined_at", "audience", "region"],
                name="participation_to_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.programme_id}"
