"""What each role meets at the addresses of programmes."""

from __future__ import annotations

from typing import Any

from tests.access import HIDDEN, OPEN, Row
from tests.programme.factories import ProgrammeFactory


def a_programme() -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug}


def a_draft() -> dict[str, Any]:
    return {"slug": ProgrammeFactory(state="draft").slug}


ACCESS = [
    Row("programme:programmes", stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:programme", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
]
