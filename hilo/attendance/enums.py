"""The words of sessions and of who was there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.attendance.rules import counting, ways


class Mode(models.TextChoices):
    """Where people meet."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")


class SessionState(models.TextChoices):
    """`rules.counting`: only what is held counts."""

    PLANNED = counting.PLANNED, pgettext_lazy("state of a session", "Planned")
    HELD = counting.HELD, pgettext_lazy("state of a session", "Held")
    CANCELLED = counting.CANCELLED, pgettext_lazy("state of a session", "Cancelled")


class PresenceState(models.TextChoices):
    """What is recorded of one person at one session."""

    PRESENT = counting.PRESENT, pgettext_lazy("at a session", "Present")
    PARTIAL = counting.PARTIAL, pgettext_lazy("at a session", "Partly present")
    EXCUSED = counting.EXCUSED, pgettext_lazy("at a session", "Excused")
    ABSENT = counting.ABSENT, pgettext_lazy("at a session", "Absent")


class Way(models.TextChoices):
    """How it was recorded."""

    CODE = ways.CODE, pgettext_lazy("way of recording", "Code on a phone")
    GRID = "grid", pgettext_lazy("way of recording", "Attendance list")
    PAPER = "paper", pgettext_lazy("way of recording", "Signed sheet")
    SHEET = "sheet", pgettext_lazy("way of recording", "Spreadsheet")
    EXCUSE = ways.EXCUSE, pgettext_lazy("way of recording", "Accepted excuse")


class ExcuseState(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("state of an excuse", "Announced")
    ACCEPTED = "accepted", pgettext_lazy("state of an excuse", "Accepted")
    REFUSED = "refused", pgettext_lazy("state of an excuse", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an excuse", "Withdrawn")


TONES = {
    SessionState.PLANNED: "wait",
    SessionState.HELD: "ok",
    SessionState.CANCELLED: "error",
    PresenceState.PRESENT: "ok",
    PresenceState.PARTIAL: "warn",
    PresenceState.EXCUSED: "wait",
    PresenceState.ABSENT: "error",
    ExcuseState.ANNOUNCED: "wait",
    ExcuseState.ACCEPTED: "ok",
    ExcuseState.REFUSED: "error",
    ExcuseState.WITHDRAWN: "wait",
}
