"""Two hundred phones type the code in the same moment: each is on the record once."""

from __future__ import annotations

import pytest

from tests.core.processes import Stage, answer, soon
from tests.network.test_merge_race import whole_stage

__all__ = ["whole_stage"]  # a fixture

PHONES, PROCESSES = 200, 4
SCENE = """
import django; django.setup()
from tests.attendance.factories import a_roster, a_session, crowd, with_open_code
region = a_roster()
people = crowd(region, %d)
session = with_open_code(a_session(region))
import json
print(json.dumps([session.code, [one.pk for one in people]]))
"""
COUNTED = """
import django; django.setup()
from hilo.attendance.models import Presence
from hilo.core.models import Entry
there = Presence.objects.filter(state="present", way="code")
print([there.count(), Entry.objects.filter(event__endswith="CodeTyped").count()])
"""


@pytest.mark.processes
def test_none_of_two_hundred_phones_is_lost(whole_stage: Stage) -> None:
    code, people = answer(whole_stage.start("-c", SCENE % PHONES))
    moment = soon()
    racers = [
        whole_stage.start(
            "-m", "tests.attendance.race", code, moment, *map(str, people[number::PROCESSES])
        )
        for number in range(PROCESSES)
    ]
    answers = [tries for racer in racers for tries in answer(racer)]
    assert answers == [[True, False]] * PHONES
    assert answer(whole_stage.start("-c", COUNTED)) == [PHONES, PHONES]
