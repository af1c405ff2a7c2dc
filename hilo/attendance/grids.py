"""The attendance list as a grid: read from what was sent, and written as HTML in Python.

A form of Django's with 415 rows costs seconds; here each row is one line. Each person has four choices
(radio buttons, which need no script), a field of minutes, and what others have recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.attendance.enums import ExcuseState, PresenceState
from hilo.attendance.models import Excuse, Presence, Session
from hilo.attendance.rules.counting import Record
from hilo.attendance.rules.merging import Difference
from hilo.attendance.sheets import LETTER
from hilo.ui import calendar
from hilo.ui.components.words import state
from hilo.ui.icons import icon_markup

Said = Record | None
NONE = ""
CHOICES = (
    PresenceState.PRESENT,
    PresenceState.ABSENT,
    PresenceState.EXCUSED,
    PresenceState.PARTIAL,
)
SIGN_OF = {state: str(state.value)[:2] for state in CHOICES}  # in `seen`: pr, ab, ex, pa
STATE_OF = {sign: state for state, sign in SIGN_OF.items()}


@dataclass(frozen=True)
class Row:
    """One person of the list: what is recorded, what they announced."""

    person: Any
    presence: Presence | None = None
    excuse: Excuse | None = None

    @property
    def record(self) -> Said:
        return self.presence.record if self.presence else None


@dataclass
class Grid:
    """What stands in the grid now, or what came back from it."""

    session: Session
    rows: list[Row]
    data: Any = None
    differences: Mapping[int, Difference] = field(default_factory=dict)

    @property
    def typed(self) -> dict[int, Said]:
        """What was sent, by person; those who were left as "nothing" are None."""
        return {row.person.pk: self._typed(row.person.pk) for row in self.rows}

    def _typed(self, key: int) -> Said:
        chosen = self.data.get(f"s-{key}", NONE)
        if chosen not in PresenceState.values:
            return self.rest
        minutes = self.data.get(f"m-{key}", "") if chosen == PresenceState.PARTIAL else ""
        return Record(chosen, number(minutes) if chosen == PresenceState.PARTIAL else None)

    @property
    def rest(self) -> Said:
        """What whoever is not marked is, where a button said so for all of them."""
        chosen = self.data.get("rest", NONE)
        allowed = (PresenceState.PRESENT, PresenceState.ABSENT)
        return Record(chosen) if chosen in allowed else None

    @property
    def seen(self) -> dict[int, Said]:
        """What the page said when its reader opened it."""
        return read_seen(self.data.get("seen", ""))

    @property
    def shown(self) -> dict[int, Said]:
        """What the grid shows: what was typed, else what is recorded."""
        if self.data is not None:
            return self.typed
        return {row.person.pk: row.record for row in self.rows}


def number(text: str) -> int:
    """Minutes as somebody typed them, in any script; 0 where they are none."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def seen_of(rows: Iterable[Row]) -> str:
    """What the page shows as recorded, short: `12pr,15pa45`."""
    return ",".join(
        f"{row.person.pk}{SIGN_OF[PresenceState(row.record.state)]}{row.record.minutes or ''}"
        for row in rows
        if row.record
    )


def read_seen(text: str) -> dict[int, Said]:
    """Back from `seen_of`; what cannot be read was not seen."""
    found: dict[int, Said] = {}
    for part in text.split(","):
        key = part[: len(part) - len(part.lstrip("0123456789"))]
        told = STATE_OF.get(part[len(key) : len(key) + 2])
        if told and 0 < len(key) < 16:
            found[int(key)] = Record(told.value, number(part[len(key) + 2 :]) or None)
    return found


def word_of(record: Said) -> str:
    """A record in words: «Partly present, 45 min»."""
    if record is None:
        return _("Nothing recorded")
    label = str(PresenceState(record.state).label)
    if record.state == PresenceState.PARTIAL:
        told = {"state": label, "minutes": record.minutes}
        return _("%(state)s, %(minutes)s min") % told
    return label


@dataclass(frozen=True)
class Words:
    """What is the same in every row."""

    letters: tuple[tuple[str, str, str], ...]
    minutes: str
    most: int


def draw(grid: Grid) -> SafeString:
    """The rows of the grid."""
    letters = tuple((one.value, _letter(one), escape(str(one.label))) for one in CHOICES)
    words = Words(letters, escape(_("Minutes")), max(grid.session.minutes - 1, 1))
    shown = grid.shown
    parts = (
        _row(number, row, shown.get(row.person.pk), grid, words)
        for number, row in enumerate(grid.rows, start=1)
    )
    return mark_safe("\n".join(parts))  # every value is escaped where it is written


def _letter(choice: PresenceState) -> str:
    return "½" if choice == PresenceState.PARTIAL else escape(str(LETTER[choice]))


def _row(number: int, row: Row, said: Said, grid: Grid, words: Words) -> str:
    key = row.person.pk
    difference = grid.differences.get(key)
    chosen = said.state if said else NONE
    marks = "".join(_mark(key, *letter, chosen) for letter in words.letters)
    minutes = said.minutes or "" if said and said.minutes is not None else ""
    name = f'<bdi id="n{key}">{escape(str(row.person))}</bdi>'
    tone = ' data-tone="error"' if difference else ""
    return (
        f'<tr data-ui-row{tone} id="p{key}"><td>{number}</td><th scope="row">{name}</th>'
        f'<td><span class="marks" role="radiogroup" aria-labelledby="n{key}">{marks}</span></td>'
        f'<td><input name="m-{key}" value="{minutes}" inputmode="numeric" size="3" maxlength="4" '
        f'aria-label="{words.minutes}" dir="ltr"></td>'
        f"<td>{_told(row, difference)}</td></tr>"
    )


def _mark(key: int, value: str, letter: str, label: str, chosen: str) -> str:
    checked = " checked" if value == chosen else ""
    return (
        f'<label title="{label}"><input type="radio" name="s-{key}" value="{value}"{checked} '
        f'aria-label="{label}"><b aria-hidden="true">{letter}</b></label>'
    )


def _told(row: Row, difference: Difference | None) -> str:
    """What others recorded, typed or announced."""
    parts = []
    if difference is not None:
        now, meanwhile = escape(word_of(difference.now)), escape(_("Meanwhile:"))
        parts.append(f"<b>{icon_markup('error')} {meanwhile} {now}</b>")
    if row.presence is not None:
        parts.append(f"<small>{escape(recorded(row.presence))}</small>")
    if row.excuse is not None and row.excuse.state == ExcuseState.ANNOUNCED:
        told = pgettext("state of an excuse", "Announced")
        parts.append(
            f"{state(told, 'wait')} <small>{conditional_escape(row.excuse.reason)}</small>"
        )
    return " ".join(parts)


def recorded(presence: Presence) -> str:
    """«Attendance list, Ana Ruiz, 10:42; typed the code at 10:03»."""
    clock = presence.session.clock
    by = str(presence.by.person) if presence.by else ""
    told = [
        str(presence.get_way_display()),
        by,
        calendar.hour(presence.recorded_at.astimezone(clock)),
    ]
    said = ", ".join(part for part in told if part)
    if presence.code_at and presence.way != "code":
        hour = calendar.hour(presence.code_at.astimezone(clock))
        said = _("%(said)s; typed the code at %(hour)s") % {"said": said, "hour": hour}
    return said
