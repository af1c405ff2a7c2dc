"""The tables of those who keep a cluster: members, terms of agents, seats, figures; each line can be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.core.keeping import kept
from hilo.core.time import today
from hilo.network.models import AgentTerm, Cluster, ClusterFigure, Membership, Seat
from hilo.network.queries.clusters import moment_of
from hilo.network.showing.clusters import (
    FIGURES,
    chain_place_of,
    days_of,
    moment_in_words,
    value_of,
)
from hilo.ui import reader
from hilo.ui.components.words import state
from hilo.ui.tables import Column, Table, draw

Address = Callable[[Any], str]


def _way(cluster: Cluster, name: str) -> Address:
    """The address of the page called `name` for one row of `cluster`."""
    return lambda row: reverse(f"network:{name}", args=[cluster.slug, row.uuid])


def _days() -> Column:
    return Column("days", _("Days"), lambda one: days_of(one.starts_on, one.ends_on))


def _state() -> Column:
    return Column("state", _("State"), lambda one: state(*moment_in_words(one)))


def _unless_current(one: Any) -> Any:
    """That a row is over or to come; most are neither, and say nothing."""
    return "" if moment_of(one) == "current" else state(*moment_in_words(one))


def members_table(cluster: Cluster, rows: Sequence[Membership]) -> Table:
    """Members of today, to come and of before; the name leads to what is known of the membership.

    Where all are of today, no column says so.
    """
    way = _way(cluster, "change_member")
    name = Column("name", _("Name"), lambda one: one.organisation, href=way, is_row_name=True)
    chain = Column("chain", _("Place in the value chain"), chain_of_keepers)
    kind = Column("kind", _("Kind"), lambda one: one.organisation.get_kind_display())
    moment = Column("state", _("State"), _unless_current)
    is_told = any(moment_of(one) != "current" for one in rows)
    columns = (name, kind, chain, _days(), *((moment,) if is_told else ()))
    return _table(rows, columns, _("Members"))


def chain_of_keepers(membership: Membership) -> Any:
    """The place in the value chain, or that it is missing."""
    return chain_place_of(membership) or state(_("Not stated"), "warn")


def terms_table(cluster: Cluster, rows: Sequence[AgentTerm], *, may_end: bool) -> Table:
    """Every term of an agent; those that run or are to come can be ended by whoever gives roles."""
    way = _way(cluster, "end_agent_term")

    def end(term: AgentTerm) -> Any:
        if not may_end or moment_of(term) == "past":
            return ""
        return format_html('<a href="{}">{}</a>', way(term), _("End the term"))

    name = Column("name", _("Name"), lambda one: one.person, is_row_name=True)
    ends = (Column("end", _("What you can do"), end),) if may_end else ()
    return _table(rows, (name, _days(), _state(), *ends), _("Terms"))


def seats_table(cluster: Cluster, rows: Sequence[Seat]) -> Table:
    """The seats of today; whoever sits there leads to the seat."""
    way = _way(cluster, "change_seat")
    columns = (
        Column("person", _("Person"), holder_of, href=way, is_row_name=True),
        Column("kind", _("Kind of stakeholder"), lambda one: one.get_stakeholder_display()),
        Column("task", pgettext("on a commission", "Task"), lambda one: one.task),
        Column("organisation", _("For which organisation"), lambda one: one.organisation or ""),
        _days(),
    )
    return _table(rows, columns, _("Seats"))


def holder_of(seat: Seat) -> Any:
    """Who sits there, and whether the roster says so."""
    if seat.person is None:
        return state(_("Vacant seat"), "wait")
    if seat.is_shown:
        return seat.person
    return format_html("{} <small>{}</small>", seat.person, _("not on the roster"))


def former_table(rows: Sequence[Seat]) -> Table | None:
    """Who sat there before."""
    if not rows:
        return None
    name = Column("name", _("Name"), lambda one: one.person, is_row_name=True)
    kind = Column("kind", _("Kind of stakeholder"), lambda one: one.get_stakeholder_display())
    return _table(rows, (name, kind, _days()), _("Who sat there before"))


def figures_table(cluster: Cluster, rows: Sequence[ClusterFigure]) -> Table:
    """The figures on record, each of which can be taken off."""
    way = _way(cluster, "remove_figure")

    def remove(one: ClusterFigure) -> Any:
        return format_html('<a href="{}">{}</a>', way(one), _("Remove"))

    return _table(rows, (*FIGURES, Column("remove", _("What you can do"), remove)), _("Figures"))


def _table(rows: Sequence[Any], columns: Sequence[Column], caption: str) -> Table:
    return Table(rows=rows, columns=columns, caption=caption, on_phone="cards")


def kept_as_written(name: str, cluster: Cluster, make: Callable[[], Table]) -> Table:
    """A table with its rows written, until anything happens anywhere."""

    def written() -> Table:
        table = make()
        return replace(table, rows=range(len(table.rows)), drawn=draw(table))

    return kept((name, cluster.pk, today(), *reader.eyes()), written)


def figure_in_words(one: ClusterFigure) -> str:
    """«Firms, 2025: 120»."""
    return f"{one.get_measured_display()}, {one.year}: {value_of(one)}"
