"""The files of the demonstration hang together: each course serves an output that an indicator counts."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from hilo.site.demonstration import files

FOLDERS = sorted(one.parent for one in (files.DATA / "courses").glob("*/course.toml"))


def promised(slug: str) -> dict[str, Any]:
    return next(one for one in files.results() if one["slug"] == slug)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_a_course_serves_an_output_whose_people_are_counted(folder: Any) -> None:
    course = tomllib.loads((folder / "course.toml").read_text())
    programme = promised(course["programme"])
    levels = {one["code"]: one["level"] for one in programme["result"]}
    assert levels[course["result"]] == "output"
    counting = [one for one in programme["indicator"] if one["result"] == course["result"]]
    audiences = [
        one["where"]["audience"] for one in counting if one["measure"] == "people_completing"
    ]
    assert audiences == [[course["audience"]]]


def test_certificates_are_counted_too() -> None:
    measures = {one.get("measure") for one in promised("paralelo-9-mx")["indicator"]}
    assert "certificates_issued" in measures
