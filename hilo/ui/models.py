"""What people began to write and did not send yet."""

from __future__ import annotations

from django.db import models

from hilo.core.models import Identified, Stamped


class Draft(Identified, Stamped):
    """A form that waits for its writer, step by step as it was typed.

    `owner` is the writer's UUID as the journal knows it; `form` the name of the form; `subject` what
    it is about, as text. Values are kept as they were typed, so that even wrong ones come back.
    """

    owner = models.UUIDField()
    form = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, blank=True)
    steps = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "form", "subject"], name="one_draft_per_form")
        ]
        indexes = [models.Index(fields=["changed_at"], name="draft_by_time")]

    def __str__(self) -> str:
        return f"{self.form} {self.subject}"
