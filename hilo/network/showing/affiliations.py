"""Affiliations as pages show them: who, as what, since when, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation
from hilo.network.showing.clusters import days_of
from hilo.ui.components.words import state
from hilo.ui.tables import Column, Table

TONES = {
    AffiliationState.REQUESTED: "wait",
    AffiliationState.INVITED: "wait",
    AffiliationState.ACTIVE: "ok",
    AffiliationState.ENDED: "",
    AffiliationState.REFUSED: "",
}


def address_of(affiliation: Affiliation) -> str:
    """The page of one affiliation."""
    return reverse("network:affiliation", args=[affiliation.uuid])


def state_of(affiliation: Affiliation) -> Any:
    """Its state as a pill; what begins or ended by its days says so."""
    found = AffiliationState(affiliation.state)
    if found == AffiliationState.ACTIVE and not affiliation.is_in_force:
        is_to_come = affiliation.ends_on is None or affiliation.starts_on is not None
        words = _("To come") if is_to_come else AffiliationState.ENDED.label
        return state(words, "wait" if is_to_come else "")
    return state(found.label, TONES[found])


def powers_of(affiliation: Affiliation) -> str:
    """What goes with it, in words."""
    told = (
        (affiliation.is_steward, _("May change the page")),
        (affiliation.is_office, _("Holds an office")),
        (not affiliation.is_shown, _("not shown on the page")),
    )
    return " · ".join(str(words) for holds, words in told if holds)


def people_table(rows: Sequence[Affiliation]) -> Table:
    """Everybody of an organisation, for whoever keeps its page; the name leads to the affiliation."""
    columns = (
        Column("name", _("Name"), lambda one: one.person, href=address_of, is_row_name=True),
        Column("role", pgettext("work", "Role"), lambda one: one.role),
        Column("days", _("Days"), lambda one: days_of(one.starts_on, one.ends_on)),
        Column("powers", _("What goes with it"), powers_of),
        Column("state", _("State"), state_of),
    )
    return Table(rows=rows, columns=columns, caption=_("People"), on_phone="cards")


def facts_of(affiliation: Affiliation) -> list[tuple[Any, Any]]:
    """What is known of one affiliation."""
    return [
        (pgettext("work", "Role"), affiliation.role),
        (_("Days"), days_of(affiliation.starts_on, affiliation.ends_on)),
        (_("What goes with it"), powers_of(affiliation)),
        (_("In their words"), affiliation.words),
        (_("Reason"), affiliation.answer),
    ]
