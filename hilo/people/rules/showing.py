"""Fields of a profile and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# From the widest circle to the narrowest.
LEVELS = ("public", "members", "circles", "me")
DEFAULTS = {
    "photo": "members",
    "territory": "members",
    "language": "members",
    "email": "circles",
    "phone": "circles",
    "gender": "circles",
    "birth_year": "me",
}
# An address must stay within reach of those who organise; otherwise nobody could be written to.
NARROWEST = {"email": "circles"}


def level_of(chosen: Mapping[str, str], field: str) -> str:
    """Who may see `field`: as chosen, where that is a level that the field offers."""
    level = chosen.get(field, DEFAULTS[field])
    return level if level in levels_for(field) else DEFAULTS[field]


@cache
def levels_for(field: str) -> tuple[str, ...]:
    """The levels that people may choose for `field`."""
    narrowest = NARROWEST.get(field, LEVELS[-1])
    return LEVELS[: LEVELS.index(narrowest) + 1]


def is_shown(level: str, *, is_self: bool, in_circle: bool, is_member: bool) -> bool:
    """Whether a reader who stands so to a person sees what is meant for `level`."""
    return (
        is_self
        or level == "public"
        or (level == "members" and (is_member or in_circle))
        or (level == "circles" and in_circle)
    )
