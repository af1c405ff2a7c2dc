"""The journal's verbs: write an entry, deliver it, sweep up what a crash left, tell it in words.

How delivery stays exactly once is told in docs/algorithms/journal.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import traceback
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet, UUIDField
from django.utils.translation import gettext as _

from hilo.core import keeping
from hilo.core.actors import names_of, uuid_of
from hilo.core.happenings import Event, Handler, event_class, handler_name, handlers_of
from hilo.core.models import Delivery, Entry
from hilo.core.plain import plain
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now

logger = logging.getLogger(__name__)

GRACE = dt.timedelta(seconds=60)  # how long the process that wrote an entry has to deliver it
FIRST_PAUSE = dt.timedelta(seconds=30)
LONGEST_PAUSE = dt.timedelta(hours=6)
LAST_SWEEP = 12  # about a day after the event
MARKS_ARE_KEPT = dt.timedelta(days=30)
LONGEST_PROBLEM = 4000  # characters of a traceback


def write(event: Event, *, by: Any, subject: tuple[str, UUID | None]) -> Entry:
    """Write `event` as an entry; call inside the transaction of the change it tells of."""
    data = plain(dataclasses.asdict(event))
    kind, uuid = subject
    moment = now()
    keeping.look_again()
    return Entry.objects.create(
        event=event.event_name(),
        at=moment,
        by=uuid_of(by),
        subject_kind=kind,
        subject=uuid,
        data=data,
        due_at=moment + GRACE if handlers_of(event.event_name()) else None,
    )


def deliver(entry_pk: UUID) -> None:
    """Hand the entry to each handler that has not dealt with it yet.

    Each handler runs in a transaction of its own, which also holds its mark. A handler that fails
    is noted and tried again by the sweep; it never keeps the others from theirs.
    """
    name = Entry.objects.filter(pk=entry_pk).values_list("event", flat=True).first()
    handlers = handlers_of(name or "")
    for handler in handlers:
        try:
            _hand_over(entry_pk, handler, handlers)
        except Exception:
            logger.exception("%s could not deal with %s %s", handler_name(handler), name, entry_pk)
            _note_failure(entry_pk, handler)
    if name and not handlers:
        Entry.objects.filter(pk=entry_pk).update(due_at=None)


@transaction.atomic
def _hand_over(entry_pk: UUID, handler: Handler, handlers: Iterable[Handler]) -> None:
    # The lock: whoever holds the entry delivers it; others leave it alone. SQLite's transactions
    # are immediate, so there the whole database is held.
    entry = _outstanding(entry_pk)
    if entry is None:
        return
    settled = _settled(entry)
    name = handler_name(handler)
    if name in settled:
        return
    kind = event_class(entry.event)
    assert kind is not None, f"handlers of {entry.event} without its class"
    handler(kind.revived(entry.data))
    Delivery.objects.update_or_create(
        entry=entry, handler=name, defaults={"delivered_at": now(), "problem": ""}
    )
    if {handler_name(one) for one in handlers} <= settled | {name}:
        Entry.objects.filter(pk=entry.pk).update(due_at=None)


def _outstanding(entry_pk: UUID) -> Entry | None:
    locked = Entry.objects.select_for_update(skip_locked=True)
    return locked.filter(pk=entry_pk, due_at__isnull=False).first()


def _settled(entry: Entry) -> set[str]:
    done = entry.deliveries.exclude(delivered_at=None, given_up_at=None)
    return set(done.values_list("handler", flat=True))


@transaction.atomic
def _note_failure(entry_pk: UUID, handler: Handler) -> None:
    """Called while the exception is being handled."""
    told = traceback.format_exc()[-LONGEST_PROBLEM:]
    mark, _is_new = Delivery.objects.get_or_create(entry_id=entry_pk, handler=handler_name(handler))
    Delivery.objects.filter(pk=mark.pk, delivered_at=None).update(
        attempts=F("attempts") + 1, problem=told
    )


def sweep(*, at: dt.datetime | None = None, limit: int = 100) -> int:
    """Deliver again what a crash or a failing handler left undone; answers how many entries.

    Looks at no entry but those that are due `at` this moment (now), so it is cheap with a million
    old ones, and safe beside other sweeps: an entry is claimed by moving its `due_at` forward.
    """
    moment = at or now()
    claimed = _claim(moment, limit)
    for entry in claimed:
        if entry.sweeps > LAST_SWEEP:
            _give_up(entry, moment)
        else:
            deliver(entry.pk)
    return len(claimed)


@transaction.atomic
def _claim(moment: dt.datetime, limit: int) -> list[Entry]:
    due = Entry.objects.filter(due_at__lte=moment).order_by("due_at")
    entries = list(due.select_for_update(skip_locked=True)[:limit])
    for entry in entries:
        # Counted before the attempt: an entry that kills its process is given up in the end.
        entry.sweeps += 1
        entry.due_at = moment + pause_after(entry.sweeps)
    Entry.objects.bulk_update(entries, ["sweeps", "due_at"])
    return entries


def pause_after(sweeps: int) -> dt.timedelta:
    """How long to wait after the given number of sweeps: 60 s, 2 min, 4 min … 6 hours."""
    return min(FIRST_PAUSE * 2**sweeps, LONGEST_PAUSE)


@transaction.atomic
def _give_up(entry: Entry, moment: dt.datetime) -> None:
    missing = {handler_name(one) for one in handlers_of(entry.event)} - _settled(entry)
    for name in missing:
        Delivery.objects.update_or_create(
            entry=entry, handler=name, defaults={"given_up_at": moment}
        )
        logger.error("%s was given up for %s %s", name, entry.event, entry.pk)
    Entry.objects.filter(pk=entry.pk).update(due_at=None)


def given_up() -> QuerySet[Delivery]:
    """Deliveries that nobody tries any more."""
    return Delivery.objects.filter(given_up_at__isnull=False).select_related("entry")


@transaction.atomic
def take_up_again() -> int:
    """Try once more everything that was given up, after its cause is gone; answers how many."""
    dead = given_up().select_for_update(of=("self",))
    entries = set(dead.values_list("entry", flat=True))
    count = dead.update(given_up_at=None)
    Entry.objects.filter(pk__in=entries).update(due_at=now(), sweeps=0)
    return count


def prune(*, at: dt.datetime | None = None) -> int:
    """Remove marks of deliveries that were complete long ago; entries themselves are never removed.

    An entry with empty `due_at` is never delivered again, so its marks only tell the past.
    """
    old = Q(delivered_at__lt=(at or now()) - MARKS_ARE_KEPT, entry__due_at__isnull=True)
    count, _by_model = Delivery.objects.filter(old).delete()
    return count


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of a history: when, who (as a name), and what, as a sentence."""

    at: dt.datetime
    actor: str
    sentence: str
    event: str


class _Values(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


LATEST_LINES = 50
LATEST = Prepared(
    lambda: Entry.objects.filter(subject_kind=Given("kind"), subject=Given("uuid", UUIDField()))[
        :LATEST_LINES
    ]
)


def history_of(
    kind: str, uuid: UUID | None, *, limit: int = 50, before: dt.datetime | None = None
) -> list[Line]:
    """What happened to an object, in the reader's words, latest first; `before` turns the page."""
    if uuid and before is None and limit <= LATEST_LINES:
        return lines_of(LATEST.rows(kind=kind, uuid=uuid)[:limit])
    entries = Entry.objects.filter(subject_kind=kind, subject=uuid)
    if before:
        entries = entries.filter(at__lt=before)
    return lines_of(entries[:limit])


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Entries in words; those whose event is silent or forgotten are left out."""
    told = [(entry, event) for entry in entries if (event := _told(entry))]
    people = {entry.by for entry, _event in told}
    words = [event.words() for _entry, event in told]
    people |= {value for each in words for value in each.values() if isinstance(value, UUID)}
    names = keeping.kept(("names", frozenset(people)), lambda: names_of(people), is_small=True)
    return [
        _line(entry, event, each, names) for (entry, event), each in zip(told, words, strict=True)
    ]


def _told(entry: Entry) -> Event | None:
    kind = event_class(entry.event)
    if kind is None or not kind.sentence:
        return None
    try:
        return kind.revived(entry.data)
    except (TypeError, ValueError):  # written by an older version with other fields
        return None


def _line(entry: Entry, event: Event, words: dict[str, Any], names: dict[UUID, str]) -> Line:
    actor = _("Hilo") if entry.by is None else names.get(entry.by, _("Somebody who has left"))
    values = {
        name: names.get(value, "…") if isinstance(value, UUID) else value
        for name, value in words.items()
    }
    sentence = str(event.sentence) % _Values(values, actor=actor)
    return Line(entry.at, actor, sentence, entry.event)
