"""Who works where: on the page of an organisation, and on that of a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.core.registries import ThreadEnd
from hilo.network import access
from hilo.network.models import Affiliation, Organisation
from hilo.network.queries import affiliations as queries
from hilo.people import access as people
from hilo.people.models import Person

MOST = 12


def on_organisation(organisation: Organisation, viewer: Any) -> dict[str, Any] | None:
    """Those who chose to be shown there and may be found by `viewer`; and the way to belong."""
    may_edit = access.may_edit(viewer, organisation)
    rows = access.affiliations_shown(viewer, organisation).select_related("person")
    shown = list(rows.order_by("-is_office", "person__folded", "pk")[: MOST + 1])
    is_member = people.is_account(viewer)
    if not (shown or is_member):
        return None
    return {
        "lines": [_person_line(one) for one in shown[:MOST]],
        "has_more": len(shown) > MOST,
        "keep_url": _at("organisation_people", organisation) if may_edit else "",
        "ask_url": _ask_url(organisation, viewer) if is_member else "",
    }


def _person_line(one: Affiliation) -> tuple[Any, str, str]:
    return one.person, reverse("people:person", args=[one.person.uuid]), one.role


def _ask_url(organisation: Organisation, viewer: Any) -> str:
    """The way to ask, for a member who neither belongs nor waits."""
    own = organisation.affiliations.filter(person=viewer.person_id)
    if not organisation.is_listed or (own.in_force() | own.pending()).exists():
        return ""
    return _at("ask_to_belong", organisation)


def _at(name: str, organisation: Organisation) -> str:
    return reverse(f"network:{name}", args=[organisation.slug])


def on_person(person: Person, viewer: Any) -> dict[str, Any] | None:
    """Where somebody works now, as far as they chose to be shown there; on one's own page, all of it."""
    is_self = people.is_account(viewer) and viewer.person_id == person.pk
    rows = queries.where_working(person, viewer)
    shown = [one for one in rows if is_self or one.is_shown][:MOST]
    lines = [(one.organisation, one.organisation.get_absolute_url(), one.role) for one in shown]
    return {"lines": lines, "is_self": is_self} if lines or is_self else None


def works_at(person: Person, viewer: Any) -> Iterator[ThreadEnd]:
    """Where somebody works now, as an end of their thread: what `on_person` shows."""
    told = on_person(person, viewer)
    for organisation, url, role in told["lines"] if told else ():
        yield ThreadEnd(_("Organisation"), str(organisation), url, role)
