"""The problems of mail, in words that say what happened and what to do."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from hilo.notifications.digests import DIGEST
from hilo.notifications.enums import State
from hilo.notifications.messages import messages
from hilo.notifications.models import Outgoing

PROBLEMS = {
    "died": gettext_lazy(
        "The process stopped while it handed this mail over. The server may have taken it or not. "
        "Look in the server's log for the Message-ID, or ask the person, before you send it again."
    ),
    "silence": gettext_lazy(
        "The server fell silent while it took this mail. It may have taken it or not. "
        "Look in the server's log for the Message-ID, or ask the person, before you send it again."
    ),
    "refused": gettext_lazy("The server refused this mail."),
    "unreachable": gettext_lazy(
        "The mail server could not be reached. This mail waits and is tried again every minute. "
        "Check SMTP_URL and whether the server runs."
    ),
    "address": gettext_lazy("The address cannot be written to, so nothing was sent."),
    "not_built": gettext_lazy(
        "The letter could not be written, because of a fault in the program. "
        "Nothing was sent. The log tells the reason; send it again after an upgrade."
    ),
    "nothing_to_say": gettext_lazy("What this mail was about is gone, so it was not sent."),
    "no_address": gettext_lazy("This person has no e-mail address any more; nothing was sent."),
    "bounced": gettext_lazy("The address sent this mail back. Ask the person for another one."),
    "settled": gettext_lazy("Somebody found out what became of this mail and wrote it down."),
}

SHORT = {
    "died": gettext_lazy("The process stopped meanwhile"),
    "silence": gettext_lazy("The server fell silent"),
    "refused": gettext_lazy("Refused by the server"),
    "unreachable": gettext_lazy("No mail server"),
    "address": gettext_lazy("Wrong address"),
    "not_built": gettext_lazy("Fault in the program"),
    "nothing_to_say": gettext_lazy("Its object is gone"),
    "no_address": gettext_lazy("No address any more"),
    "bounced": pgettext_lazy("mail", "Came back"),
    "settled": gettext_lazy("Looked after"),
}


def in_short(mail: Outgoing) -> str:
    """What happened to `mail`, in three words."""
    return str(SHORT.get(mail.problem, ""))


def problem_of(mail: Outgoing) -> str:
    """What happened to `mail`, and what to do, in one or two sentences; empty where all is well."""
    said = str(PROBLEMS.get(mail.problem, ""))
    if mail.problem == "refused":
        said += " " + _after_refusal(mail)
    return said


def _after_refusal(mail: Outgoing) -> str:
    if mail.state == State.WAITING:
        return _("It asked for patience; this mail is tried again by itself.")
    return _("Check the address with the person, correct it, and send the mail again.")


def title_of(mail: Outgoing) -> str:
    """What kind of mail this is, without a word of what it says to the person."""
    return _title(mail.message)


def titles(names: Collection[str]) -> dict[str, str]:
    """The kinds of mail by name, in words; a kind that no chapter knows any more keeps its name."""
    return {name: _title(name) for name in names}


def _title(name: str) -> str:
    if name == DIGEST:
        return _("Collected mail")
    return _about(name, get_language()) if name in messages else name


@lru_cache(maxsize=1024)
def _about(name: str, language: str | None) -> str:
    """What messages of this name are about, kept for each language: a list asks a hundred times."""
    return str(messages.get(name).about or name)
