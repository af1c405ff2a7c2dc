"""Courses to take along, made by one of several processes: `python -m tests.learning.books <play> <arguments>`."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import django

django.setup()

from hilo.core.models import StoredFile  # noqa: E402
from hilo.core.text import Text  # noqa: E402
from hilo.learning.models import Pack  # noqa: E402
from hilo.learning.packing import making  # noqa: E402
from tests.learning.factories import CourseFactory, LessonFactory, published  # noqa: E402


def scene() -> str:
    """An edition of one module in two languages: twelve files, which nobody has made."""
    course = CourseFactory()
    LessonFactory(
        step__module__course=course,
        body=Text.of("es", "Un texto.").with_variant("fr", "Un texte."),
    )
    return str(published(course).edition.uuid)


def work(edition: str, dies_at: str) -> int:
    """Make what is missing; killed while the so manieth file is kept, if any number is given."""
    left = int(dies_at)
    keep = making.storage.keep_made

    def keep_or_die(*content: Any, **told: Any) -> StoredFile:
        nonlocal left
        left -= 1
        stored = keep(*content, **told)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return stored

    making.storage.keep_made = keep_or_die
    making.make_packs.func(edition=edition)
    return Pack.objects.filter(edition__uuid=edition).count()


def told() -> dict[str, Any]:
    """What stands in the database: the files by what they are, and how many there are of each thing."""
    rows = Pack.objects.order_by("module", "language", "kind", "paper")
    return {
        "hashes": list(rows.values_list("uuid", "sha256")),
        "files": len(set(rows.values_list("stored", flat=True))),
        "stored": StoredFile.objects.count(),
    }


PLAYS = {"scene": scene, "work": work, "told": told}

if __name__ == "__main__":
    print(json.dumps(PLAYS[sys.argv[1]](*sys.argv[2:]), default=str))  # type: ignore[operator]
