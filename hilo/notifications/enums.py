"""Words for the states that the rules know."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.notifications.rules import rhythms, states


class Rhythm(TextChoices):
    """How often somebody wants mail about a category."""

    AT_ONCE = rhythms.AT_ONCE, _("At once")
    DAILY = rhythms.DAILY, _("Once a day")
    WEEKLY = rhythms.WEEKLY, _("Once a week")
    NEVER = rhythms.NEVER, _("Never by e-mail")


class State(TextChoices):
    """Where an outgoing mail is."""

    WAITING = states.WAITING, pgettext_lazy("mail", "Waiting")
    SENDING = states.SENDING, pgettext_lazy("mail", "Being handed over")
    SENT = states.SENT, pgettext_lazy("mail", "Sent")
    FAILED = states.FAILED, pgettext_lazy("mail", "Could not be sent")
    UNCERTAIN = states.UNCERTAIN, pgettext_lazy("mail", "Perhaps sent")
    BOUNCED = states.BOUNCED, pgettext_lazy("mail", "Came back")
    DROPPED = states.DROPPED, pgettext_lazy("mail", "No longer needed")


TONES = {
    State.WAITING: "wait",
    State.SENDING: "wait",
    State.SENT: "ok",
    State.FAILED: "error",
    State.UNCERTAIN: "warn",
    State.BOUNCED: "error",
    State.DROPPED: "wait",
}
