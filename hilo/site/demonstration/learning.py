"""The two courses of Paralelo 9 MX, published: what directors of culture and practitioners learn."""

from __future__ import annotations

import datetime as dt

from hilo.learning.loading import load as load_course
from hilo.learning.models import Course
from hilo.programme.models import Programme
from hilo.site.demonstration.files import DATA

PROGRAMME = "paralelo-9-mx"


def load(day: dt.date) -> str:
    """Both courses from their folders, as they are; answers how many there are."""
    if Programme.objects.filter(slug=PROGRAMME).exists():
        for folder in sorted((DATA / "courses").iterdir()):
            if (folder / "course.toml").exists():
                load_course(folder)
    return f"{Course.objects.count()} courses"
