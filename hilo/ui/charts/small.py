"""Groups under five are not published: what is hidden, and what must be hidden with it.

One hidden amount could be worked out from the total and the others; so the next smallest is hidden
too. Nobody is in an empty group: zero is shown.
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
    """The parts of one whole, none of them to be worked out from the others and the total."""
    shown = [published(count, smallest) for count in counts]
    if shown.count(FEW) == 1:
        others = [n for n, count in enumerate(counts) if count and shown[n] is not FEW]
        if others:
            shown[min(others, key=lambda n: counts[n])] = KEPT_BACK
    return shown
