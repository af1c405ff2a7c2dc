"""The life of an outgoing mail, as a table (docs/decisions/0060-mail-sent-once.md).

waiting ──▶ sending ──▶ sent ──▶ bounced
   ▲           │ ╲
   ├───────────┘  ╲──▶ uncertain   the process died, or the server fell silent, after the hand-over began
   │ refused for now ╲▶ failed      refused for good, or too often
   └── an operator sends again: uncertain, failed, bounced
"""

from __future__ import annotations

import datetime as dt

WAITING = "waiting"
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
UNCERTAIN = "uncertain"
BOUNCED = "bounced"
DROPPED = "dropped"

TRANSITIONS: dict[str, frozenset[str]] = {
    # from: to
    WAITING: frozenset({SENDING, FAILED, DROPPED}),
    SENDING: frozenset({SENT, WAITING, FAILED, UNCERTAIN}),
    SENT: frozenset({BOUNCED}),
    UNCERTAIN: frozenset({SENT, WAITING, FAILED}),
    FAILED: frozenset({WAITING, SENT}),
    BOUNCED: frozenset({WAITING}),
    DROPPED: frozenset(),
}
UNDER_WAY = (WAITING, SENDING)
ASKS_FOR_A_PERSON = (UNCERTAIN, FAILED, BOUNCED)

ATTEMPTS = 10
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)


def sources_of(target: str) -> list[str]:
    """The states from which a mail may go to `target`."""
    return [state for state, targets in TRANSITIONS.items() if target in targets]


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait after `attempts` refusals: 1, 3, 9, 27 minutes … and never over 6 hours."""
    return min(FIRST_PAUSE * 3 ** max(attempts - 1, 0), LONGEST_PAUSE)


def after_refusal(code: int, attempts: int) -> str:
    """Where a mail goes that the server refused with reply `code` at its attempt number `attempts`.

    4xx asks us to come again (RFC 5321, 4.2.1), 5xx means never.
    """
    return WAITING if 400 <= code < 500 and attempts < ATTEMPTS else FAILED
