"""Who may give which role: nobody gives more than they hold.

A grant may be given by somebody who holds, over at least the same scope, a role that gives it:

| role | given by |
|---|---|
| coordinator, trainer, agent, reviewer, promoter | coordinator |
| operator | operator, for the whole installation |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GIVEN_BY = {
    "coordinator": {"coordinator"},
    "trainer": {"coordinator"},
    "agent": {"coordinator"},
    "reviewer": {"coordinator"},
    "promoter": {"coordinator"},
    "operator": {"operator"},
}
ONLY_EVERYWHERE = {"operator"}


@dataclass(frozen=True)
class Held:
    """A role in a scope; `covers` are all the (kind, uuid) pairs that lie inside, `everywhere` all."""

    role: str
    is_everywhere: bool
    covers: frozenset[tuple[str, Any]] = frozenset()


def may_give(held: Iterable[Held], role: str, scope: tuple[str, Any]) -> bool:
    """Whether somebody who holds `held` may give `role` for `scope` (`("", None)`: everywhere)."""
    if role not in GIVEN_BY or (role in ONLY_EVERYWHERE and scope[0]):
        return False
    return any(
        own.role in GIVEN_BY[role] and (own.is_everywhere or (scope[0] and scope in own.covers))
        for own in held
    )
