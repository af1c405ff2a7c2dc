"""How far work in the background has come, told while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextvars import ContextVar
from time import monotonic, sleep
from typing import Any, TypeVar

from django.db import connection

Item = TypeVar("Item")
# SQLite keeps no queue: whoever waits for the database looks again every tenth of a second at the latest.
BREATH = 0.15  # seconds in which others come to write
BETWEEN_BREATHS = 1.0


class Stop(BaseException):
    """Work must end now; not an `Exception`, so that no task swallows it."""


class Cancelled(Stop):
    """Its owner asked to stop it; what the open transaction did is undone."""


class Interrupted(Stop):
    """The worker is closing down, or lost its lease; the work starts again elsewhere."""


class Progress:
    """Figures kept in memory; the worker's heart writes them once a second, on its own connection.

    So a step costs nothing, and on PostgreSQL it is seen while the work's transaction is open. On
    SQLite, where one transaction writes at a time and the heart is mostly too late, the work tells it
    by itself between two of its transactions, and leaves pages a gap to write in: commit in portions.
    Outside a worker (in tests, on the command line) nobody listens, and all is well.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.message = ""
        self.result_url = ""
        self.is_cancelled = False
        self.is_interrupted = False
        self.tell: Callable[[], None] = lambda: None
        self._breathed = monotonic()

    @property
    def news(self) -> tuple[int, int, str]:
        """What readers of the job are told."""
        return self.done, self.total, self.message

    def step(self, done: int, total: int = 0, sentence: Any = "") -> None:
        """Say that `done` of `total` units are done; raises `Stop` where the work must end."""
        self.done = max(0, done)
        self.total = max(0, total or self.total)
        self.message = str(sentence)[:400] or self.message
        self.check()
        self._breathe()

    def _breathe(self) -> None:
        """Between two transactions: say how far it is, and let others write, pages first of all."""
        is_due = monotonic() - self._breathed >= BETWEEN_BREATHS
        if is_due and connection.vendor == "sqlite" and not connection.in_atomic_block:
            self.tell()
            sleep(BREATH)
            self._breathed = monotonic()

    def over(self, items: Iterable[Item], sentence: Any = "") -> Iterator[Item]:
        """Go through `items`, one step each."""
        total = len(items) if isinstance(items, Sized) else 0
        self.step(0, total, sentence)
        for number, item in enumerate(items, start=1):
            yield item
            self.step(number, total)

    def result(self, sentence: Any, *, url: str = "") -> None:
        """Say what came of it, and where to see it."""
        self.message = str(sentence)[:400]
        self.result_url = url

    def check(self) -> None:
        """Raise `Stop` where the work must end; for long work without steps."""
        if self.is_cancelled:
            raise Cancelled
        if self.is_interrupted:
            raise Interrupted


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current() -> Progress:
    """The progress of the work that this thread does, or one that nobody listens to."""
    return _current.get() or Progress()


def enter(progress: Progress) -> Any:
    """Make `progress` the current one; give the answer to `leave`."""
    return _current.set(progress)


def leave(token: Any) -> None:
    _current.reset(token)
