"""The words for what certificates are and where they stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a certificate says that somebody did."""

    COMPLETION = "completion", pgettext_lazy("kind of certificate", "Completion")
    ATTENDANCE = "attendance", pgettext_lazy("kind of certificate", "Attendance")
    TRAINER = "trainer", pgettext_lazy("kind of certificate", "Trainer")


class State(models.TextChoices):
    """Where a certificate stands. Nothing leads back to valid: a mistake is reissued."""

    VALID = "valid", pgettext_lazy("state of a certificate", "Valid")
    REVOKED = "revoked", pgettext_lazy("state of a certificate", "Revoked")
    REPLACED = "replaced", pgettext_lazy("state of a certificate", "Replaced")


class Paper(models.TextChoices):
    """What it is printed on."""

    LETTER = "letter", _("Letter (Mexico and its neighbours)")
    A4 = "a4", _("A4 (elsewhere)")
