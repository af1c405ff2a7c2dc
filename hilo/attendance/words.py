"""Sessions in words: when by their own clock, where, which clock that is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hilo.attendance import zones
from hilo.attendance.calendars import location_of
from hilo.attendance.models import Session
from hilo.ui import calendar


def when(session: Session) -> str:
    """«Tuesday, 17 March 2026, 10:00–12:00», in the clock of the session."""
    start, end = session.local_start, session.local_end
    hours = f"{calendar.hour(start)}–{calendar.hour(end)}"
    if end.date() != start.date():
        hours = f"{calendar.hour(start)} – {calendar.moment(end)}"
    return _("%(day)s, %(hours)s") % {"day": calendar.day(start.date(), "full"), "hours": hours}


def clock_of(session: Session) -> str:
    """The name of the clock in which the session is meant: «Mexico City»."""
    return zones.name_of(session.zone)


def where(session: Session) -> str:
    """The address; for what is online alone, that it is."""
    if not session.is_on_site:
        return _("Online")
    place = location_of(session)
    return _("%(place)s, and online") % {"place": place} if session.is_online else place


def minutes(count: int) -> str:
    """«2 h 30 min»."""
    hours, left = divmod(count, 60)
    parts = [_("%(n)s h") % {"n": hours}] if hours else []
    if left or not hours:
        parts.append(_("%(n)s min") % {"n": left})
    return " ".join(parts)
