"""A cluster as its page shows it: facts, the value chain, figures, the map."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hilo.core.text import Shown, own_name_of
from hilo.network.enums import MONEY, ClusterKind, Measured, State
from hilo.network.models import AgentTerm, Cluster, ClusterFigure, Membership
from hilo.network.queries.clusters import Members, moment_of
from hilo.places import mapping
from hilo.places.models import Place
from hilo.ui import calendar, reader
from hilo.ui.addresses import address
from hilo.ui.components.process import Link
from hilo.ui.components.words import text
from hilo.ui.maps import MapFigure, Point
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

TONES = {State.DRAFT: "wait", State.SUBMITTED: "wait", State.RETURNED: "warn"}
MOST_AT_A_LINK = 12  # members that stand at one link of the chain before the list is shortened
MOST_IN_TABLE = 60


def kind_of(cluster: Cluster) -> str:
    """What it is and where: «Cluster · Nabeul, Tunisia»."""
    return " · ".join(filter(None, [str(ClusterKind(cluster.kind).label), where_of(cluster)]))


def where_of(cluster: Cluster) -> str:
    """Its town, its place and its country, each named once."""
    place: Place | None = cluster.place
    names = [cluster.town]
    while place is not None:
        names.append(str(place))
        place = place.parent
    return in_a_row(dict.fromkeys(filter(None, names)))


def in_a_row(names: Iterable[str]) -> str:
    """From the smaller to the larger, with the comma of the reader's language."""
    return ("، " if reader.language() == "ar" else ", ").join(names)


def state_of(cluster: Cluster) -> tuple[str, str]:
    """Its state in words, and the tone; nothing for one that is listed and fresh."""
    if cluster.is_stale:
        return _("Not confirmed for a year"), "warn"
    if cluster.is_listed:
        return "", ""
    return str(State(cluster.state).label), TONES.get(State(cluster.state), "")


def facts_of(
    cluster: Cluster, members: Members, agents: Sequence[SafeString]
) -> list[tuple[Any, Any]]:
    """What is known at a glance, as label and value."""
    return [
        (_("Kind"), ClusterKind(cluster.kind).label),
        (_("Sectors"), sectors_of(cluster)),
        (_("Place"), place_of(cluster)),
        (_("Town or quarter"), cluster.town),
        (_("Members"), figure(members.count) if members.count else ""),
        (agent_label(len(agents)), format_html_join("", "<div>{}</div>", ((a,) for a in agents))),
        (_("Mapped on"), calendar.day(cluster.mapped_on) if cluster.mapped_on else ""),
        (_("Source of the mapping"), cluster.mapped_from),
        (_("Last confirmed"), _day_of(cluster.confirmed_at) if cluster.is_listed else ""),
    ]


def agent_label(count: int) -> str:
    return ngettext("Cluster development agent", "Cluster development agents", max(count, 1))


def _day_of(moment: dt.datetime | None) -> str:
    return calendar.day(moment.date()) if moment else ""


def sectors_of(cluster: Cluster) -> SafeString | str:
    """Its sectors, each leading to its page."""
    rows = ((one.get_absolute_url(), text(one.name)) for one in cluster.sectors.all())
    return format_html_join(" · ", '<a href="{}">{}</a>', rows)


def place_of(cluster: Cluster) -> SafeString | str:
    place = cluster.place
    if place is None:
        return ""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', place.get_absolute_url(), place)


def agent_of(term: AgentTerm, findable: set[int]) -> SafeString:
    """An agent with the days of the term; the name only for whoever may find the profile."""
    name: Any = _("A person who is not named here")
    if term.person_id in findable:
        url = reverse("people:person", args=[term.person.uuid])
        name = format_html('<a href="{}"><bdi>{}</bdi></a>', url, term.person)
    return format_html("{} <small>{}</small>", name, days_of(term.starts_on, term.ends_on))


def days_of(starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    """From when to when, as far as it is known."""
    days = {
        "start": calendar.day(starts_on) if starts_on else "",
        "end": calendar.day(ends_on) if ends_on else "",
    }
    if starts_on and ends_on:
        return _("%(start)s to %(end)s") % days
    if starts_on:
        return _("since %(start)s") % days
    return _("until %(end)s") % days if ends_on else ""


def told_language(shown: Shown) -> str:
    """The name of the language in which a text stands, where it is not the reader's."""
    return own_name_of(shown.language) if shown.is_fallback else ""


# The value chain.


def chain_of(members: Members, more: str) -> list[Link]:
    """The links of the value chain with their members; `more` is where the whole list is."""
    links = [Link(place.label, things_of(found, more)) for place, found in members.by_place()]
    if members.without_place:
        links.append(Link(_("Place not stated yet"), things_of(members.without_place, more)))
    return links


def things_of(found: Sequence[Membership], more: str) -> list[tuple[Any, str, Any]]:
    """Members as names, addresses and remarks; a long list ends with the way to the rest."""
    cut = found if len(found) <= MOST_AT_A_LINK + 1 else found[:MOST_AT_A_LINK]
    things: list[tuple[Any, str, Any]] = [
        (one.organisation, one.organisation.get_absolute_url(), remark_of(one)) for one in cut
    ]
    left = len(found) - len(cut)
    if left:
        words = ngettext("and %(count)s more", "and %(count)s more", left)
        things.append((words % {"count": figure(left)}, more, ""))
    return things


def remark_of(membership: Membership) -> str:
    """What kind of member, and how long it will still be one."""
    kind = str(membership.organisation.get_kind_display())
    if membership.ends_on is None:
        return kind
    return f"{kind} · {days_of(None, membership.ends_on)}"


def chain_place_of(membership: Membership) -> str:
    return str(membership.get_chain_place_display()) if membership.chain_place else ""


MEMBERS = (
    Column(
        "name",
        gettext_lazy("Name"),
        lambda one: one.organisation,
        href=lambda one: one.organisation.get_absolute_url(),
        is_row_name=True,
    ),
    Column("kind", gettext_lazy("Kind"), lambda one: one.organisation.get_kind_display()),
    Column("chain", gettext_lazy("Place in the value chain"), chain_place_of),
    Column("place", gettext_lazy("Place"), lambda one: one.organisation.place or ""),
    Column("days", gettext_lazy("Days"), lambda one: days_of(one.starts_on, one.ends_on)),
)


# Numbers.


def value_of(one: ClusterFigure) -> SafeString:
    """A figure with its currency, as the reader's territory writes it."""
    if one.measured not in MONEY:
        return format_html("{}", figure(one.value, 0))
    return format_html("<bdi>{} {}</bdi>", figure(one.value, 0), one.currency)


FIGURES = (
    Column(
        "measured",
        gettext_lazy("What is counted"),
        lambda one: one.get_measured_display(),
        is_row_name=True,
    ),
    Column("year", gettext_lazy("Year"), lambda one: str(one.year)),
    Column("value", gettext_lazy("Value"), value_of, is_numeric=True),
    Column("source", gettext_lazy("Source"), lambda one: one.source),
)


MOST_YEARS = 4


@dataclass(frozen=True)
class Counted:
    """What was counted, over the years."""

    label: Any
    by_year: dict[int, ClusterFigure]

    @property
    def sources(self) -> str:
        return " · ".join(dict.fromkeys(one.source for one in self.by_year.values()))

    def value(self, year: int) -> Any:
        return value_of(self.by_year[year]) if year in self.by_year else None


def in_order(figures: Iterable[ClusterFigure]) -> list[ClusterFigure]:
    """Figures in the order of what is counted, the latest first."""
    order = list(Measured)
    return sorted(figures, key=lambda one: (order.index(Measured(one.measured)), -one.year))


def figures_of(figures: Iterable[ClusterFigure]) -> Table | None:
    """The figures of the latest years side by side; a line for what was counted."""
    found = in_order(figures)
    if not found:
        return None
    years = sorted({one.year for one in found})[-MOST_YEARS:]
    rows = [
        Counted(measured.label, {one.year: one for one in found if one.measured == measured})
        for measured in Measured
    ]
    columns = (
        Column("measured", _("What is counted"), lambda one: one.label, is_row_name=True),
        *(_of_year(year) for year in years),
        Column("source", _("Source"), lambda one: one.sources),
    )
    told = [one for one in rows if any(year in one.by_year for year in years)]
    return Table(rows=told, columns=columns, caption=_("Figures"), on_phone="cards")


def _of_year(year: int) -> Column:
    return Column(f"in {year}", str(year), lambda one: one.value(year), is_numeric=True)


# Where it is.


def map_of(cluster: Cluster) -> MapFigure | None:
    """Where the cluster lies: a point where one is known, else the shape of its country."""
    drawn = mapping.map_of_place(cluster.place) if cluster.place else None
    if drawn is None or cluster.latitude is None or cluster.longitude is None:
        return drawn
    return replace(drawn, points=[Point(str(cluster), cluster.latitude, cluster.longitude)])


def map_of_all(clusters: Sequence[Cluster]) -> MapFigure | None:
    """Several clusters on one map, each leading to its page: of Mexico where most lie there."""
    points = [
        Point(str(one), *one.point, href=one.get_absolute_url()) for one in clusters if one.point
    ]
    if not points:
        return None
    in_mexico = [one for one in clusters if one.place and one.place.code.startswith("MX")]
    return MapFigure(
        title=_("Where they are"),
        unit=_("clusters"),
        area="mexico" if 2 * len(in_mexico) > len(clusters) else "mediterranean",
        points=points,
    )


# Cards, tabs, ways on.


@dataclass(frozen=True)
class Card:
    """A cluster in a list."""

    kind: str
    where: str
    about: str
    members: str
    state: str
    tone: str
    picture: str


def card_of(cluster: Cluster, members: int) -> Card:
    """What the card of a cluster shows."""
    words = ngettext("%(count)s member", "%(count)s members", members)
    state, tone = state_of(cluster)
    return Card(
        kind=str(ClusterKind(cluster.kind).label),
        where=where_of(cluster),
        about=" · ".join(str(text(one.name)) for one in cluster.sectors.all()),
        members=words % {"count": figure(members)} if members else "",
        state=state,
        tone=tone,
        picture=reverse("network:cluster_picture", args=[cluster.slug])
        if cluster.picture_id
        else "",
    )


TABS = (
    ("cluster", gettext_lazy("Its page")),
    ("edit_cluster", gettext_lazy("Write the page")),
    ("cluster_members", gettext_lazy("Members")),
    ("cluster_agent", gettext_lazy("Agent")),
    ("cluster_commission", gettext_lazy("Commission")),
    ("cluster_figures", gettext_lazy("Figures")),
)


def tabs_of(cluster: Cluster) -> list[tuple[Any, str]]:
    """The parts of a cluster for its keepers."""
    tabs: list[tuple[Any, str]] = [
        (label, reverse(f"network:{name}", args=[cluster.slug])) for name, label in TABS
    ]
    with contextlib.suppress(NoReverseMatch):
        tabs.append((_("Review"), reverse("network:review_cluster", args=[cluster.slug])))
    return tabs


def members_address(cluster: Cluster) -> str:
    """The directory, narrowed to the members of a cluster; nothing while it is in no directory."""
    directory = address("network:directory")
    return f"{directory}?cluster={cluster.slug}" if directory and cluster.is_listed else ""


def table_of(members: Members) -> Table | None:
    """The members as a table; more than a page of them stand in the directory alone."""
    if not members.shown or len(members.shown) > MOST_IN_TABLE:
        return None
    return Table(rows=members.shown, columns=MEMBERS, caption=_("Members"), on_phone="cards")


def moment_in_words(term: Any) -> tuple[str, str]:
    """Whether a term runs, is over or is to come, in words, and the tone."""
    words = {
        "past": (_("Over"), "wait"),
        "current": (_("In force"), "ok"),
        "coming": (_("To come"), "info"),
    }
    return words[moment_of(term)]
