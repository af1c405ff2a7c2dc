"""The journal: one table with two readers, the history page and the handlers."""

from __future__ import annotations

import uuid

from django.db import models


class Entry(models.Model):
    """Something that has happened, written in the same transaction as the change itself.

    No foreign keys: history never blocks life, and what it speaks of may be gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["subject_kind", "subject", "-at"], name="entry_by_subject"),
            models.Index(fields=["-at"], name="entry_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """That one handler has dealt with one entry, or what went wrong when it tried."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=160)
    delivered_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["entry", "handler"], name="one_delivery_per_handler")
        ]
        indexes = [
            models.Index(
                fields=["retry_at"],
                condition=models.Q(delivered_at__isnull=True),
                name="delivery_outstanding",
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} of {self.entry_id}"
