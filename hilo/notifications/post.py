"""The post office: takes waiting mails, hands them over, and records what is certain (docs/decisions/0060).

For each mail: claim it (a lease) → build the letter → MAIL, RCPT → record `sending` → DATA → record the
verdict. A process that dies before `sending` leaves a lease that runs out; the mail goes out once,
later. One that dies afterwards leaves `sending`, which becomes `uncertain` and is never sent again
by itself.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from hilo.core.installation import the_installation
from hilo.core.mail import refuse_outsiders
from hilo.core.problems import Problem
from hilo.core.time import now
from hilo.notifications import courier as couriers
from hilo.notifications import digests, fates, recipients
from hilo.notifications.compose import Letter, letter
from hilo.notifications.enums import State
from hilo.notifications.messages import Message, NothingToSay, restore
from hilo.notifications.models import Outgoing
from hilo.notifications.rules import states

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = dt.timedelta(minutes=5)  # much longer than any time-out in one hand-over (20 s each)
SERVER_PAUSE = dt.timedelta(minutes=1)
MINUTE = dt.timedelta(minutes=1)


class Overtaken(Exception):
    """Another sender has taken this mail, or an operator changed its state."""


@dataclass
class Tally:
    """What came of one round, in numbers of mails."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    uncertain: int = 0
    dropped: int = 0

    def total(self) -> int:
        return self.sent + self.later + self.failed + self.uncertain + self.dropped


@dataclass
class Desk:
    """One sender at work: its name on the leases, and what is the same for many letters."""

    worker: UUID = field(default_factory=uuid4)
    house: str = field(default_factory=lambda: str(the_installation().name))
    tally: Tally = field(default_factory=Tally)
    messages: dict[str, Message] = field(default_factory=dict)

    def message(self, mail: Outgoing) -> Message:
        """The message of `mail`, shared by all who get the same one."""
        message = restore(mail.message, mail.data)
        return self.messages.setdefault(message.key(), message)


def send_waiting(limit: int = 2000, check: Callable[[], None] = lambda: None) -> Tally:
    """Send what is due, at most `limit` mails and no more than HILO_MAILS_PER_MINUTE.

    `check` is called between mails; what it raises ends the round, with nothing under way.
    """
    recover()
    desk = Desk()
    try:
        with couriers.courier() as courier:
            while room := min(BATCH, limit - desk.tally.total(), room_this_minute()):
                if not _send_batch(claim(desk.worker, room), desk, courier, check):
                    break
    finally:
        release(desk.worker)
    return desk.tally


def _send_batch(
    batch: list[Outgoing], desk: Desk, courier: couriers.Courier, check: Callable[[], None]
) -> bool:
    """Send the mails of `batch`; False where there is none, or no server."""
    for mail in batch:
        check()
        if not _deliver(mail, desk, courier):
            return False
    return bool(batch)


def room_this_minute() -> int:
    """How many more mails may leave now, counting all processes over the last 60 seconds."""
    handed = Outgoing.objects.filter(handed_at__gt=now() - MINUTE).count()
    return max(settings.MAILS_PER_MINUTE - handed, 0)


def recover() -> int:
    """Mark as uncertain what was being handed over by a process that is gone; answers how many."""
    lost = Outgoing.objects.filter(state=State.SENDING, handed_at__lt=now() - LEASE)
    return sum(fates.record(mail, State.UNCERTAIN, "", partial(_lose, mail)) for mail in lost)


def _lose(mail: Outgoing) -> int:
    found = Outgoing.objects.filter(pk=mail.pk, handed_at=mail.handed_at)
    return found.move(State.UNCERTAIN, problem="died", claimed_by=None, claimed_until=None)


def claim(worker: UUID, room: int) -> list[Outgoing]:
    """Lease up to `room` due mails to `worker`; two senders never hold the same one."""
    keys = list(Outgoing.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)[:room])
    # The condition is checked again by the update itself: whoever comes second takes nothing.
    Outgoing.objects.due().filter(pk__in=keys).update(
        claimed_by=worker, claimed_until=now() + LEASE
    )
    ours = Outgoing.objects.filter(pk__in=keys, claimed_by=worker, state=State.WAITING)
    people = ours.select_related("person__account", "person__territory__parent")
    return list(people.order_by("due_at", "pk"))


def release(worker: UUID) -> None:
    """Give back what `worker` leased and did not come to."""
    held = Outgoing.objects.filter(claimed_by=worker, state=State.WAITING)
    held.update(claimed_by=None, claimed_until=None)


def _deliver(mail: Outgoing, desk: Desk, courier: couriers.Courier) -> bool:
    """Bring one mail as far as it goes; False where the server cannot be reached at all."""
    try:
        ready = _letter_of(mail, desk)
    except NothingToSay:
        return _settle(mail, desk, State.DROPPED, "dropped", problem="nothing_to_say")
    except Exception:
        logger.exception("mail %s could not be built", mail.uuid)
        return _settle(mail, desk, State.FAILED, "failed", problem="not_built")
    if not ready.address:
        return _settle(mail, desk, State.DROPPED, "dropped", problem="no_address")
    try:
        refuse_outsiders(ready.address)
    except Problem as problem:
        return _settle(mail, desk, State.FAILED, "failed", problem="address", reply=problem)
    return _carry(mail, ready, desk, courier)


def _carry(mail: Outgoing, ready: Letter, desk: Desk, courier: couriers.Courier) -> bool:
    """Hand one letter over and record the verdict."""
    try:
        courier.carry(ready, mail.message_id, lambda: _begin(mail, desk, ready))
    except Overtaken:
        return True
    except couriers.Unreachable as problem:
        return _unreachable(mail, desk, str(problem))
    except couriers.Refused as problem:
        return _refused(mail, desk, problem)
    except couriers.Unclear as problem:
        return _settle(mail, desk, State.UNCERTAIN, "uncertain", problem="silence", reply=problem)
    return _settle(mail, desk, State.SENT, "sent", sent_at=now(), problem="")


def _letter_of(mail: Outgoing, desk: Desk) -> Letter:
    """The letter of `mail`, built from ids as they are now."""
    to = recipients.of(mail.person)
    if mail.is_digest:
        return digests.letter(mail, to, desk.house)
    return letter(desk.message(mail), to, desk.house)


def _begin(mail: Outgoing, desk: Desk, ready: Letter) -> None:
    """Record that the hand-over begins: from here on, silence means uncertain."""
    mail.attempts += 1
    begun = Outgoing.objects.filter(pk=mail.pk, claimed_by=desk.worker).move(
        State.SENDING,
        handed_at=now(),
        attempts=mail.attempts,
        address=ready.address,
        language=ready.language,
    )
    if not begun:
        raise Overtaken
    mail.state = State.SENDING


def _settle(mail: Outgoing, desk: Desk, target: State, counted: str, **changes: Any) -> bool:
    """Record what became of `mail`."""
    changes["reply"] = str(changes.get("reply", ""))[:300]
    changes |= {"claimed_by": None, "claimed_until": None}
    found = Outgoing.objects.filter(pk=mail.pk)
    fates.record(mail, target, changes["reply"], partial(found.move, target, **changes))
    setattr(desk.tally, counted, getattr(desk.tally, counted) + 1)
    return True


def _refused(mail: Outgoing, desk: Desk, problem: couriers.Refused) -> bool:
    """The server said no: try again later (4xx) or never (5xx)."""
    if mail.state == State.WAITING:
        mail.attempts += 1
    target = State(states.after_refusal(problem.code, mail.attempts))
    counted = "later" if target == State.WAITING else "failed"
    due_at = now() + states.pause_after(mail.attempts)
    changes = {"problem": "refused", "reply": problem, "attempts": mail.attempts, "due_at": due_at}
    if mail.state == State.WAITING and target == State.WAITING:
        return _postpone(mail, desk, due_at, "refused", str(problem))
    return _settle(mail, desk, target, counted, **changes)


def _unreachable(mail: Outgoing, desk: Desk, words: str) -> bool:
    """No server: the attempt is not counted, the round ends, the next one is a minute away."""
    _postpone(mail, desk, now() + SERVER_PAUSE, "unreachable", words)
    return False


def _postpone(mail: Outgoing, desk: Desk, due_at: dt.datetime, problem: str, words: str) -> bool:
    """Leave `mail` waiting until `due_at`, with what the server said."""
    ours = Outgoing.objects.filter(pk=mail.pk, claimed_by=desk.worker, state=State.WAITING)
    wait = partial(
        ours.update,
        due_at=due_at,
        attempts=mail.attempts,
        problem=problem,
        reply=words[:300],
        claimed_by=None,
        claimed_until=None,
        changed_at=now(),
    )
    fates.record(mail, State.WAITING, words, wait)
    desk.tally.later += 1
    return True
