"""Bases that rows share: a public identity, the times of their making, a version."""

from __future__ import annotations

import uuid

from django.db import models


class Identified(models.Model):
    """A row with a public identity that never changes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Stamped(models.Model):
    """A row that remembers when it was made and last changed."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: its version travels in the form and must not have moved on.

    `ui.forms.VersionedForm` compares; services save through `save_version`.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_version(self, *, expected: int) -> None:
        """Save this row if nobody did since version `expected`; raises `Overtaken` otherwise."""
        moved = (
            type(self)
            ._default_manager.filter(pk=self.pk, version=expected)
            .update(version=expected + 1)
        )
        if not moved:
            raise Overtaken(self)
        self.version = expected + 1
        self.save()


class Overtaken(Exception):
    """Somebody else changed the row first; `row` is what the second person wanted to save."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.label} {row.pk} was changed by somebody else meanwhile")
        self.row = row
