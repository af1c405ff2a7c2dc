"""Work in the background: what people see of it, when what runs by itself is due, who is at work."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.core.models.base import Identified

# What each declared task is called, by its path: English sources that `background` enters.
TITLES: dict[str, str] = {}


class Job(Identified):
    """One piece of work in the background, from its order to what came of it.

    `run` is the row of the queue (`django_tasks_db`) that carries the call itself. While it runs,
    `lease` names this attempt and `heartbeat_at` shows that its `worker` is alive; whoever lost the
    lease may no longer say how it ended.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by a problem")
        CANCELLED = "cancelled", _("Cancelled")

    FINISHED = (State.DONE, State.FAILED, State.CANCELLED)

    run = models.UUIDField(unique=True, editable=False)
    task = models.CharField(max_length=200, editable=False)
    # Kept untranslated (decision 0023): whoever reads of the work may speak another language.
    title_source = models.CharField(max_length=200, blank=True, editable=False)
    title_values = models.JSONField(default=dict, blank=True, editable=False)
    by = models.UUIDField(null=True, blank=True)
    language = models.CharField(max_length=2, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=400, blank=True)
    result_url = models.CharField(max_length=400, blank=True)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("work in the background")
        verbose_name_plural = _("work in the background")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["by", "-created_at"], name="job_by_person"),
            models.Index(fields=["finished_at"], name="job_by_finish"),
            models.Index(
                fields=["worker"], condition=models.Q(state="running"), name="job_running"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="only_running_jobs_hold_a_lease",
                condition=models.Q(state="running", lease__isnull=False)
                | (~models.Q(state="running") & models.Q(lease__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.task

    @property
    def title(self) -> str:
        """What the work does, in the reader's language; work that was only queued is called as its task."""
        source = self.title_source or TITLES.get(self.task, "")
        said = gettext(source) if source else ""
        return said % self.title_values if self.title_values else said

    @property
    def is_finished(self) -> bool:
        return self.state in self.FINISHED

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1; None where the total is not known yet."""
        return min(1.0, self.done / self.total) if self.total else None


class Timer(models.Model):
    """When a schedule is due next; moved on by compare-and-set, so that one worker enqueues it."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    last_run = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.next_at:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A process that does work in the background, and when it last said that it is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.identity
