"""Which people belong to which scope, as each chapter knows it.

`people` itself knows two: who was invited for a scope, and who has taken up a role there. Later chapters
add their own: `circles.add(Circle("members_of_organisation", "organisation", people_of))`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

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


def people_in(scopes: Mapping[str, Collection[Any]]) -> Iterator[QuerySet[Any, Any]]:
    """Querysets of primary keys of people who belong to `scopes` (kind: uuids); the widest come first."""
    kinds = [kind for kind in sorted(scopes) if scopes[kind]]
    if not kinds:
        return
    yield from (one.people_of(scopes[one.scope_kind]) for one in circles if one.scope_kind in kinds)
    here = reduce(or_, (Q(scope_kind=kind, scope_uuid__in=list(scopes[kind])) for kind in kinds))
    yield Invitation.objects.filter(here).values("person")
    # A role that its holder has not taken up would let whoever gives it open anybody's profile.
    yield Grant.objects.in_force().taken_up().filter(here).values("person")


def share_a_circle(person: Any, viewer: Any) -> bool:
    """Whether `person` and `viewer` (people) are in one circle whose people know each other."""
    return any(
        each.is_shared and set(each.scopes_of(person)) & set(each.scopes_of(viewer))
        for each in circles
    )
