"""A role, granted to a person for a scope and a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified
from hilo.core.time import today
from hilo.people.models.person import Person


class GrantQuerySet(models.QuerySet["Grant"]):
    """Words for choosing grants."""

    def standing(self) -> GrantQuerySet:
        """Neither revoked nor run out; they may begin later."""
        return self.filter(revoked_at__isnull=True).exclude(ends_on__lt=today())

    def in_force(self, day: dt.date | None = None) -> GrantQuerySet:
        """In force on `day` (today)."""
        day = day or today()
        return (
            self.filter(revoked_at__isnull=True)
            .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day))
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        )

    def taken_up(self) -> GrantQuerySet:
        """Whose holders have worked with them; a role that was merely given opens nothing of its holder."""
        return self.filter(taken_up_at__isnull=False)

    def of_scope(self, kind: str, uuid: Any) -> GrantQuerySet:
        return self.filter(scope_kind=kind, scope_uuid=uuid)


class Grant(Identified):
    """That `person` holds `role` in a scope: the whole installation where `scope_kind` is empty.

    Days are inclusive; an empty `ends_on` means until revoked. It is taken up when its holder first
    begins a staff session with it: from then on they belong to the scope.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="grants", verbose_name=_("person")
    )
    role = models.CharField(pgettext_lazy("power", "role"), max_length=40)
    scope_kind = models.CharField(_("kind of scope"), max_length=40, blank=True)
    scope_uuid = models.UUIDField(_("scope"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant of a role")
        verbose_name_plural = _("grants of roles")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_kind", "scope_uuid"],
                condition=Q(revoked_at__isnull=True),
                name="grant_stands_once",
                violation_error_message=_("This person already holds this role here."),
            ),
            # NULL equals no NULL in a unique index, so the whole installation has one of its own.
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(revoked_at__isnull=True, scope_uuid__isnull=True),
                name="grant_stands_once_everywhere",
                violation_error_message=_("This person already holds this role here."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(scope_kind="", scope_uuid__isnull=True)
                | (Q(scope_kind__gt="") & Q(scope_uuid__isnull=False)),
                name="grant_scope_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["scope_kind", "scope_uuid"], name="grant_by_scope")]

    def is_in_force(self, day: dt.date) -> bool:
        """Whether it stands on `day`, as `GrantQuerySet.in_force` says of many."""
        has_begun = self.starts_on is None or self.starts_on <= day
        has_ended = self.ends_on is not None and self.ends_on < day
        return self.revoked_at is None and has_begun and not has_ended

    def __str__(self) -> str:
        return f"{self.role}: {self.person}"

    @property
    def is_everywhere(self) -> bool:
        return self.scope_kind == ""

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
