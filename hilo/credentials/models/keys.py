"""What badges are signed with, and where anybody reads whether they still hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified

PLACES = 131_072  # bits of a status list: the least that the standard allows, so that none tells of one holder
MOST_GIVEN = PLACES // 2  # places are drawn at random; beyond half, drawing takes too long


class SigningKey(Identified):
    """An Ed25519 key. Its private half is encrypted (docs/decisions/0140); its public half stays in
    the published document also once it is retired, because what it signed is still read.
    """

    kid = models.CharField(max_length=60, unique=True)
    public = models.CharField(max_length=60)  # base64
    locked = models.TextField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.kid


class StatusList(Identified):
    """A published list of bits, one for each certificate: set once it no longer holds.

    Bits are not kept; they are read from the certificates (`services.statuses`).
    """

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)
