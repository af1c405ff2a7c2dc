"""Tables of the office: the sessions of a roster, and what its people have reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.attendance import queries, showing, words
from hilo.attendance.rosters import Roster
from hilo.attendance.rules.counting import Share
from hilo.ui.components.words import state
from hilo.ui.numerals import percentage
from hilo.ui.tables import Column, Table

THERE = Q(presences__state__in=("present", "partial"))


def sessions_of(kind: str, uuid: UUID) -> Table:
    """Every session of a roster, the first one first."""
    rows = queries.sessions_of(kind, uuid).select_related("place__parent")
    counted = rows.annotate(
        there=Count("presences", filter=THERE),
        excused=Count("presences", filter=Q(presences__state="excused")),
    )
    columns = (
        Column("when", pgettext("of a session", "When"), words.when),
        Column(
            "title",
            pgettext("of a session", "Title"),
            lambda row: row.title,
            href=lambda row: reverse("attendance:keep", args=[row.uuid]),
            is_row_name=True,
        ),
        Column("where", pgettext("of a session", "Where"), words.where),
        Column("state", _("State"), lambda row: state(showing.state_of(row), showing.tone_of(row))),
        Column("there", _("There"), lambda row: row.there, is_numeric=True),
        Column("excused", _("Excused"), lambda row: row.excused, is_numeric=True),
    )
    return Table(rows=list(counted), columns=columns, caption=_("Sessions"), on_phone="cards")


def drawn_of(roster: Roster, uuid: UUID) -> str:
    """Both tables, written; the same until anything happens."""
    shown = {"sessions": sessions_of(roster.name, uuid), "people": people_of(roster, uuid)}
    return render_to_string("attendance/office/tables.html", shown)


@dataclass(frozen=True)
class Line:
    """One person and their share."""

    person: Any
    share: Share


def people_of(roster: Roster, uuid: UUID) -> Table:
    """Everybody who is expected, with the share of the sessions held."""
    people = list(roster.people_of(uuid).order_by("folded", "pk"))
    shares = queries.attendance_of(roster.name, uuid, people)
    columns = (
        Column("person", _("Person"), lambda row: str(row.person), is_row_name=True),
        Column("share", _("Share"), lambda row: percent(row.share), is_numeric=True),
        Column("there", _("There"), lambda row: words.minutes(row.share.there)),
        Column("due", _("Held"), lambda row: words.minutes(row.share.due)),
        _count("present", pgettext("how many sessions", "Present")),
        _count("partial", pgettext("how many sessions", "Partly")),
        _count("excused", pgettext("how many sessions", "Excused")),
        _count("absent", pgettext("how many sessions", "Absent")),
    )
    rows = [Line(person, shares[person.pk]) for person in people]
    return Table(rows=rows, columns=columns, caption=_("People"), on_phone="cards")


def _count(name: str, label: str) -> Column:
    return Column(name, label, lambda row: getattr(row.share, name), is_numeric=True)


def percent(share: Share) -> str:
    """«83 %», rounded down; a dash where nothing was held yet."""
    return "—" if share.percent is None else percentage(Decimal(share.percent) / 100)
