"""`bin/hilo worker`: work in the background until SIGTERM."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hilo.core.installation import (
    UnsafeSettings,
    WrongMode,
    refuse_unsafe_settings,
    refuse_wrong_mode,
)
from hilo.core.tasks.queue import run_waiting
from hilo.core.tasks.worker import Worker


class Command(BaseCommand):
    """Run a worker in the foreground."""

    help = "Do the work in the background: tasks, schedules, events left by a crash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queue", action="append", default=[], help="only this queue (may be repeated)"
        )
        parser.add_argument(
            "--runners", type=int, default=1, help="how many tasks at the same time"
        )
        parser.add_argument(
            "--once", action="store_true", help="do what waits now, then end (no schedules)"
        )

    def handle(self, *, queue: list[str], runners: int, once: bool, **options: Any) -> None:
        try:
            refuse_wrong_mode()
            refuse_unsafe_settings()
        except (WrongMode, UnsafeSettings) as problem:
            raise CommandError(str(problem)) from None
        if once:
            self.stdout.write(f"{run_waiting()} done.")
            return
        worker = Worker(
            queues=queue,
            runners=max(1, runners),
            most_megabytes=settings.WORKER_MEMORY_MB,
        )
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        worker.run()
