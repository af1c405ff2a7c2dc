"""Who acts, for a chapter that knows no people.

The journal, batches and tasks keep an actor's UUID and nothing else: no name outlives its erasure.
`people` registers how a UUID becomes a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

Names = Callable[[Iterable[UUID]], dict[UUID, str]]

_names: Names | None = None


def name_actors_with(names: Names) -> None:
    """Let `names` turn UUIDs of actors into names for display."""
    global _names
    _names = names


def names_of(uuids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of actors by UUID; whoever was erased or never existed is missing."""
    wanted = {uuid for uuid in uuids if uuid is not None}
    return _names(wanted) if _names and wanted else {}


def uuid_of(by: Any) -> UUID | None:
    """The UUID of an actor: a person, an account (its person's), or None for the system."""
    if by is None:
        return None
    return getattr(by, "person_uuid", None) or getattr(by, "uuid", None)
