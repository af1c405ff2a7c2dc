"""Which people belong to which scope, as each chapter knows it.

`people` itself knows two: who was invited for a scope, and who holds a role there. Later chapters
add their own: `circles.add(Circle("members_of_organisation", "organisation", people_of))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hilo.core.registry import Registry
from hilo.people.models import Grant, Invitation


@dataclass(frozen=True)
class Circle:
    """`people_of(uuids)` answers the primary keys of the people in those scopes of `scope_kind`.

    `is_shared` tells that its people see each other's fields meant for "my organisations and my
    coordinators"; otherwise only those who hold `people.see` there do.
    """

    name: str
    scope_kind: str
    people_of: Callable[[Iterable[Any]], QuerySet[Any, Any]]
    scopes_of: Callable[[Any], Iterable[Any]] = lambda person: ()
    is_shared: bool = False
    order: int = 50


circles: Registry[Circle] = Registry("circles")


def people_in(kind: str, uuids: Iterable[Any]) -> list[QuerySet[Any, Any]]:
    """Querysets of primary keys of people who belong to the scopes `uuids` of `kind`."""
    wanted = list(uuids)
    invited = Invitation.objects.filter(scope_kind=kind, scope_uuid__in=wanted)
    holders = Grant.objects.in_force().filter(scope_kind=kind, scope_uuid__in=wanted)
    found = [invited.values("person"), holders.values("person")]
    found += [each.people_of(wanted) for each in circles if each.scope_kind == kind]
    return found


def share_a_circle(person: Any, viewer: Any) -> bool:
    """Whether `person` and `viewer` (people) are in one circle whose people know each other."""
    return any(
        each.is_shared and set(each.scopes_of(person)) & set(each.scopes_of(viewer))
        for each in circles
    )
