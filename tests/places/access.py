"""What each role meets at the addresses of places."""

from __future__ import annotations

from typing import Any

from tests.access import OPEN, REFUSED, SIGN_IN, Row
from tests.places.factories import RegionFactory, municipality


def a_place() -> dict[str, Any]:
    return {"code": municipality("01001").code}


def a_region() -> dict[str, Any]:
    return {"slug": RegionFactory().slug}


OFFICE = {"stranger": SIGN_IN, "coordinator": OPEN, "others": REFUSED}

ACCESS = [
    Row("places:places", stranger=OPEN, others=OPEN),
    Row("places:countries", stranger=OPEN, others=OPEN),
    Row("places:suggest", stranger=OPEN, others=OPEN, data={"q": "agua"}),
    Row("places:place", kwargs=a_place, stranger=OPEN, others=OPEN),
    Row("places:inside", kwargs=a_place, stranger=OPEN, others=OPEN),
    Row("places:region", kwargs=a_region, stranger=OPEN, others=OPEN),
    Row("places:holding", kwargs=a_region, stranger=OPEN, others=OPEN),
    Row("places:regions", **OFFICE),
    Row("places:make", **OFFICE),
    Row("places:change", kwargs=a_region, **OFFICE),
    Row("places:remove", kwargs=a_region, **OFFICE),
]
