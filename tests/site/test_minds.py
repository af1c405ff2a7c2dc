"""How invented people answer: what is meant to be right is, what is meant to be wrong is not."""

from __future__ import annotations

from random import Random

import pytest

from hilo.learning.rules import questions as rules
from hilo.learning.rules.questions import FORMATS, Question
from hilo.site.demonstration import files
from hilo.site.demonstration.groups.minds import right, wrong

FOLDERS = sorted((files.DATA / "courses").glob("*/*.gift"))
ASKED = [
    question
    for file in FOLDERS
    for question in FORMATS["gift"].read(file.read_bytes()).questions
    if question.kind != "essay"
]


def test_there_are_enough_of_them() -> None:
    assert len(ASKED) > 90
    names = {one.name for one in ASKED}
    assert names >= set(files.cohorts()["answers"]["misleading"])


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one.name)
def test_right_earns_everything_and_wrong_earns_less(question: Question) -> None:
    assert rules.grade(question, right(question)).fraction == 1
    for seed in range(5):
        assert rules.grade(question, wrong(question, Random(seed))).fraction < 1
