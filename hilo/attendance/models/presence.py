"""Who was there: the record, its corrections, excuses, and the evidence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.attendance.enums import ExcuseState, PresenceState, Way
from hilo.attendance.models.session import Session
from hilo.attendance.rules.counting import Record
from hilo.attendance.rules.ways import Kept
from hilo.core.models import Identified


def _account(name: str) -> Any:
    """Who wrote it; empty for the person themselves, and for the system."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name=name
    )


class Presence(models.Model):
    """What is recorded of one person at one session; there is one row, whatever ways were used.

    `code_at` is when the person typed the code, kept also where a keeper has written otherwise.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="presences")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="presences")
    state = models.CharField(_("presence"), max_length=8, choices=PresenceState.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    way = models.CharField(_("recorded by"), max_length=8, choices=Way.choices)
    recorded_at = models.DateTimeField(_("recorded"))
    by = _account("presences_recorded")
    code_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="presence_once_per_session",
                violation_error_message=_("Presence is recorded once."),
            ),
            models.CheckConstraint(
                name="presence_has_minutes_where_partial",
                condition=Q(state=PresenceState.PARTIAL, minutes__gte=1)
                | (~Q(state=PresenceState.PARTIAL) & Q(minutes__isnull=True)),
                violation_error_message=_("Write the minutes of whoever was there for a part."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}"

    @property
    def record(self) -> Record:
        return Record(self.state, self.minutes)

    @property
    def kept(self) -> Kept:
        """What the rules of ways ask of it."""
        return Kept(self.record, self.way, self.by_id)


class PresenceChange(models.Model):
    """One correction: what was there, what came in its place, by whom, why. Empty: no record."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="changes")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="presence_changes")
    before = models.CharField(max_length=8, choices=PresenceState.choices, blank=True)
    before_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    before_way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    after = models.CharField(max_length=8, choices=PresenceState.choices, blank=True)
    after_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = _account("presences_corrected")

    class Meta:
        verbose_name = _("correction of a presence")
        verbose_name_plural = _("corrections of presences")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.before or '–'} → {self.after or '–'}"


class Excuse(Identified):
    """Somebody announced that they cannot come, and why; a keeper accepts it or not."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="excuses")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="excuses")
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(
        max_length=10, choices=ExcuseState.choices, default=ExcuseState.ANNOUNCED
    )
    announced_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    by = _account("excuses_decided")

    class Meta:
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        ordering = ["announced_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="excuse_once_per_session",
                violation_error_message=_("An absence is announced once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}"


class Evidence(Identified):
    """The scan of a signed sheet, or another proof that a session took place; private."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="evidence")
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    note = models.CharField(_("what it shows"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = _account("evidence_kept")

    class Meta:
        verbose_name = _("evidence of a session")
        verbose_name_plural = _("evidence of sessions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.note or str(self.file)
