"""Suspected duplicates in words: how sure, and what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hilo.network.models import Organisation
from hilo.network.queries.duplicates import Suspicion
from hilo.network.rules import duplicates as rules
from hilo.network.showing.clusters import in_a_row
from hilo.ui.components.words import state as pill
from hilo.ui.tables import Column

REASONS = {
    rules.SAME_NAME: gettext_lazy("the same name, apart from the legal form"),
    rules.NEAR_NAME: gettext_lazy("nearly the same name"),
    rules.SAME_EMAIL: gettext_lazy("the same e-mail address"),
    rules.SAME_SITE: gettext_lazy("the same website"),
    rules.SAME_PHONE: gettext_lazy("the same phone"),
    rules.SAME_PLACE: gettext_lazy("in the same place"),
}
ALMOST_SURE, LIKELY = 95, 75  # points


def sureness(score: int) -> str:
    """How sure the points are."""
    if score >= ALMOST_SURE:
        return _("Almost certainly")
    return _("Probably") if score >= LIKELY else _("Perhaps")


def why(suspicion: Suspicion) -> str:
    """What speaks for it, in a row."""
    return in_a_row(str(REASONS[code]) for code in suspicion.reasons)


def compare_url(kept: Organisation, gone: Organisation) -> str:
    """Where the two are put side by side."""
    return f"{reverse('network:merge_organisation', args=[kept.slug])}?{urlencode({'with': gone.slug})}"


def _older_first(suspicion: Suspicion) -> tuple[Organisation, Organisation]:
    """The page that is listed, or else was there first, is proposed as the one to keep."""
    both = sorted(
        (suspicion.one, suspicion.other),
        key=lambda one: (not one.is_listed, one.created_at, one.pk),
    )
    return both[0], both[1]


def where(suspicion: Suspicion) -> str:
    """The place of both; both places where they differ."""
    places = (one.place for one in _older_first(suspicion))
    return " / ".join(dict.fromkeys(str(place) for place in places if place))


COLUMNS: Sequence[Column] = (
    Column(
        "kept",
        gettext_lazy("Organisation"),
        lambda row: str(_older_first(row)[0]),
        href=lambda row: compare_url(*_older_first(row)),
        is_row_name=True,
    ),
    Column("gone", gettext_lazy("May be the same as"), lambda row: str(_older_first(row)[1])),
    Column("where", gettext_lazy("Place"), where),
    Column(
        "sure",
        gettext_lazy("How sure"),
        lambda row: pill(sureness(row.score), "warn" if row.score >= LIKELY else "wait"),
    ),
    Column("why", gettext_lazy("Why"), why),
)
