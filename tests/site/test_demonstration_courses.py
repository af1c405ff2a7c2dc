"""The two courses of the demonstration hold what was promised: outlines with aims first, and lessons of real use."""

from __future__ import annotations

import re

import pytest

from hilo.learning.loading import Folder, read
from hilo.site.demonstration.files import DATA

COURSES = sorted(file.parent for file in (DATA / "courses").glob("*/course.toml"))
LESSONS = sorted((DATA / "courses").glob("*/*.md"))
LEAST = {"module": 6, "lesson": 18, "words": 600}
# A word stands between spaces; signs of Markdown and cells of tables are none.
WORD = re.compile(r"[^\W\d_]{2,}|\d[\d,.]*")
BLOCK = r"^::: {kind}.*?\n(.+?)^:::$"


def is_named(path: object) -> str:
    return "/".join(str(path).rsplit("/", 2)[1:])


def of_kind(body: str, kind: str) -> list[str]:
    """What stands in the call-outs of one kind."""
    return re.findall(BLOCK.format(kind=kind), body, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", COURSES, ids=is_named)
def test_a_course_has_its_aims_and_enough_of_everything(path) -> None:
    told = Folder(path).told
    lessons = [one for module in told["module"] for one in module["lesson"]]
    assert len(told["module"]) >= LEAST["module"]
    assert len(lessons) >= LEAST["lesson"]
    assert all("quiz" in module for module in told["module"])
    assert set(told["aims"]) >= {"es", "fr", "en", "ar"}
    assert told["final_quiz"]["draw"]
    assert {path / one["file"] for one in lessons} <= set(LESSONS)


@pytest.mark.parametrize("path", LESSONS, ids=is_named)
def test_a_lesson_is_of_real_use(path) -> None:
    """Its aims come first; then 600 words or more, an example from the field, an exercise."""
    body = read(path.read_text("utf-8")).body
    assert body.startswith("::: aims\n- ")
    assert len(WORD.findall(body)) >= LEAST["words"]
    assert [len(WORD.findall(one)) >= 25 for one in of_kind(body, "example")][:1] == [True]
    assert [len(WORD.findall(one)) >= 15 for one in of_kind(body, "exercise")] == [True]


def test_one_module_of_each_course_is_written_in_a_second_language() -> None:
    variants = {path.name.split(".")[-2] for path in LESSONS if path.name.count(".") == 2}
    assert {"fr", "ar"} <= variants
