"""Sheets that live in a territory: the whole installation, the regions of whatever owns some, or one region.

A programme's coordinator has one sheet for all its regions, a region's coordinator that of the region. This
chapter does not know programmes; it knows that regions have owners (`places.owners`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hilo.core import registries
from hilo.core.fold import fold
from hilo.core.sheets import WHOLE, Column, MultiColumn, Scope, Sheet
from hilo.network import access
from hilo.network.enums import YesNo
from hilo.people import access as people
from hilo.people.access import ALL, Scopes
from hilo.places.models import Place, Region
from hilo.places.owners import owners
from hilo.places.queries import path_of

REGION = "region"


class TerritorySheet(Sheet):
    """Base of the sheets below; bound to one scope by `within`."""

    verb = access.EDIT
    own_keys = frozenset({"key"})

    # The columns as declared; those of a list that people change are made anew for each file (`columns`).
    declared: ClassVar[tuple[Column, ...]]

    def __init__(self, scope: Scope = WHOLE) -> None:
        self.scope = scope

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return tuple(map(anew, self.declared))

    @property
    def scopes(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset({"", REGION, *(one.name for one in owners)})

    def within(self, scope: Scope) -> Sheet:
        bound = type(self)(scope)
        if scope and bound.owner is None:
            raise LookupError(f"nothing at {scope}")
        return bound

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        held = people.scopes_of(user, self.verb)
        if held.is_everywhere:
            yield WHOLE
            return
        whole = [Scope(one.name, uuid) for one in owners for uuid in held.of_kind(one.name)]
        yield from whole
        if inside := held.of_kind(REGION):
            lone = Region.objects.filter(uuid__in=inside).exclude(
                owner__in=[scope.uuid for scope in whole]
            )
            yield from (Scope(REGION, uuid) for uuid in lone.values_list("uuid", flat=True))

    def require_somewhere(self, user: Any) -> None:
        people.require_anywhere(user, self.verb)

    @cached_property
    def owner(self) -> Any:
        """What the territory belongs to, or None for the whole installation."""
        if not self.scope or self.scope.kind not in registries.kinds:
            return None
        return registries.kinds.get(self.scope.kind).find(self.scope.uuid)

    def titled(self, title: str) -> str:
        """`title`, and whose it is where that is not everybody."""
        if self.owner is None:
            return title
        return _("%(title)s of %(owner)s") % {"title": title, "owner": self.owner}

    @cached_property
    def area(self) -> Scopes:
        """Where rows may lie."""
        if not self.scope:
            return ALL
        if self.scope.kind == REGION and self.scope.uuid:
            return Scopes(False, frozenset({(REGION, self.scope.uuid)}))
        inside = Region.objects.filter(owner_kind=self.scope.kind, owner=self.scope.uuid)
        regions = inside.values_list("uuid", flat=True)
        return Scopes(False, frozenset((REGION, uuid) for uuid in regions))

    @property
    def here(self) -> Q:
        """The pages that lie in the area."""
        return access.reach(self.area)

    @cached_property
    def _held(self) -> frozenset[int]:
        regions = self.area.of_kind(REGION)
        held = Region.places.through.objects.filter(region__uuid__in=regions)
        return frozenset(held.values_list("place", flat=True))

    def holds(self, place: Place | None) -> bool:
        """Whether a row may lie at `place`."""
        if self.area.is_everywhere:
            return True
        return place is not None and any(step.pk in self._held for step in path_of(place))


def anew(column: Column) -> Column:
    """`column` without what it remembers of its list."""
    if isinstance(column, MultiColumn):
        return replace(column, of=replace(column.of))
    return column


def uuids(wanted: Iterable[tuple[str, ...]]) -> list[UUID]:
    """The UUIDs among texts; what is none is left out."""
    found = []
    for (text,) in wanted:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def code_of(page: Any) -> str:
    """The code of where a page is, as rows name it."""
    return fold(page.place.code) if page.place else ""


def stated(value: Any) -> str:
    """A yes or no of a sheet as the record keeps it."""
    return YesNo.NOT_STATED if value is None else YesNo.YES if value else YesNo.NO


def told(value: str) -> bool | None:
    """A yes or no of the record as a sheet shows it; nothing where it was not stated."""
    return {YesNo.YES: True, YesNo.NO: False}.get(YesNo(value))


def by_key(
    things: QuerySet[Any], wanted: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], list[Any]]:
    """Those of `things` whose keys rows name."""
    there = things.filter(uuid__in=uuids(wanted))
    return {(str(one.uuid),): [one] for one in there}


def by_name(
    things: Iterable[Any],
    wanted: Collection[tuple[str, ...]],
    name_of: Callable[[Any], tuple[str, ...]],
) -> dict[tuple[str, ...], list[Any]]:
    """Those of `things` whose names rows say; several may bear one."""
    found: dict[tuple[str, ...], list[Any]] = {}
    for one in things:
        name = name_of(one)
        if name in wanted:
            found.setdefault(name, []).append(one)
    return found
