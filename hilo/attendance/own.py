"""What attendance holds about a person: handed out, and what erasure leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.attendance.models import Excuse, Feed, Presence, PresenceChange
from hilo.attendance.rosters import title_of
from hilo.core.registries import PersonalData

# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("sessions"),
    gettext_noop("announced absences"),
    gettext_noop("session"),
    gettext_noop("belongs to"),
    gettext_noop("begins"),
    gettext_noop("presence"),
    gettext_noop("minutes"),
    gettext_noop("recorded by"),
    gettext_noop("reason"),
    gettext_noop("state"),
)


def export(person: Any) -> dict[str, Any]:
    """Where somebody was, by what it was recorded, and the absences they announced."""
    presences = Presence.objects.filter(person=person).select_related("session")
    excuses = Excuse.objects.filter(person=person).select_related("session")
    return {
        "sessions": [_line(one) for one in presences],
        "announced_absences": [
            {"session": str(one.session), "reason": one.reason, "state": one.get_state_display()}
            for one in excuses
        ],
    }


def _line(presence: Presence) -> dict[str, Any]:
    return {
        "session": str(presence.session),
        "belongs_to": title_of(*presence.session.roster),
        "begins": presence.session.starts_at,
        "presence": str(presence.get_state_display()),
        "minutes": presence.minutes,
        "recorded_by": str(presence.get_way_display()),
    }


def erase(person: Any, at: dt.datetime) -> None:
    """Reasons and the calendar address go; that somebody was there stays in the totals."""
    Excuse.objects.filter(person=person).update(reason="", answer="")
    PresenceChange.objects.filter(person=person).update(reason="")
    Feed.objects.filter(person=person).delete()


DATA = PersonalData(
    "attendance",
    _("Your sessions"),
    export,
    erase,
    keeps=_(
        "That somebody was at a session stays in the totals, without a name. Scans of signed sheets stay "
        "with their sessions as evidence for donors, seen by nobody but those who keep the lists."
    ),
    order=58,
)
