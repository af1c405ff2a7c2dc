"""Reads across the tables of people."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hilo.people.access import Scopes, within
from hilo.people.models import DataRequest, Grant, Invitation, Person


def _in_scopes(held: Scopes) -> Q:
    """Rows with scope_kind and scope_uuid that lie inside `held`."""
    if held.is_everywhere:
        return Q()
    inside = Q(pk__in=())
    for kind in {kind for kind, _uuid in held.pairs}:
        inside |= Q(scope_kind=kind, scope_uuid__in=held.of_kind(kind))
    return inside


def invitations_for(held: Scopes, state: str = "") -> QuerySet[Invitation]:
    """The invitations in `held`: all, or those in one state as people see it (`expired` is one)."""
    found = Invitation.objects.filter(_in_scopes(held))
    if state == "expired":
        return found.filter(pk__in=Invitation.objects.expired().values("pk"))
    if state == "sent":
        return found.filter(pk__in=Invitation.objects.open().values("pk"))
    return found.filter(state=state) if state else found


def standing_grants(held: Scopes) -> QuerySet[Grant]:
    """The roles that stand inside `held`, by name."""
    found = Grant.objects.standing().filter(_in_scopes(held))
    return found.select_related("person__account", "granted_by").order_by("person__folded", "pk")


def requests_for(held: Scopes) -> QuerySet[DataRequest]:
    """The requests of the people in `held`; `is_closed` is 0 for those that wait, 1 for the others."""
    people = Person.objects.filter(within(held))
    is_closed = Case(
        When(state="open", then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return DataRequest.objects.filter(person__in=people).annotate(is_closed=is_closed)
