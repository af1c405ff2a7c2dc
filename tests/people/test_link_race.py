"""A sign-in link is used once, also when two devices press its button at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core import processes
from tests.core.processes import Stage, answer, soon

SCENE = """
import django; django.setup()
from hilo.people import services
person = services.add_person(by=None, given_name="Citlali", email="citlali@hilo.example")
print('"' + services.make_link(person.account) + '"')
"""


@pytest.fixture
def whole_stage(tmp_path: Path) -> Iterator[Stage]:
    """A database of its own with every chapter's tables."""
    with processes.whole_stage(tmp_path) as stage:
        yield stage


@pytest.mark.processes
def test_of_two_who_press_at_once_one_gets_in(whole_stage: Stage) -> None:
    for _round in range(3):
        secret = answer(whole_stage.start("-c", SCENE.replace("citlali@", f"c{_round}@")))
        path, moment = f"/en/sign-in/link/{secret}/", soon()
        racers = [
            whole_stage.start("-m", "tests.people.race", path, moment) for _number in range(2)
        ]
        answers = sorted(tuple(answer(racer)) for racer in racers)
        assert answers == [(302, True), (410, False)]
