"""What a region may belong to: kinds of objects that later chapters name.

owners.add(Owner("programme"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hilo.core import registries
from hilo.core.registry import Registry

Pair = tuple[str, UUID | None]

NOBODY: Pair = ("", None)


@dataclass(frozen=True)
class Owner:
    """A kind of object (of `registries.kinds`) whose territory may be divided into regions.

    `why_not` says in a sentence why the regions of one of them stay as they are now; empty where they may change.
    """

    name: str
    order: int = 50
    why_not: Callable[[UUID], Any] = lambda uuid: ""


owners: Registry[Owner] = Registry("owners of regions")


def owner_at(pair: Pair, user: Any) -> Any | None:
    """The object that `pair` names, if `user` may know of it."""
    kind, uuid = pair
    if kind not in registries.kinds:
        return None
    return registries.kinds.get(kind).visible_to(user).filter(uuid=uuid).first()


def why_not(pair: Pair) -> str:
    """Why no region of this owner may be made, changed or removed now; empty where it may."""
    kind, uuid = pair
    if kind not in owners or uuid is None:
        return ""
    return str(owners.get(kind).why_not(uuid))


def all_owners(user: Any) -> Iterable[tuple[Pair, Any]]:
    """Every object that may own regions and of which `user` may know."""
    for owner in owners:
        if owner.name in registries.kinds:
            for found in registries.kinds.get(owner.name).visible_to(user):
                yield (owner.name, found.uuid), found
