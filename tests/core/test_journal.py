"""The journal: written with the change, delivered once, told in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hilo.core import actors, journal
from hilo.core.events import NoTransaction, handlers_of, publish
from hilo.core.models import Delivery, Entry
from hilo.core.time import now
from tests.core.stage.events import BillPrinted, CurtainRose, LampLit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearers(monkeypatch: pytest.MonkeyPatch):
    """Two handlers of `CurtainRose`; the second fails while its fault is set."""
    heard: list[tuple[str, str]] = []
    fault: list[Exception] = []

    def applaud(event: CurtainRose) -> None:
        heard.append(("applaud", event.name))

    def light(event: CurtainRose) -> None:
        if fault:
            raise fault[0]
        heard.append(("light", event.name))

    monkeypatch.setattr(
        "hilo.core.happenings._handlers", {CurtainRose.event_name(): [applaud, light]}
    )
    return heard, fault


def rise(callbacks, name: str = "Hamlet") -> Entry:
    with callbacks(execute=True):
        publish(CurtainRose(name), subject=("play", None))
    return Entry.objects.get()


def later(**time: int) -> dt.datetime:
    return now() + dt.timedelta(**time)


def test_handlers_run_after_the_commit(hearers, django_capture_on_commit_callbacks) -> None:
    heard, _fault = hearers
    with django_capture_on_commit_callbacks() as callbacks:
        publish(CurtainRose("Hamlet"))
        assert heard == []
    for callback in callbacks:
        callback()
    assert heard == [("applaud", "Hamlet"), ("light", "Hamlet")]
    assert Entry.objects.get().due_at is None


def test_delivered_is_delivered(hearers, django_capture_on_commit_callbacks) -> None:
    entry = rise(django_capture_on_commit_callbacks)
    journal.deliver(entry.pk)
    assert journal.sweep(at=later(days=1)) == 0
    assert len(hearers[0]) == 2


def test_a_failing_handler_does_not_keep_the_others_and_is_tried_again(
    hearers, django_capture_on_commit_callbacks
) -> None:
    heard, fault = hearers
    fault.append(ValueError("the lamp is broken"))
    entry = rise(django_capture_on_commit_callbacks)
    assert heard == [("applaud", "Hamlet")]
    mark = entry.deliveries.get(delivered_at=None)
    assert mark.attempts == 1 and "the lamp is broken" in mark.problem
    assert journal.sweep(at=later(seconds=10)) == 0, "it is not due yet"
    fault.clear()
    assert journal.sweep(at=later(minutes=2)) == 1
    assert heard == [("applaud", "Hamlet"), ("light", "Hamlet")]
    assert Delivery.objects.get(pk=mark.pk).problem == ""


def test_pauses_between_attempts_grow_to_six_hours() -> None:
    pauses = [journal.pause_after(sweeps).total_seconds() for sweeps in (1, 2, 3, 9, 10, 12)]
    assert pauses == [60, 120, 240, 15360, 21600, 21600]


def test_after_the_last_sweep_it_is_given_up_kept_and_can_be_taken_up_again(
    hearers, django_capture_on_commit_callbacks
) -> None:
    heard, fault = hearers
    fault.append(ValueError("the lamp is broken"))
    rise(django_capture_on_commit_callbacks)
    for day in range(1, journal.LAST_SWEEP + 2):
        assert journal.sweep(at=later(days=day)) == 1
    assert journal.sweep(at=later(days=99)) == 0
    dead = journal.given_up().get()
    assert dead.handler.endswith("light") and dead.attempts == journal.LAST_SWEEP + 1
    fault.clear()
    assert journal.take_up_again() == 1
    journal.sweep(at=later(minutes=1))
    assert heard[-1] == ("light", "Hamlet")
    assert not journal.given_up().exists()


def test_an_event_without_handlers_is_never_outstanding() -> None:
    publish(LampLit("blue"))
    assert Entry.objects.get().due_at is None


def test_an_event_whose_handlers_are_gone_is_settled(
    hearers, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = journal.write(CurtainRose("Hamlet"), by=None, subject=("", None))
    monkeypatch.setattr("hilo.core.happenings._handlers", {})
    journal.sweep(at=later(minutes=2))
    entry.refresh_from_db()
    assert entry.due_at is None


def test_an_idle_sweep_asks_one_question_through_its_index() -> None:
    moment = now()
    Entry.objects.bulk_create(Entry(event="core.Old", at=moment) for _number in range(500))
    due = Entry.objects.filter(due_at__lte=moment).order_by("due_at")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert journal.sweep() == 0
    assert len([one for one in asked if "core_entry" in one["sql"]]) == 1
    if connection.vendor == "sqlite":
        assert "entry_outstanding" in due.explain()


def test_old_marks_are_pruned_and_entries_stay(hearers, django_capture_on_commit_callbacks) -> None:
    rise(django_capture_on_commit_callbacks)
    assert journal.prune(at=later(days=29)) == 0
    assert journal.prune(at=later(days=31)) == 2
    assert Entry.objects.count() == 1
    assert journal.sweep(at=later(days=31)) == 0


def test_publishing_outside_a_transaction_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(NoTransaction):
        publish(LampLit("blue"))


def test_an_event_comes_back_as_it_was() -> None:
    bill = BillPrinted(
        uuid4(), (uuid4(), uuid4()), dt.date(2026, 3, 1), now(), Decimal("12.50"), note=None
    )
    publish(bill)
    data = Entry.objects.get().data
    back = BillPrinted.revived(data | {"dropped_field": 1})
    assert abs(back.at - bill.at) < dt.timedelta(milliseconds=1)
    assert dataclass_without_time(back) == dataclass_without_time(bill)
    assert handlers_of("core.Unknown") == []


def dataclass_without_time(bill: BillPrinted) -> tuple:
    return bill.play, bill.actors, bill.day, bill.price, bill.note


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A person called Amina Haddad, whom people would have registered."""
    amina = uuid4()
    monkeypatch.setattr(
        actors, "_names", lambda uuids: {amina: "Amina Haddad"} if amina in uuids else {}
    )
    return amina


class By:
    def __init__(self, uuid: UUID) -> None:
        self.uuid = uuid


def test_history_in_words(named: UUID) -> None:
    play = uuid4()
    publish(CurtainRose("Hamlet"), by=By(named), subject=("play", play))
    publish(CurtainRose("Lear"), by=By(uuid4()), subject=("play", play))
    publish(CurtainRose("Faust"), subject=("play", play))
    publish(LampLit("blue"), subject=("play", play))
    publish(CurtainRose("Elsewhere"), subject=("play", uuid4()))
    assert [line.sentence for line in journal.history_of("play", play)] == [
        "Hilo raised the curtain for Faust.",
        "Somebody who has left raised the curtain for Lear.",
        "Amina Haddad raised the curtain for Hamlet.",
    ]


def test_a_history_names_people_and_survives_older_shapes(named: UUID) -> None:
    play = uuid4()
    publish(
        BillPrinted(named, (), dt.date(2026, 3, 1), now(), Decimal("5")), subject=("play", play)
    )
    Entry.objects.create(event="core.BillPrinted", at=now(), subject_kind="play", subject=play)
    Entry.objects.create(event="core.Forgotten", at=now(), subject_kind="play", subject=play)
    with translation.override("en"):
        (line,) = journal.history_of("play", play)
    assert line.sentence.endswith("at 5; Amina Haddad acts.")


def test_a_long_history_turns_pages() -> None:
    play = uuid4()
    for number in range(5):
        publish(CurtainRose(str(number)), subject=("play", play))
    first = journal.history_of("play", play, limit=3)
    rest = journal.history_of("play", play, before=first[-1].at)
    assert [len(first), len(rest)] == [3, 2]
