"""One of two coordinators who merge one pair in one moment: `python -m tests.network.race <kept> <gone> <moment>`."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from hilo.core.problems import Problem  # noqa: E402
from hilo.network.models import Organisation  # noqa: E402
from hilo.network.services import merging  # noqa: E402


def run(kept: int, gone: int, moment: float) -> str:
    """The merge that came of it, or the name of the problem."""
    both = [Organisation.objects.get(pk=key) for key in (kept, gone)]
    time.sleep(max(0.0, moment - time.time()))
    try:
        return str(merging.merge(*both, choices={}, by=None).uuid)
    except Problem as problem:
        return type(problem).__name__


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
