"""Many certificates in the background: whoever of the batch has none yet is what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hilo.core.actors import uuid_of
from hilo.core.events import publish
from hilo.core.tasks import Progress, background, start
from hilo.core.time import now
from hilo.credentials.events import BatchOrdered
from hilo.credentials.models import Achievement, Batch, Certificate
from hilo.credentials.problems import NobodyToIssueTo, TemplateRetired, TooManyAtOnce
from hilo.credentials.services import issuing, printing
from hilo.people.models import Person

MOST = 5_000
AT_ONCE = 25  # records in one transaction: few enough that nobody waits long for the lock


@transaction.atomic
def issue_many(
    people: Iterable[Person], *, achievement: Achievement, by: Any, language: str = ""
) -> Batch:
    """Order certificates for all of `people` who hold no valid one; they get numbers in this order.

    Answers the batch, whose `job` tells how far it is. Raises `NobodyToIssueTo`, `TooManyAtOnce`,
    `TemplateRetired`.
    """
    if achievement.template.retired_at:
        raise TemplateRetired
    chosen = list(dict.fromkeys(one.uuid for one in people))
    if not chosen:
        raise NobodyToIssueTo
    if len(chosen) > MOST:
        raise TooManyAtOnce(most=MOST)
    batch = Batch.objects.create(
        achievement=achievement,
        people=[str(uuid) for uuid in chosen],
        language=language,
        by=uuid_of(by),
        ordered_at=now(),
    )
    event = BatchOrdered(batch.uuid, achievement.uuid, len(chosen))
    publish(event, by=by, subject=("achievement", achievement.uuid))
    about: dict[str, str | int] = {"count": len(chosen), "achievement": str(achievement)}
    batch.job = start(issue_batch, by=by, about=about, batch=batch.uuid).uuid
    batch.save(update_fields=["job"])
    return batch


@background(title=gettext_noop("Issue certificates (%(count)s): %(achievement)s"))
def issue_batch(batch: UUID, progress: Progress) -> None:
    """The work of one batch; begun again after a crash, it goes on where it was."""
    found = Batch.objects.select_related("achievement__template").get(uuid=batch)
    work(found, progress)


def work(batch: Batch, progress: Progress) -> None:
    """Issue what is missing and make the files, portion by portion; begun again it goes on where it was.

    Whoever was erased meanwhile is left out.
    """
    total = len(batch.people)
    waiting = missing(batch)
    done = total - len(waiting)
    for portion in _portions(waiting, AT_ONCE):
        progress.step(done, total, _("Issuing certificates"))
        _issue(batch, portion)
        _print(batch, progress, done, total)
        done += len(portion)
    _print(batch, progress, done, total)
    progress.step(total, total)
    progress.result(in_words(batch), url=batch.get_absolute_url())


def missing(batch: Batch) -> list[Person]:
    """Who of the batch holds no valid certificate yet, in the order of the batch."""
    held = Certificate.objects.valid().filter(achievement=batch.achievement).values("person")
    rows = Person.objects.present().filter(uuid__in=batch.people).exclude(pk__in=held)
    places = {uuid: place for place, uuid in enumerate(batch.people)}
    found = rows.select_related("account", "territory")
    return sorted(found, key=lambda person: places[str(person.uuid)])


@transaction.atomic
def _issue(batch: Batch, people: Sequence[Person]) -> None:
    """The records of one portion; looked at again under the lock, as somebody may have issued one by hand."""
    issuing.hold(batch.achievement)
    held = Certificate.objects.valid().filter(achievement=batch.achievement, person__in=people)
    already = set(held.values_list("person", flat=True))
    still = [one for one in people if one.pk not in already]
    if still:
        order = issuing.Order(batch.achievement, batch.language, _orderer(batch), batch)
        issuing.make(still, order)


def _orderer(batch: Batch) -> Any:
    """Who ordered it; None where they have left."""
    return Person.objects.present().filter(uuid=batch.by).first() if batch.by else None


def _print(batch: Batch, progress: Progress, done: int, total: int) -> None:
    """Make the files of this batch that are missing, also those that a dead worker left behind."""
    for number, certificate in enumerate(list(batch.certificates.unprinted()), start=1):
        progress.step(min(done + number, total), total, _("Printing certificates"))
        printing.print_it(certificate)


def in_words(batch: Batch) -> str:
    """What came of it."""
    count = batch.certificates.count()
    said = ngettext("%(count)s certificate is issued.", "%(count)s certificates are issued.", count)
    return said % {"count": count}


def _portions(rows: Sequence[Person], size: int) -> Iterable[Sequence[Person]]:
    return (rows[begin : begin + size] for begin in range(0, len(rows), size))
