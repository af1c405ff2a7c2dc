"""Who may open which address: the words in which each chapter's `tests/<chapter>/access.py` says it.

    ACCESS = [
        Row("people:me", stranger=SIGN_IN, member=OPEN, others=OPEN),
        Row("places:region", kwargs=lambda: {"slug": RegionFactory().slug}, stranger=OPEN, others=OPEN),
        Row("people:invite", stranger=SIGN_IN, member=REFUSED, coordinator=OPEN, others=REFUSED),
    ]

`tests/test_access_matrix.py` opens each address as each role (staff on duty, with their second factor) and
fails for any address of the project that has no row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OPEN = "open"  # 200
SIGN_IN = "sign-in"  # a redirect to the sign-in page
REFUSED = "refused"  # 403 with a sentence
HIDDEN = "hidden"  # 404: may not even know of it
ELSEWHERE = "elsewhere"  # a redirect that is not to sign-in

ROLES = (
    "stranger",
    "member",
    "trainer",
    "agent",
    "reviewer",
    "promoter",
    "coordinator",
    "operator",
)


@dataclass(frozen=True)
class Row:
    """What each role meets at one address; `others` stands for every role that is not named."""

    name: str
    stranger: str
    others: str
    member: str = ""
    trainer: str = ""
    agent: str = ""
    reviewer: str = ""
    promoter: str = ""
    coordinator: str = ""
    operator: str = ""
    kwargs: Callable[[], dict[str, Any]] = field(default=dict)
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)

    def expected(self, role: str) -> str:
        return getattr(self, role) or self.others
