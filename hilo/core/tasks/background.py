"""Declaring work for the background, and ordering it."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django_tasks import task as django_task

from hilo.core.actors import uuid_of
from hilo.core.models import Job
from hilo.core.models.tasks import TITLES
from hilo.core.plain import plain, revived
from hilo.core.tasks import progress as steps

Task = Any  # django_tasks' Task, whose types vary with the backend


@dataclass(frozen=True)
class Policy:
    """How often work is tried again, and how long it rests before: 30, 60, 120 … seconds."""

    retries: int = 3
    backoff_seconds: int = 30

    def pause_after(self, attempts: int) -> int:
        """Seconds until the next attempt after `attempts` failed ones, an hour at most."""
        return min(3600, self.backoff_seconds * 2 ** max(0, attempts - 1))


_policies: dict[str, Policy] = {}


def policy_of(task_path: str) -> Policy:
    """The policy of a task by its path; work declared without us is not tried again."""
    return _policies.get(task_path, Policy(retries=0))


def background(
    retries: int = 3,
    backoff_seconds: int = 30,
    queue: str = "default",
    priority: int = 0,
    *,
    title: str = "",
) -> Callable[[Callable[..., Any]], Task]:
    """Make a function a task that is tried `retries` times again, with growing pauses.

    `title` says what it does, for people: an English source (`gettext_noop`), shown in the reader's
    language; `start(…, about={…})` fills its names in.

    Arguments are keyword-only values of JSON; UUIDs, decimals, days and times come back as such by
    the function's type hints. A parameter called `progress` receives a `Progress`. A `Problem` is
    final at once; any other exception is tried again. A function may run twice after a crash, so
    it must be idempotent.
    """

    def declare(function: Callable[..., Any]) -> Task:
        path = f"{function.__module__}.{function.__qualname__}"
        _policies[path] = Policy(retries, backoff_seconds)
        TITLES[path] = title
        return django_task(queue_name=queue, priority=priority)(_with_values(function))

    return declare


def _with_values(function: Callable[..., Any]) -> Callable[..., Any]:
    wants_progress = "progress" in inspect.signature(function).parameters

    @functools.wraps(function)
    def call(**values: Any) -> Any:
        # Hints are read at the first call: modules may import each other's types late.
        hints = typing.get_type_hints(function)
        given = {name: revived(hints.get(name), value) for name, value in values.items()}
        if wants_progress:
            given.setdefault("progress", steps.current())
        return function(**given)

    return call


def start(
    task: Task,
    *,
    by: Any = None,
    title: str = "",
    about: Mapping[str, str | int] | None = None,
    **values: Any,
) -> Job:
    """Order `task` with `values`, inside the caller's transaction: no commit, no work.

    The job speaks the language of whoever started it. `title` is an English source that says more
    than the task's own; `about` are the values of its placeholders.
    """
    with transaction.atomic():
        result = task.enqueue(**plain(values))
        return Job.objects.create(
            run=UUID(str(result.id)),
            task=task.module_path,
            title_source=title[:200],
            title_values=dict(about or {}),
            by=uuid_of(by),
            language=(get_language() or "")[:2],
        )
