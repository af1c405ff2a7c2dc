"""Who works where, as what, from when to when; and how an office passes on."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.time import today
from hilo.network.enums import AFFILIATION_TRANSITIONS, AffiliationState


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Words for choosing affiliations."""

    def in_force(self, day: Any = None) -> AffiliationQuerySet:
        """Approved, begun and not ended on `day`: today, or a day that is only given later."""
        day = day or today()
        return (
            self.filter(state=AffiliationState.ACTIVE)
            .exclude(starts_on__gt=day)
            .exclude(ends_on__lt=day)
        )

    def stewarding(self, day: Any = None) -> AffiliationQuerySet:
        return self.in_force(day).filter(is_steward=True)

    def pending(self) -> AffiliationQuerySet:
        """Somebody has to answer."""
        return self.filter(state__in=(AffiliationState.REQUESTED, AffiliationState.INVITED))

    def former(self) -> AffiliationQuerySet:
        day = today()
        over = Q(state=AffiliationState.ENDED) | Q(state=AffiliationState.ACTIVE, ends_on__lt=day)
        return self.filter(over)


class Affiliation(Identified, Stamped, Versioned):
    """That a person works in an organisation: `role` in their own words, days inclusive.

    `is_steward` may change the page and answer requests; `is_office` marks an office that passes
    to a successor (a director of culture). `is_shown` is the person's own choice to stand on the
    organisation's page.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, related_name="affiliations"
    )
    role = models.CharField(pgettext_lazy("work", "role"), max_length=120, blank=True)
    is_steward = models.BooleanField(_("may change the page"), default=False)
    is_office = models.BooleanField(_("holds an office that passes on"), default=False)
    is_shown = models.BooleanField(_("stands on the page of the organisation"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=AffiliationState.choices,
        default=AffiliationState.REQUESTED,
        editable=False,
    )
    # What came on record together with it, so that a sheet can be undone: "person organisation".
    brought = models.CharField(max_length=20, blank=True, editable=False)
    words = models.TextField(_("a few words"), max_length=500, blank=True)
    answer = models.CharField(_("reason"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=("requested", "invited", "active")),
                name="affiliation_once_at_a_time",
                violation_error_message=_("This person already belongs to the organisation."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="affiliation_by_place_of_work"),
            models.Index(fields=["person", "state"], name="affiliation_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"

    def can(self, verb: str) -> bool:
        """Whether `verb` of `enums.AFFILIATION_TRANSITIONS` is possible now."""
        return self.state in AFFILIATION_TRANSITIONS[verb][0]

    @property
    def is_in_force(self) -> bool:
        """What `AffiliationQuerySet.in_force` says of many."""
        day = today()
        return (
            self.state == AffiliationState.ACTIVE
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or self.ends_on >= day)
        )


class HandOver(Identified):
    """That an office passes from one person to the next on a day.

    `done_at` is when it took effect; `passed` counts then what went along, by name (drafts, notices).
    """

    organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, related_name="hand_overs"
    )
    predecessor = models.ForeignKey(Affiliation, models.PROTECT, related_name="handed_to")
    successor = models.ForeignKey(Affiliation, models.PROTECT, related_name="received_from")
    on = models.DateField(_("from"))
    passed = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-on", "-at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="hand_over_to_somebody_else"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                name="office_handed_over_once",
                violation_error_message=_("This office was handed over already."),
            ),
        ]
        indexes = [
            models.Index(fields=["on"], condition=Q(done_at__isnull=True), name="hand_over_to_come")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} to {self.successor_id}"
