"""A person's secret calendar address."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


class Feed(models.Model):
    """The secret under which a person's calendar programme reads their sessions; made when asked for."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="session_feed")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return f"{self.person_id}"
