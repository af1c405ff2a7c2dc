"""Sessions as iCalendar (RFC 5545, 5546, 7986): a file each, requests in mails, a feed.

Every session is one event without repetition, so its times are written in UTC: exact, and each calendar
shows them in its reader's own clock. Call in the language of whoever reads. The library (8 MB, 60 ms)
is loaded by the process that writes one, not by all that start.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from hilo.attendance.models import Session
from hilo.attendance.rosters import title_of
from hilo.core import mail
from hilo.notifications import links
from hilo.ui import reader

if TYPE_CHECKING:
    import icalendar

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
MAKER = "-//Hilo//Sessions//EN"
READ_AGAIN = dt.timedelta(hours=6)


def written(sessions: Iterable[Session], *, method: str = PUBLISH, to: Any = None) -> bytes:
    """The events of `sessions`; `to` is the recipient (name, address) whom a mail asks or tells."""
    calendar = _calendar(method)
    for session in sessions:
        calendar.add_component(_event(session, method, to))
    return calendar.to_ical()


def feed(sessions: Iterable[Session], *, address: str) -> bytes:
    """All of somebody's sessions, for a calendar that comes and looks again."""
    calendar = _calendar(PUBLISH)
    calendar.add("name", _("My sessions"))
    calendar.add("x-wr-calname", _("My sessions"))
    calendar.add("source", address, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_AGAIN)
    for session in sessions:
        calendar.add_component(_event(session, PUBLISH, None))
    return calendar.to_ical()


def print_of(sessions: Sequence[Session]) -> str:
    """What is the same as long as a feed of these sessions says the same (for its ETag)."""
    told = [f"{one.uuid} {one.version} {one.sequence} {one.state}" for one in sessions]
    return hashlib.sha256("\n".join([*reader.eyes(), *told]).encode()).hexdigest()[:32]


def _calendar(method: str) -> icalendar.Calendar:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(session: Session, method: str, to: Any) -> icalendar.Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{session.uuid}@{mail.domain()}")
    event.add("sequence", session.sequence)
    event.add("dtstamp", session.changed_at)
    event.add("last-modified", session.changed_at)
    event.add("dtstart", session.starts_at.astimezone(dt.UTC))
    event.add("dtend", session.ends_at.astimezone(dt.UTC))
    event.add("summary", summary_of(session))
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("url", links.absolute(session.get_absolute_url()))
    if location := location_of(session):
        event.add("location", location)
    if about := description_of(session):
        event.add("description", about)
    if session.link:
        event.add("conference", session.link, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if method != PUBLISH:
        _address(event, to)
    return event


def _address(event: icalendar.Event, to: Any) -> None:
    """Who asks whom; nobody need answer to the sender's machine."""
    from icalendar import vCalAddress, vText

    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(name or "Hilo")
    event["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{to.address}")
    attendee.params["cn"] = vText(to.name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)


def summary_of(session: Session) -> str:
    """Its title and whose it is: «Planning workshop · Puebla, directors»."""
    roster = title_of(session.about_kind, session.about)
    return f"{session.title} · {roster}" if roster else str(session.title)


def location_of(session: Session) -> str:
    """The address and its place; nothing of what is online alone."""
    if not session.is_on_site:
        return ""
    place = str(session.place) if session.place else ""
    return ", ".join(part for part in (session.venue, place) if part)


def description_of(session: Session) -> str:
    """How to get there, and the link."""
    lines = [str(session.directions)] if session.directions else []
    if session.link and session.is_online:
        lines.append(_("Join online: %(link)s") % {"link": session.link})
    if session.is_cancelled and session.reason:
        lines.insert(0, _("Cancelled: %(reason)s") % {"reason": session.reason})
    return "\n\n".join(lines)
