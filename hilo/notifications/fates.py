"""Telling a message what became of its mail, so that whoever ordered it sees it where they look."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from hilo.notifications.messages import Message, NothingToSay, messages, restore
from hilo.notifications.models import Outgoing


def record(mail: Outgoing, state: str, why: str, change: Callable[[], int]) -> int:
    """Bring `mail` to `state` by `change`, and tell its message in the same transaction, if it listens.

    `why` is what the server said, if anything. Answers how many rows `change` moved.
    """
    message = _listening(mail)
    if message is None:
        return change()
    with transaction.atomic():
        if moved := change():
            message.became(str(state), why)
    return moved


def _listening(mail: Outgoing) -> Message | None:
    """The message of `mail`, if it wants to hear; most do not, and cost nothing."""
    if mail.message not in messages or messages.get(mail.message).became is Message.became:
        return None
    try:
        return restore(mail.message, mail.data)
    except NothingToSay:
        return None
