"""Some of two hundred phones: `python -m tests.attendance.race <code> <moment> <person> <person> …`.

Each person types the code twice, as people do who saw no answer; ten threads, as a web process has some.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection  # noqa: E402

import tests.attendance.factories  # noqa: E402, F401  (the roster)
from hilo.attendance.services import codes  # noqa: E402
from hilo.people.models import Person  # noqa: E402

THREADS = 10


def typed(code: str, person: int) -> list[bool]:
    """Whether each try was the first one on record."""
    try:
        found = Person.objects.get(pk=person)
        return [codes.type_code(code, person=found, by=None).is_new for _try in range(2)]
    finally:
        connection.close()


def run(code: str, moment: float, people: list[int]) -> list[list[bool]]:
    time.sleep(max(0.0, moment - time.time()))
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda person: typed(code, person), people))


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], float(sys.argv[2]), [int(word) for word in sys.argv[3:]])))
