"""Long sheets in the background: the same verbs, with progress, resumed after a crash."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_noop, ngettext

from hilo.core.models import Batch, BatchRow
from hilo.core.sheets import services
from hilo.core.sheets.batches import State, sheet_of
from hilo.core.storage.services import forget_expired
from hilo.core.tasks import Progress, background, start

INLINE = 500  # so many lines are done while the person waits: some two seconds


def begin_dry_run(batch: Batch, *, by: Any, url: str = "") -> None:
    """Give a draft its verdicts: at once if it is short, else in the background."""
    if batch.counts.get("lines", 0) <= INLINE:
        services.dry_run(batch)
        return
    _order(batch, check_sheet, by, url)


def begin_apply(batch: Batch, *, by: Any, takes_warned: bool = True, url: str = "") -> None:
    """Take over the good rows; raises `MovedOn` where somebody was first."""
    if _is_short(batch):
        services.apply(batch, by=by, takes_warned=takes_warned)
        return
    with transaction.atomic():
        services.start_applying(batch, by=by, takes_warned=takes_warned)
        _order(batch, apply_sheet, by, url)


def begin_undo(batch: Batch, *, by: Any, url: str = "") -> None:
    """Undo a batch; raises `MovedOn` where somebody was first."""
    if _is_short(batch):
        services.undo(batch, by=by)
        return
    with transaction.atomic():
        services.start_undoing(batch, by=by)
        _order(batch, undo_sheet, by, url)


def _is_short(batch: Batch) -> bool:
    """Whether the person can wait for it; a sheet whose rows do much says how many are too many."""
    return batch.counts.get("good", 0) <= min(INLINE, sheet_of(batch).at_once)


def go_on(batch: Batch, *, by: Any, url: str = "") -> None:
    """Order again the work of a batch that stands half done because its job failed or was stopped."""
    task = {State.DRAFT: check_sheet, State.APPLYING: apply_sheet, State.UNDOING: undo_sheet}
    if batch.state in task:
        _order(batch, task[State(batch.state)], by, url)


def _order(batch: Batch, task: Any, by: Any, url: str) -> None:
    with transaction.atomic():
        job = start(
            task,
            by=by,
            about={"name": batch.name},
            batch=batch.uuid,
            account=by.pk if by is not None else None,
            url=url,
        )
        batch.job = job.uuid
        Batch.objects.filter(pk=batch.pk).update(job=job.uuid)


@background(title=gettext_noop("Check the sheet «%(name)s»"))
def check_sheet(batch: UUID, account: int | None, url: str, progress: Progress) -> None:
    """The dry run of a long sheet; starts over after a crash, for it changes nothing."""
    draft = Batch.objects.select_related("file").get(uuid=batch)
    services.dry_run(draft, step=progress.step)
    good = draft.counts.get("good", 0)
    said = ngettext("%(good)s row can be taken over.", "%(good)s rows can be taken over.", good)
    progress.result(said % {"good": good}, url=url)


@background(title=gettext_noop("Take over the sheet «%(name)s»"))
def apply_sheet(batch: UUID, account: int | None, url: str, progress: Progress) -> None:
    """Takes over chunk by chunk; goes on where a crash left it."""
    under_way = Batch.objects.get(uuid=batch)
    services.go_on_applying(under_way, by=_actor(account), step=progress.step)
    taken = under_way.rows.filter(outcome=BatchRow.Outcome.TAKEN).count()
    said = ngettext("%(taken)s row was taken over.", "%(taken)s rows were taken over.", taken)
    progress.result(said % {"taken": taken}, url=url)


@background(title=gettext_noop("Undo the sheet «%(name)s»"))
def undo_sheet(batch: UUID, account: int | None, url: str, progress: Progress) -> None:
    """Undoes chunk by chunk; goes on where a crash left it."""
    under_way = Batch.objects.get(uuid=batch)
    services.go_on_undoing(under_way, by=_actor(account), step=progress.step)
    undone = under_way.rows.filter(outcome=BatchRow.Outcome.UNDONE).count()
    said = ngettext("%(undone)s row was undone.", "%(undone)s rows were undone.", undone)
    progress.result(said % {"undone": undone}, url=url)


@background(title=gettext_noop("Forget sheets and files whose time is over"))
def forget_files() -> None:
    """Daily: batches older than 90 days lose their rows and file; files whose time is over go."""
    services.forget_old()
    forget_expired()


def _actor(account: int | None) -> Any:
    accounts = get_user_model()._default_manager
    return accounts.filter(pk=account).first() if account is not None else None
