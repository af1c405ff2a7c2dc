"""What the network keeps of a person: handed out for their own copy, and gone with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core.registries import PersonalData
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, AgentTerm, FollowedSearch, Seat

# Words of copies: the keys below, with spaces for `_`, as the catalogs know them (see people.archive).
WORDS_OF_AFFILIATIONS = (
    gettext_noop("organisation"),
    gettext_noop("role"),
    gettext_noop("from"),
    gettext_noop("to"),
    gettext_noop("state"),
    gettext_noop("may change the page"),
    gettext_noop("shown on the page"),
    gettext_noop("words"),
)


def export_affiliations(person: Any) -> list[dict[str, Any]]:
    """Where somebody works or worked, for their own copy."""
    rows = Affiliation.objects.filter(person=person).select_related("organisation")
    return [
        {
            "organisation": str(one.organisation),
            "role": one.role,
            "from": one.starts_on,
            "to": one.ends_on,
            "state": str(one.get_state_display()),
            "may_change_the_page": one.is_steward,
            "shown_on_the_page": one.is_shown,
            "words": one.words,
        }
        for one in rows
    ]


def erase_affiliations(person: Any, at: dt.datetime) -> None:
    """The organisation keeps that somebody was there, without a role or words that tell who."""
    rows = Affiliation.objects.filter(person=person)
    rows.update(role="", words="", answer="", is_shown=False, is_steward=False)
    ended = {"state": AffiliationState.ENDED, "ends_on": at.date()}
    over = rows.filter(state=AffiliationState.ACTIVE)
    over.filter(starts_on__gt=at.date()).update(starts_on=at.date())
    over.update(**ended)
    rows.filter(state__in=(AffiliationState.REQUESTED, AffiliationState.INVITED)).update(
        state=AffiliationState.REFUSED
    )


AFFILIATIONS = PersonalData(
    "affiliations",
    _("Where you work"),
    export_affiliations,
    erase_affiliations,
    keeps=_("That somebody worked there stays in the totals, without name or role."),
    order=30,
)


def export_searches(person: Any) -> list[dict[str, Any]]:
    """The searches that a person follows, for their own copy."""
    rows = FollowedSearch.objects.filter(person=person)
    return [dict(row) for row in rows.values("name", "query", "created_at", "seen_until")]


def erase_searches(person: Any, at: dt.datetime) -> None:
    """Nobody follows them any more."""
    FollowedSearch.objects.filter(person=person).delete()


FOLLOWED = PersonalData(
    "followed_searches", _("Searches you follow"), export_searches, erase_searches, order=60
)


WORDS_OF_CLUSTERS = (
    gettext_noop("cluster"),
    gettext_noop("from"),
    gettext_noop("to"),
    gettext_noop("ended"),
    gettext_noop("kind of stakeholder"),
    gettext_noop("organisation"),
    gettext_noop("task"),
    gettext_noop("on the roster"),
)


def export_terms(person: Any) -> list[dict[str, Any]]:
    """The clusters that somebody accompanied, for their own copy."""
    rows = AgentTerm.objects.filter(person=person).select_related("cluster")
    return [
        {
            "cluster": str(one.cluster),
            "from": one.starts_on,
            "to": one.ends_on,
            "ended": one.ended_at,
        }
        for one in rows
    ]


def export_seats(person: Any) -> list[dict[str, Any]]:
    """The commissions on which somebody sits or sat, for their own copy."""
    rows = Seat.objects.filter(person=person).select_related("cluster", "organisation")
    return [
        {
            "cluster": str(one.cluster),
            "kind_of_stakeholder": str(one.get_stakeholder_display()),
            "organisation": str(one.organisation or ""),
            "task": one.task,
            "on_the_roster": one.is_shown,
            "from": one.starts_on,
            "to": one.ends_on,
        }
        for one in rows
    ]


def erase_terms(person: Any, at: dt.datetime) -> None:
    """A term keeps its days; its person has no name any more."""


def erase_seats(person: Any, at: dt.datetime) -> None:
    """A seat keeps its kind of stakeholder and its days, and loses the person and the task."""
    Seat.objects.filter(person=person).update(person=None, task="", is_shown=False)


TERMS = PersonalData(
    "agent_terms",
    _("Clusters you accompany or accompanied"),
    export_terms,
    erase_terms,
    keeps=_("That a cluster had an agent, and from when to when, stays without a name."),
    order=56,
)
SEATS = PersonalData(
    "commission_seats",
    _("Your seats on commissions"),
    export_seats,
    erase_seats,
    keeps=_("The seat stays with its kind of stakeholder and its days, without a name."),
    order=57,
)
