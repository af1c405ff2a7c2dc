"""An uploaded sheet: the batch, and one row per line of it with its verdict and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models.base import Identified, Stamped
from hilo.core.models.files import StoredFile


class Batch(Identified, Stamped):
    """One upload of one sheet, from its dry run to its undoing.

    `counts` holds the rows by verdict and by outcome, so that a batch tells what it did even after
    its rows were forgotten. `notes` are sentences about the file as a whole.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("uploaded sheet", "being checked")
        CHECKED = "checked", pgettext_lazy("uploaded sheet", "checked, nothing changed yet")
        APPLYING = "applying", pgettext_lazy("uploaded sheet", "being taken over")
        APPLIED = "applied", pgettext_lazy("uploaded sheet", "taken over")
        UNDOING = "undoing", pgettext_lazy("uploaded sheet", "being undone")
        UNDONE = "undone", pgettext_lazy("uploaded sheet", "undone")
        PARTLY_UNDONE = "partly_undone", pgettext_lazy("uploaded sheet", "partly undone")
        EXPIRED = "expired", pgettext_lazy("uploaded sheet", "expired")

    sheet = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=40, blank=True)
    scope = models.UUIDField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=14, choices=State.choices, default=State.DRAFT)
    headings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    takes_warned = models.BooleanField(default=True)
    job = models.UUIDField(null=True, blank=True)
    by = models.UUIDField(null=True, blank=True)
    applied_by = models.UUIDField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    forget_at = models.DateTimeField()

    class Meta:
        verbose_name = _("uploaded sheet")
        verbose_name_plural = _("uploaded sheets")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["sheet", "-created_at"], name="batch_by_sheet"),
            models.Index(fields=["forget_at"], name="batch_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.name}"


class BatchRowQuerySet(models.QuerySet["BatchRow"]):
    def good(self) -> BatchRowQuerySet:
        """Rows that would make or change something."""
        return self.filter(verdict__in=[BatchRow.Verdict.CREATE, BatchRow.Verdict.CHANGE])

    def bad(self) -> BatchRowQuerySet:
        """Rows that go back to their author: not understood, gone, or refused when taken over."""
        return self.filter(
            models.Q(verdict__in=[BatchRow.Verdict.ERROR, BatchRow.Verdict.GONE])
            | models.Q(outcome=BatchRow.Outcome.REFUSED)
        )

    def taken(self) -> BatchRowQuerySet:
        """Rows that did change something and can be undone."""
        return self.filter(outcome__in=[BatchRow.Outcome.TAKEN, BatchRow.Outcome.KEPT])


class BatchRow(models.Model):
    """One line of an uploaded sheet.

    `raw` are the cells as texts in the file's own order; `values` what was understood, by column,
    as JSON; `before` and `after` what the object said in the columns that the row changes.
    `remembered` is what its sheet keeps of the object besides its columns (`Sheet.remembered`), as it
    was `seen` at the dry run, and `before` and `after` the change.
    """

    class Verdict(models.TextChoices):
        CREATE = "create", pgettext_lazy("row of a sheet", "new")
        CHANGE = "change", pgettext_lazy("row of a sheet", "changes")
        SAME = "same", pgettext_lazy("row of a sheet", "already so")
        ERROR = "error", pgettext_lazy("row of a sheet", "not understood")
        GONE = "gone", pgettext_lazy("row of a sheet", "no longer here")

    class Outcome(models.TextChoices):
        NONE = "", pgettext_lazy("row of a sheet", "nothing yet")
        TAKEN = "taken", pgettext_lazy("row of a sheet", "taken over")
        REFUSED = "refused", pgettext_lazy("row of a sheet", "refused")
        UNDONE = "undone", pgettext_lazy("row of a sheet", "undone")
        KEPT = "kept", pgettext_lazy("row of a sheet", "cannot be undone")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    raw = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    is_warned = models.BooleanField(default=False)
    messages = models.JSONField(default=list)
    kind = models.CharField(max_length=40, blank=True)
    object = models.UUIDField(null=True, blank=True)
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    remembered: Any = models.JSONField(default=dict)
    outcome = models.CharField(
        max_length=8, choices=Outcome.choices, default=Outcome.NONE, blank=True
    )

    objects = BatchRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a sheet")
        verbose_name_plural = _("lines of a sheet")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_row_per_line")]
        indexes = [
            models.Index(fields=["batch", "verdict", "line"], name="row_by_verdict"),
            models.Index(fields=["batch", "outcome", "line"], name="row_by_outcome"),
            models.Index(fields=["kind", "object"], name="row_by_object"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.verdict}"
