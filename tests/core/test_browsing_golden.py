"""The same hits in the same order on every database: both are compared with one file.

Where an order changes on purpose, delete the file: the next run writes it anew, and fails once.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from hilo.core import search
from hilo.core.registries import search_sources
from hilo.core.search import moves
from hilo.core.time import now
from tests.core.search_scale import COUNTED, KIND, corpus, source

GOLDEN = Path(__file__).parent / "data" / "browsing_golden.json"
QUESTIONS = {
    "by name": {},
    "by name, page 7": {"page": 7},
    "newest": {"order": "newest"},
    "two facets": {"chosen": {"sector": ["sector1", "sector2"], "stage": ["stage1"]}},
    "one division": {"chosen": {"division": "MX-003"}},
    "words": {"text": "taller vidrio"},
    "words, page 3": {"text": "museos", "page": 3},
    "words, some": {"text": "taller vidrio inexistente"},
    "words, mistyped": {"text": "cooperatva"},
    "words by name": {"text": "madera", "order": "name"},
    "words, narrowed": {"text": "papel", "chosen": {"women_led": ["yes", "no"]}},
}


class Member:
    is_authenticated = True


@pytest.fixture
def four_hundred(monkeypatch, db):
    monkeypatch.setitem(search_sources._items, KIND, source())
    beginning, subjects = now(), list(corpus(400))
    for day in range(4):  # some days apart, and one of them seen again
        with time_machine.travel(beginning + dt.timedelta(days=day)):
            search.index_many(KIND, subjects[day * 100 : (day + 1) * 100])
    search.index_many(KIND, subjects[50:60])
    moves.catch_up()


def answers():
    for viewer in (AnonymousUser(), Member()):
        for name, question in QUESTIONS.items():
            found = search.browse(
                viewer, kinds=(KIND,), counted=COUNTED, language="es", size=12, **question
            )
            yield (
                f"{type(viewer).__name__}: {name}",
                {
                    "total": found.total,
                    "facets": {name: list(found.facets[name].items())[:5] for name in COUNTED},
                    "uuids": [uuid.hex for uuid in found.uuids],
                },
            )


def test_the_same_objects_in_the_same_order_on_every_database(four_hundred):
    found = json.loads(json.dumps(dict(answers())))
    if not GOLDEN.exists():
        GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        pytest.fail("written anew; look at the difference, then run again")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    for question in golden:
        assert found[question] == golden[question], question
    assert all(one["total"] for one in golden.values())
