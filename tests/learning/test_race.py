"""Two hundred learners hand in the same quiz in the same moment: none is lost, none is graded twice."""

from __future__ import annotations

import time

import pytest

from tests.core.processes import Stage, answer
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
    moment = str(time.time() + 5)
    racers = [
        whole_stage.start("-m", "tests.learning.race", moment, *map(str, keys[number::PROCESSES]))
        for number in range(PROCESSES)
    ]
    tries = [both for racer in racers for both in answer(racer)]
    assert len(tries) == LEARNERS
    assert all(first == second for first, second in tries)
    counted = answer(whole_stage.start("-c", COUNTED))
    assert counted == [LEARNERS, 3 * LEARNERS, LEARNERS]
