"""Snapshots that two processes issue in the same moment are numbered without a gap and without a double."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core import processes
from tests.core.processes import Stage, answer, soon

SCENE = """
import django; django.setup()
from tests.people.factories import AccountFactory
from tests.programme.factories import ProgrammeFactory, crowd, published
from tests.programme.results import measured
AccountFactory()
programme = ProgrammeFactory()
crowd(programme, woman=9)
measured(programme, "1")
print(programme.pk)
"""
WORK = """
import django; django.setup()
from hilo.programme.models import Publication
print(sorted([str(one.programme_id), str(one.as_of)] for one in Publication.objects.all()).__repr__().replace("'", '"'))
"""
EACH = 4


@pytest.fixture
def whole_stage(tmp_path: Path) -> Iterator[Stage]:
    with processes.whole_stage(tmp_path) as stage:
        yield stage


@pytest.mark.processes
def test_numbers_of_snapshots_issued_at_once(whole_stage: Stage) -> None:
    programme = answer(whole_stage.start("-c", SCENE))
    words = ("-m", "tests.programme.race", str(programme), str(EACH), soon())
    racers = [whole_stage.start(*words) for _number in range(2)]
    given = [answer(racer) for racer in racers]
    assert sorted(number for numbers in given for number in numbers) == list(range(1, 2 * EACH + 1))
    made = answer(whole_stage.start("-c", WORK))
    assert len(made) == len({tuple(one) for one in made}), "each quarter is published once"
