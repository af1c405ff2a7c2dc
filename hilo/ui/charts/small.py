"""Groups under five are not published: what is hidden, and what must be hidden with it.

A hidden amount that could be worked out from the total and the others takes the next smallest with
it. Nobody is in an empty group: zero is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

SMALLEST = 5


class Hidden(Enum):
    """An amount that exists and is not published."""

    FEW = "few"
    KEPT_BACK = "kept_back"

    @property
    def words(self) -> Any:
        """What readers see in its place."""
        return _("fewer than five") if self is Hidden.FEW else _("not shown")


FEW = Hidden.FEW
KEPT_BACK = Hidden.KEPT_BACK


def published(count: int, smallest: int = SMALLEST) -> int | Hidden:
    """`count`, or `FEW` where it speaks of one to four people."""
    return FEW if 0 < count < smallest else count


def protected(counts: Sequence[int], smallest: int = SMALLEST) -> list[int | Hidden]:
    """The parts of one whole, none of them to be worked out from the others and the total.

    docs/algorithms/small-groups.md has the rules and a worked table.
    """
    shown = [published(count, smallest) for count in counts]
    while _can_be_worked_out(counts, shown, smallest):
        others = [n for n, count in enumerate(counts) if count and shown[n] == count]
        if not others:
            break
        shown[min(others, key=lambda n: counts[n])] = KEPT_BACK
    return shown


def _can_be_worked_out(counts: Sequence[int], shown: Sequence[Any], smallest: int) -> bool:
    """Whether the sum of the hidden parts, which the total gives away, tells one of them."""
    hidden = [count for count, each in zip(counts, shown, strict=True) if isinstance(each, Hidden)]
    if not hidden:
        return False
    are_all_at_most = sum(hidden) == len(hidden) * (smallest - 1)
    return len(hidden) == 1 or sum(hidden) < smallest or are_all_at_most
