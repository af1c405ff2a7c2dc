"""Certificates: what was issued, frozen, and where it stands now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.models import Identified
from hilo.core.text import direction_of
from hilo.core.time import today
from hilo.credentials.enums import State
from hilo.credentials.models.achievements import Achievement
from hilo.credentials.models.keys import StatusList


class NumberSeries(models.Model):
    """The last number that was given under a prefix in a year."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"],
                name="one_series_per_prefix_and_year",
                violation_error_message=_("This series of numbers exists already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class Batch(Identified):
    """Certificates that were ordered together: for whom, by whom, and the work that issues them."""

    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="batches")
    people = models.JSONField()  # UUIDs, in the order in which they get their numbers
    language = models.CharField(max_length=2, blank=True)  # empty: each person's own
    by = models.UUIDField(null=True, blank=True)
    ordered_at = models.DateTimeField()
    job = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        ordering = ["-ordered_at", "-pk"]

    def __str__(self) -> str:
        return str(self.achievement)

    def get_absolute_url(self) -> str:
        return reverse("credentials:batch", args=[self.uuid])


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> CertificateQuerySet:
        """Those that were neither revoked nor replaced; they may have run out."""
        return self.filter(state=State.VALID)

    def standing(self) -> CertificateQuerySet:
        """Those that prove something today."""
        lasts = Q(expires_on__isnull=True) | Q(expires_on__gte=today())
        return self.valid().filter(lasts)

    def unprinted(self) -> CertificateQuerySet:
        """Those that still wait for their file."""
        return self.filter(printed_at__isnull=True)


class Certificate(Identified):
    """One certificate: all its words frozen as they were printed, in the language chosen at issue.

    After issue only these change: its state with the reason, its file (made afterwards, once), and,
    when its holder is erased, the name. `person` then stays as a row without a name, so that totals
    do not change.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=12, unique=True)
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, related_name="certificates", verbose_name=_("achievement")
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="certificates", verbose_name=_("holder")
    )
    batch = models.ForeignKey(
        Batch, models.SET_NULL, null=True, blank=True, related_name="certificates"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    content = models.JSONField()
    folded = models.CharField(max_length=600, editable=False)
    issued_at = models.DateTimeField(_("issued"))
    issued_on = models.DateField(_("day of issue"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    by = models.UUIDField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.VALID)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="certificates")
    status_index = models.PositiveIntegerField()
    badge = models.TextField(blank=True)
    file = models.ForeignKey(
        "core.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    keeps_name = models.BooleanField(_("keeps the name"), default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year", "serial"],
                name="certificate_has_its_number",
                violation_error_message=_("This number was given already."),
            ),
            models.UniqueConstraint(
                fields=["achievement", "person"],
                condition=Q(state="valid"),
                name="one_valid_certificate_each",
                violation_error_message=_("This person holds a valid certificate of it already."),
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_index"],
                name="certificate_has_its_bit",
                violation_error_message=_("This place in the list was given already."),
            ),
            models.CheckConstraint(
                name="certificate_ended_with_a_reason",
                condition=Q(state="valid") | (~Q(reason="") & Q(ended_at__isnull=False)),
                violation_error_message=_("Say why it is no longer valid."),
            ),
        ]
        indexes = [
            models.Index(fields=["-issued_at"], name="certificate_by_issue"),
            models.Index(
                fields=["issued_at"],
                condition=Q(printed_at__isnull=True),
                name="certificate_to_print",
            ),
            models.Index(
                fields=["status_list", "status_index"],
                condition=~Q(state="valid"),
                name="certificate_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page on which anybody can verify it."""
        return reverse("credentials:shown", args=[self.code])

    def save(self, *args: Any, **kwargs: Any) -> None:
        told = (self.number, self.code, self.holder, self.content.get("achievement", ""))
        self.folded = fold(" ".join(told))[:600]
        super().save(*args, **kwargs)

    @property
    def holder(self) -> str:
        """The name on it; empty once its holder was erased."""
        return self.content.get("holder", "")

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def standing(self) -> str:
        """`valid`, `revoked`, `replaced`, or `expired` where its time is over."""
        is_over = self.expires_on is not None and self.expires_on < today()
        return "expired" if self.state == State.VALID and is_over else self.state

    @property
    def scope(self) -> tuple[str, Any]:
        """Where somebody must hold a verb to act on it."""
        return self.achievement.scope
