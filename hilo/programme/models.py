"""Programmes: what a donor funds, for whom, where, and who takes part."""

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


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Words for choosing programmes."""

    def public(self) -> ProgrammeQuerySet:
        """Those that strangers may know of."""
        return self.exclude(state=Programme.State.DRAFT)

    def under_way(self) -> ProgrammeQuerySet:
        return self.filter(state=Programme.State.OPEN)


class Programme(Identified, Stamped, Versioned):
    """What one or more donors fund, with its people, its regions and its time.

    `amount` is the money granted, in `currency` (ISO 4217). Days are inclusive; `ends_on` may be
    unknown. `TRANSITIONS` is the whole life of a programme.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a programme", "Being prepared")
        OPEN = "open", pgettext_lazy("state of a programme", "Under way")
        CLOSED = "closed", pgettext_lazy("state of a programme", "Closed")

    TRANSITIONS = {
        # verb: (from, to)
        "open": ({State.DRAFT, State.CLOSED}, State.OPEN),
        "close": ({State.OPEN}, State.CLOSED),
    }

    slug = models.SlugField(_("short name in the address"), max_length=60, unique=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    name = MultilingualField(_("name"))
    summary = MultilingualField(_("summary"))
    about = MultilingualField(_("about"))
    label = models.CharField(_("label"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    amount = models.DecimalField(
        _("money granted"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                name="programme_money_has_a_currency",
                condition=Q(amount__isnull=True) | Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=_("Say in which currency the money is."),
            ),
            models.CheckConstraint(
                name="programme_money_is_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("Money granted cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("programme:programme", kwargs={"slug": self.slug})

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    @cached_property
    def moment(self) -> str:
        """Where it stands today: `draft`, `coming`, `current`, `late` (past its last day) or `closed`."""
        if self.state != self.State.OPEN:
            return str(self.state)
        if self.starts_on and self.starts_on > today():
            return "coming"
        return "late" if self.ends_on and self.ends_on < today() else "current"


class Party(models.Model):
    """Who stands behind a programme, by name, until the directory knows it as an organisation."""

    class Role(models.TextChoices):
        PROMOTER = "promoter", pgettext_lazy("role in a programme", "Promoter")
        PARTNER = "partner", pgettext_lazy("role in a programme", "Partner")
        DONOR = "donor", pgettext_lazy("role in a programme", "Donor")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    name = MultilingualField(_("name"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Audience(Identified):
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
            models.Index(fields=["programme", "joined_at"], name="participation_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.programme_id}"


def state_tone(programme: Any) -> str:
    """The colour that repeats a programme's state."""
    return {"draft": "wait", "coming": "wait", "current": "ok", "late": "warn"}.get(
        programme.moment, "wait"
    )
