"""What the pages of sessions show, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.attendance import access, queries, words
from hilo.attendance.enums import TONES, ExcuseState, PresenceState, SessionState, Way
from hilo.attendance.grids import word_of
from hilo.attendance.models import Excuse, Presence, PresenceChange, Session
from hilo.attendance.queries import lists
from hilo.attendance.rosters import is_expected, rosters, standing_of, title_of
from hilo.attendance.rules.counting import Share
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

PAST = 40  # sessions of one's own that are listed


def state_of(session: Session) -> str:
    """Where it stands now, as people see it: planned, today, going on, over, held, cancelled."""
    if session.state != SessionState.PLANNED:
        return str(session.get_state_display())
    if session.is_over:
        return pgettext("state of a session", "Over, list not closed")
    if session.has_begun:
        return pgettext("state of a session", "Going on")
    return str(session.get_state_display())


def tone_of(session: Session) -> str:
    if session.state == SessionState.PLANNED and session.has_begun:
        return "warn" if session.is_over else "ok"
    return TONES[SessionState(session.state)]


def facts_of(session: Session) -> list[tuple[Any, Any]]:
    """When, by which clock, where."""
    return [
        (pgettext("of a session", "When"), words.when(session)),
        (_("Clock"), words.clock_of(session)),
        (_("Length"), words.minutes(session.minutes)),
        (pgettext("of a session", "Where"), words.where(session)),
    ]


@dataclass(frozen=True)
class Told:
    """One session as somebody finds it among their own."""

    session: Session
    roster: str
    when: str
    clock: str
    where: str
    state: str
    tone: str
    presence: str = ""
    presence_tone: str = ""


def told(session: Session, presence: Presence | None = None) -> Told:
    word, tone = presence_of(session, presence)
    return Told(
        session,
        title_of(*session.roster),
        words.when(session),
        words.clock_of(session),
        words.where(session),
        state_of(session),
        tone_of(session),
        word,
        tone,
    )


def presence_of(session: Session, presence: Presence | None) -> tuple[str, str]:
    """What is recorded of somebody, and its tone; a held session without a record was missed."""
    if presence is not None:
        return word_of(presence.record), TONES[PresenceState(presence.state)]
    if session.is_held:
        return str(PresenceState.ABSENT.label), TONES[PresenceState.ABSENT]
    return ("", "") if not session.is_over else (_("Not recorded yet"), "wait")


@dataclass(frozen=True)
class Standing:
    """What somebody's sessions of one roster come to."""

    title: str
    url: str
    share: Share


def drawn_of(person: Any) -> SafeString:
    """All one's sessions, written; the same until anything happens."""
    past = list(queries.past_of(person)[:PAST])
    records = lists.own_records(person, past)
    shown = {
        "coming": [told(one) for one in queries.coming_of(person)],
        "past": [told(one, records.get(one.pk)) for one in past],
        "standings": standings_of(person),
    }
    return render_to_string("attendance/own.html", shown)


def standings_of(person: Any) -> list[Standing]:
    """The share that somebody has reached, by roster, where anything was held."""
    found = []
    for kind, uuids in standing_of(person).items():
        roster = rosters.get(kind)
        for uuid in uuids:
            share = queries.attendance_of(kind, uuid, [person])[person.pk]
            if share.held:
                found.append(Standing(str(roster.title_of(uuid)), roster.url_of(uuid), share))
    return found


def page_of(session: Session, user: Any) -> dict[str, Any]:
    """The page of a session for somebody who is expected there, or who keeps its list."""
    person = user.person
    presence = Presence.objects.filter(session=session, person=person).first()
    excuse = Excuse.objects.filter(session=session, person=person).first()
    expected = is_expected(session, person)
    is_open = not (session.is_over or session.is_cancelled)
    return {
        "roster": title_of(*session.roster),
        "facts": facts_of(session),
        "state": state_of(session),
        "tone": tone_of(session),
        "presence": told(session, presence) if expected or presence else None,
        "excuse": excuse,
        "excuse_state": excuse_word(excuse),
        "may_announce": expected and is_open and presence is None,
        "is_expected": expected,
        "is_kept": access.may(user, access.KEEP, session),
        "map": map_of(session),
    }


def excuse_word(excuse: Excuse | None) -> tuple[str, str] | None:
    if excuse is None or excuse.state == ExcuseState.WITHDRAWN:
        return None
    return str(excuse.get_state_display()), TONES[ExcuseState(excuse.state)]


def map_of(session: Session) -> str:
    """A `geo:` address that phones open in their own map; empty where no place is told."""
    place = session.place
    if not session.is_on_site or place is None or place.latitude is None:
        return ""
    query = urlencode({"q": f"{session.venue}, {place}"})
    return f"geo:{place.latitude},{place.longitude}?{query}"


def counts_of(session: Session, expected: int) -> list[tuple[Any, Any]]:
    """How many are recorded as what, and how many are expected."""
    counts = lists.counts_at(session)
    told_of = [(state.label, counts[state.value]) for state in PresenceState]
    return [(_("Expected"), expected), *told_of, (_("Nothing recorded"), _left(counts, expected))]


def _left(counts: Any, expected: int) -> int:
    return max(expected - sum(counts.values()), 0)


def log_of(session: Session) -> Table | None:
    """The corrections of a list as a table; None where there is none."""
    rows = lists.changes_of(session)
    if not rows:
        return None
    columns = (
        Column("person", _("Person"), lambda row: str(row.person), is_row_name=True),
        Column("before", _("Was"), lambda row: _state(row.before, row.before_minutes)),
        Column("after", _("Is"), lambda row: _state(row.after, row.after_minutes)),
        Column("reason", _("Reason"), _reason),
        Column("by", _("By"), lambda row: str(row.by.person) if row.by else ""),
        Column("at", _("At"), lambda row: words.calendar.local_moment(row.at)),
    )
    return Table(rows=rows, columns=columns, caption=_("Corrections"), on_phone="cards")


def _reason(row: PresenceChange) -> str:
    """Why a list was corrected: as somebody wrote it, or what the house says of a spreadsheet."""
    return _(row.reason) if row.way == Way.SHEET and row.reason else row.reason


def _state(state: str, minutes: int | None) -> str:
    if not state:
        return _("Nothing recorded")
    label = str(PresenceState(state).label)
    if not minutes:
        return label
    return _("%(state)s, %(minutes)s min") % {"state": label, "minutes": figure(minutes)}
