"""What people agreed to, in which words, and when they took it back."""

from __future__ import annotations

import hashlib
import json
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified
from hilo.people.models.person import Person


def fingerprint(texts: dict[str, str]) -> str:
    """SHA-256 of a notice in all its languages, whatever their order."""
    return hashlib.sha256(
        json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


class NoticeVersion(models.Model):
    """The words of a purpose at one time, in four languages; never changed once published."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a notice")
        verbose_name_plural = _("versions of notices")
        ordering = ["purpose", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "number"], name="notice_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"

    def in_language(self, language: str) -> str:
        return self.texts.get(language) or self.texts["en"]


class Consent(Identified):
    """That a person agreed to one version of a notice, how, and until when."""

    class Method(models.TextChoices):
        FORM = "form", _("on this platform")
        PAPER = "paper", _("on paper")
        SHEET = "sheet", _("in a sheet sent by a coordinator")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    notice = models.ForeignKey(NoticeVersion, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.FORM)
    given_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.person}"
