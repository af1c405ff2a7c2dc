"""Bubbles: points that are near on the map become one, which leads to all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from hilo.ui.maps.area import Area
from hilo.ui.maps.figures import Point

NEAR = 46.0  # units of the map within which bubbles would lie on one another on a phone
SIZES = ((1, 13), (4, 18), (12, 23), (math.inf, 29))  # up to this amount, this radius in units


@dataclass
class Bubble:
    """Points near one another; it stands where its first and weightiest point lies."""

    x: float
    y: float
    members: list[int] = field(default_factory=list)
    total: float = 0.0

    @property
    def size(self) -> int:
        """1 to 4."""
        return next(n for n, (most, _radius) in enumerate(SIZES, 1) if self.total <= most)

    @property
    def radius(self) -> int:
        return SIZES[self.size - 1][1]


def gathered(area: Area, points: Sequence[Point]) -> tuple[list[Bubble], list[int]]:
    """The bubbles of `points`, and the places in `points` of those that lie outside the map."""
    bubbles: list[Bubble] = []
    outside: list[int] = []
    for number in sorted(range(len(points)), key=lambda n: -float(points[n].value)):
        x, y = area.place(points[number].latitude, points[number].longitude)
        if not area.shows(x, y):
            outside.append(number)
            continue
        bubble = _near(bubbles, x, y)
        if bubble is None:
            bubble = Bubble(x, y)
            bubbles.append(bubble)
        bubble.members.append(number)
        bubble.total += float(points[number].value)
    return bubbles, sorted(outside)


def _near(bubbles: list[Bubble], x: float, y: float) -> Bubble | None:
    reach = [(math.dist((bubble.x, bubble.y), (x, y)), n) for n, bubble in enumerate(bubbles)]
    distance, number = min(reach, default=(math.inf, -1))
    return bubbles[number] if distance < NEAR else None
