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

    `amount` is the money granted, in `currency` (ISO 4217). Days are inclusive and begin at midnight
    in `zone` (IANA; the house's own where empty); `ends_on` may be unknown. `TRANSITIONS` is the
    whole life of a programme. What is archived stays as it is: nothing of it can be changed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a programme", "Being prepared")
        OPEN = "open", pgettext_lazy("state of a programme", "Under way")
        CLOSED = "closed", pgettext_lazy("state of a programme", "Closed")
        ARCHIVED = "archived", pgettext_lazy("state of a programme", "Archived")

    TRANSITIONS = {
        # verb: (from, to)
        "open": ({State.DRAFT, State.CLOSED}, State.OPEN),
        "close": ({State.OPEN}, State.CLOSED),
        "archive": ({State.CLOSED}, State.ARCHIVED),
        "unarchive": ({State.ARCHIVED}, State.CLOSED),
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
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    convention = MultilingualField(_("how it serves the 2005 Convention"), is_long=True, blank=True)
    handed_to = models.CharField(_("handed over to"), max_length=200, blank=True)
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

    @property
    def is_kept(self) -> bool:
        """Whether its words and numbers may still be changed: not once it is archived."""
        return self.state != self.State.ARCHIVED

    @property
    def is_over(self) -> bool:
        """Whether its work has ended: it was closed, and perhaps archived. Nothing of it is late any more."""
        return self.state in (self.State.CLOSED, self.State.ARCHIVED)

    @cached_property
    def moment(self) -> str:
        """Where it stands today: `draft`, `coming`, `current`, `late` (past its last day) `closed` or `archived`."""
        if self.state != self.State.OPEN:
            return str(self.state)
        if self.starts_on and self.starts_on > today():
            return "coming"
        return "late" if self.ends_on and self.ends_on < today() else "current"


def state_tone(programme: Any) -> str:
    """The colour that repeats a programme's state."""
    return {"draft": "wait", "coming": "wait", "current": "ok", "late": "warn"}.get(
        programme.moment, "wait"
    )
