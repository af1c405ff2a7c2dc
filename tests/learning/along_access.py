"""What each role meets at the addresses of what is taken along and kept without a signal."""

from __future__ import annotations

from typing import Any

from hilo.learning.packing import making
from hilo.learning.packing.books import Bound
from hilo.learning.packing.making import Wanted
from tests.access import ELSEWHERE, Row
from tests.learning.course_access import a_course, of_readers
from tests.learning.factories import published


def a_pack() -> dict[str, Any]:
    edition = published().edition
    pack = making.make(Bound(edition, {}), Wanted(0, "es", "epub"))
    return {"uuid": pack.uuid}


ALONG: list[Row] = [
    of_readers("packs", a_course),
    of_readers("packs", a_course, method="post", coordinator=ELSEWHERE, trainer=ELSEWHERE),
    of_readers("pack", a_pack),
]
