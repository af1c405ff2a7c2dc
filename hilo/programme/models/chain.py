"""The results chain: what shall come of a programme, and what is done for it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import MultilingualField
from hilo.core.time import today
from hilo.programme.models.parties import Party
from hilo.programme.models.programme import Programme


class Result(Identified, Stamped, Versioned):
    """One link of the chain: an objective, an outcome or an output (OECD-DAC glossary 2002).

    `above` is what it leads to: an output to an outcome, an outcome to an objective. `code` is its
    short number in the logframe, unique in the programme («1.2»). IATI knows the levels as result
    types 3 (impact), 2 (outcome) and 1 (output).
    """

    class Level(models.TextChoices):
        OBJECTIVE = "objective", pgettext_lazy("level of a result", "Objective")
        OUTCOME = "outcome", pgettext_lazy("level of a result", "Outcome")
        OUTPUT = "output", pgettext_lazy("level of a result", "Output")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="results")
    level = models.CharField(_("level"), max_length=9, choices=Level.choices)
    above = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
        verbose_name=_("leads to"),
    )
    code = models.CharField(_("number"), max_length=12)
    title = MultilingualField(_("title"), max_length=200)
    about = MultilingualField(_("description"), is_long=True, blank=True)
    assumptions = MultilingualField(_("assumptions"), is_long=True, blank=True)
    risks = MultilingualField(_("risks"), is_long=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="result_number_once_per_programme",
                violation_error_message=_("Another result of this programme has this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Activity(Identified, Stamped, Versioned):
    """What is done for a result: when, where, by whom. Days inclusive; regions empty means all of them."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("state of an activity", "Planned")
        RUNNING = "running", pgettext_lazy("state of an activity", "Under way")
        DONE = "done", pgettext_lazy("state of an activity", "Done")
        CANCELLED = "cancelled", pgettext_lazy("state of an activity", "Called off")

    TRANSITIONS = {
        "begin": ({State.PLANNED}, State.RUNNING),
        "finish": ({State.PLANNED, State.RUNNING}, State.DONE),
        "cancel": ({State.PLANNED, State.RUNNING}, State.CANCELLED),
        "reopen": ({State.DONE, State.CANCELLED}, State.PLANNED),
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="activities")
    result = models.ForeignKey(
        Result,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("for the result"),
    )
    code = models.CharField(_("number"), max_length=12)
    title = MultilingualField(_("title"), max_length=200)
    about = MultilingualField(_("description"), is_long=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    regions = models.ManyToManyField(
        "places.Region", blank=True, related_name="+", verbose_name=_("regions")
    )
    responsible = models.ForeignKey(
        Party,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("responsible"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PLANNED)
    note = MultilingualField(_("what came of it, or why not"), is_long=True, blank=True)
    tags = models.JSONField(_("own words"), default=list, blank=True)  # keys of own terms
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="activity_number_once_per_programme",
                violation_error_message=_("Another activity of this programme has this number."),
            ),
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def can(self, verb: str) -> bool:
        """Whether `verb` of `TRANSITIONS` is possible now."""
        return self.state in self.TRANSITIONS[verb][0]

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.RUNNING)

    @property
    def is_late(self) -> bool:
        """Past its last day and neither done nor called off, while the programme goes on."""
        over: Any = self.ends_on is not None and self.ends_on < today()
        return bool(over) and self.is_unfinished and not self.programme.is_over


class Milestone(Identified, Stamped, Versioned):
    """A day by which something must be there: a report, a list of participants, a first workshop."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="milestones")
    activity = models.ForeignKey(
        Activity,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("belongs to the activity"),
    )
    title = MultilingualField(_("title"), max_length=200)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_late(self) -> bool:
        """Past its day and not reached, while the programme goes on."""
        is_due = self.reached_on is None and self.due_on < today()
        return is_due and not self.programme.is_over


class BudgetLine(Identified, Stamped, Versioned):
    """Money by activity: what is planned and what was spent, both in `currency` (ISO 4217).

    Lines in several currencies are never added up. `donor` is who pays, where that is one party.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="budget")
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget",
        verbose_name=_("activity"),
    )
    donor = models.ForeignKey(
        Party,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paid by"),
    )
    code = models.CharField(_("number"), max_length=12)
    title = MultilingualField(_("title"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    planned = models.DecimalField(_("planned"), max_digits=14, decimal_places=2)
    spent = models.DecimalField(_("spent"), max_digits=14, decimal_places=2, default=0)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="budget_number_once_per_programme",
                violation_error_message=_("Another budget line of this programme has this number."),
            ),
            models.CheckConstraint(
                name="budget_has_a_currency",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=_("Say in which currency the money is."),
            ),
            models.CheckConstraint(
                name="budget_is_not_negative",
                condition=Q(planned__gte=0, spent__gte=0),
                violation_error_message=_("Money cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
