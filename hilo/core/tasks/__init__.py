"""Work in the background, on Django's task interface kept in our own database.

    @background(title=gettext_noop("Enrol people from «%(name)s»"))
    def apply_sheet(batch: UUID, progress: Progress) -> None:
        \"\"\"Idempotent: it may start again after a crash.\"\"\"
        for row in progress.over(rows, _("Reading rows")):
            …
        progress.result(_("38 people are enrolled."), url=…)

    job = start(apply_sheet, by=request.user, about={"name": batch.name}, batch=batch.uuid)

What we added to django-tasks-db, and why: docs/decisions/0011. How it stays exactly once:
docs/algorithms/tasks.md.
"""

from hilo.core.tasks.background import background, start
from hilo.core.tasks.progress import Cancelled, Interrupted, Progress
from hilo.core.tasks.queue import cancel, jobs_of, retry, run_waiting

__all__ = [
    "Cancelled",
    "Interrupted",
    "Progress",
    "background",
    "cancel",
    "jobs_of",
    "retry",
    "run_waiting",
    "start",
]
