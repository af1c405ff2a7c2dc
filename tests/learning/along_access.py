"""What each role meets at the addresses of what is taken along and kept without a signal."""

from __future__ import annotations

from typing import Any

from hilo.learning.packing import making
from hilo.learning.packing.books import Bound
from hilo.learning.packing.making import Wanted
from tests.access import ELSEWHERE, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.course_access import a_course, of_readers
from tests.learning.factories import a_quiz, published


def a_pack() -> dict[str, Any]:
    edition = published().edition
    pack = making.make(Bound(edition, {}), Wanted(0, "es", "epub"))
    return {"uuid": pack.uuid}


def a_quiz_step() -> dict[str, Any]:
    page = a_quiz()
    return {"slug": page.edition.course.slug, "step": page.step}


ALONG: list[Row] = [
    of_readers("packs", a_course),
    of_readers("packs", a_course, method="post", coordinator=ELSEWHERE, trainer=ELSEWHERE),
    of_readers("pack", a_pack),
    # Kept by whoever takes the course; others read it with a signal.
    of_readers("offline", a_course, coordinator=REFUSED, trainer=REFUSED),
    of_readers("offline_quiz", a_quiz_step, coordinator=REFUSED, trainer=REFUSED),
    Row("learning:kept", stranger=SIGN_IN, others=OPEN),
    Row("learning:sync", stranger=SIGN_IN, others=OPEN),
    Row("learning:sync", method="post", stranger=SIGN_IN, others=OPEN),
]
