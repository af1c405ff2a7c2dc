"""When a criterion is met. Pure; the worked table is in docs/algorithms/profile-review.md.

An automatic criterion names an amount of the profile's portrait and the least that it wants of it; a
criterion without one is judged by a reviewer. What a reviewer waived stays waived until it is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What a portrait counts, by the name under which criteria ask for it.
AMOUNTS = (
    "places",  # 1 where it says where it is
    "sectors",
    "contacts",  # ways to reach it: website, e-mail, phone
    "letters",  # of the longest presentation or story, in any language
    "stewards",  # people who may change the page
    "members",  # of a cluster, now
    "member_sides",  # kinds of stakeholder among the members of a cluster
    "agents",  # who accompany a cluster now
    "figures",  # of a cluster, of this year and the two before
    "seats",  # taken on the commission of a cluster
)
MET, NOT_MET, WAIVED = "met", "not_met", "waived"


@dataclass(frozen=True)
class Condition:
    """One criterion: which amount it asks for ("" where a person judges) and the least it wants."""

    code: str
    amount: str = ""
    least: int = 1


@dataclass(frozen=True)
class Ruling:
    """What holds of one condition: `verdict` is "" where nobody has judged it yet; `value` what was counted."""

    verdict: str
    value: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it does not stand in the way of being listed."""
        return self.verdict in (MET, WAIVED)


def rule(condition: Condition, portrait: Mapping[str, int], said: str = "") -> Ruling:
    """The ruling on `condition`, given what a reviewer `said` of it before, if anything."""
    if not condition.amount:
        return Ruling(said)
    value = portrait.get(condition.amount, 0)
    if value >= condition.least:
        return Ruling(MET, value)
    return Ruling(WAIVED if said == WAIVED else NOT_MET, value)
