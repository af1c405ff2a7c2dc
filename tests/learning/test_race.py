"""Two hundred hand in the same quiz at once and none is lost; books whose making was killed are made once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.processes import Stage, answer, soon
from tests.network.test_merge_race import whole_stage

__all__ = ["whole_stage"]  # a fixture

LEARNERS, PROCESSES = 200, 4
SCENE = """
import django; django.setup()
from tests.learning.factories import EnrolmentFactory, a_quiz, enrolled
from hilo.learning.services import attempts
page = a_quiz()
first = enrolled(page)
people = [first, *(EnrolmentFactory(cohort=first.cohort) for _one in range(%d - 1))]
import json
print(json.dumps([attempts.begin(one, page, by=None).pk for one in people]))
"""
COUNTED = """
import django; django.setup()
from hilo.learning.models import Answer, Attempt, Done
graded = Attempt.objects.filter(state="graded", marks=3)
right = Answer.objects.filter(fraction=1)
print([graded.count(), right.count(), Done.objects.count()])
"""


@pytest.mark.processes
def test_none_of_two_hundred_is_lost_or_graded_twice(whole_stage: Stage) -> None:
    keys = answer(whole_stage.start("-c", SCENE % LEARNERS))
    moment = soon()
    racers = [
        whole_stage.start("-m", "tests.learning.race", moment, *map(str, keys[number::PROCESSES]))
        for number in range(PROCESSES)
    ]
    tries = [both for racer in racers for both in answer(racer)]
    assert len(tries) == LEARNERS
    assert all(first == second for first, second in tries)
    counted = answer(whole_stage.start("-c", COUNTED))
    assert counted == [LEARNERS, 3 * LEARNERS, LEARNERS]


def play(stage: Stage, *words: str) -> Any:
    return stage.start("-m", "tests.learning.books", *words)


@pytest.mark.processes
def test_books_whose_making_was_killed_are_made_once(whole_stage: Stage) -> None:
    """Killed while the fifth of twelve files is kept: four stay as they are, two workers make the rest."""
    edition = answer(play(whole_stage, "scene"))
    killed = play(whole_stage, "work", edition, "5")
    killed.communicate(timeout=120)
    assert killed.returncode == -9
    between = answer(play(whole_stage, "told"))
    assert len(between["hashes"]) == between["stored"] == 4
    both = [play(whole_stage, "work", edition, "0") for _ in range(2)]
    assert [answer(one) for one in both] == [12, 12]
    told = answer(play(whole_stage, "told"))
    assert told["files"] == told["stored"] == len(told["hashes"]) == 12
    assert all(one in told["hashes"] for one in between["hashes"])
