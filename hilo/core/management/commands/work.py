"""`bin/hilo work`: see what works in the background, and take up again what was given up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from hilo.core import journal
from hilo.core.models import Job
from hilo.core.tasks import queue

SHOWN = 20


class Command(BaseCommand):
    """Without a verb: what waits, runs and failed. `again`: try the failed once more."""

    help = "See the work in the background; «again» takes up what failed or was given up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", nargs="?", choices=["show", "again"], default="show")
        parser.add_argument("number", nargs="?", default="", help="only this piece of work")

    def handle(self, *, verb: str, number: str, **options: Any) -> None:
        if verb == "again":
            self._again(number)
        else:
            self._show()

    def _show(self) -> None:
        states = Job.objects.order_by("state").values_list("state").annotate(Count("pk"))
        self.stdout.write(", ".join(f"{count} {state}" for state, count in states) or "no work")
        for job in self._failed()[:SHOWN]:
            told = DBTaskResult.objects.filter(pk=job.run).values_list("traceback", flat=True)
            self.stdout.write(f"{str(job.uuid)[:8]} {job} ({job.task}): {_last_line(told)}")
        for mark in journal.given_up()[:SHOWN]:
            self.stdout.write(f"event {mark.entry}: {mark.handler}: {_last_line([mark.problem])}")

    def _again(self, number: str) -> None:
        jobs = self._failed()
        chosen = [job for job in jobs if str(job.uuid).startswith(number)]
        events = 0 if number else journal.take_up_again()
        taken = sum(queue.retry(job) for job in chosen)
        self.stdout.write(f"Taken up again: {taken} pieces of work, {events} events.")

    def _failed(self) -> Any:
        """What stopped by a fault, not what told people to do something."""
        faults = DBTaskResult.objects.failed().filter(traceback__gt="").values("pk")
        return Job.objects.filter(state=Job.State.FAILED, run__in=faults)


def _last_line(texts: Any) -> str:
    lines = "".join(texts).strip().splitlines()
    return lines[-1] if lines else ""
