"""Contact fields of an organisation and who may see them."""

from __future__ import annotations

from collections.abc import Mapping

# From the widest circle to the narrowest: everybody, members, the organisation's own people and coordinators.
LEVELS = ("public", "members", "own")
DEFAULTS = {"email": "members", "phone": "members", "address": "members"}
FIELDS = tuple(DEFAULTS)


def level_of(chosen: Mapping[str, str], field: str) -> str:
    """Who may see `field`: as chosen where that is a level, else by default."""
    level = chosen.get(field, DEFAULTS[field])
    return level if level in LEVELS else DEFAULTS[field]


def is_shown(level: str, *, is_member: bool, is_own: bool) -> bool:
    """Whether a reader who stands so to the organisation sees what is meant for `level`."""
    return level == "public" or is_own or (level == "members" and is_member)


def shown(chosen: Mapping[str, str], *, is_member: bool, is_own: bool) -> frozenset[str]:
    """The fields that such a reader sees."""
    return frozenset(
        field
        for field in FIELDS
        if is_shown(level_of(chosen, field), is_member=is_member, is_own=is_own)
    )
