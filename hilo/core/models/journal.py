"""The journal: one table with two readers, the history page and the handlers."""

from __future__ import annotations

import uuid

from django.db import models


class Entry(models.Model):
    """Something that has happened, written in the same transaction as the change itself.

    No foreign keys: history never blocks life, and what it speaks of may be gone. `due_at` is when
    the sweep should look at it again: set while some handler has not dealt with it, empty
    afterwards, so that a million old entries cost the sweep nothing. `sweeps` counts how often it
    did look.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    data = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True, blank=True)
    sweeps = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["subject_kind", "subject", "-at"], name="entry_by_subject"),
            models.Index(fields=["-at"], name="entry_by_time"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="entry_outstanding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """That one handler has dealt with one entry, or what went wrong when it tried.

    The mark of success is committed together with what the handler did. `given_up_at` is set after
    the last attempt: the doctor speaks of it until somebody calls `journal.take_up_again`.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=160)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["entry", "handler"], name="one_delivery_per_handler"),
            models.CheckConstraint(
                name="delivered_or_given_up",
                condition=models.Q(delivered_at__isnull=True) | models.Q(given_up_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["delivered_at"], name="delivery_by_time"),
            models.Index(
                fields=["given_up_at"],
                condition=models.Q(given_up_at__isnull=False),
                name="delivery_given_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} of {self.entry_id}"
