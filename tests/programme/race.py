"""One of two who issue snapshots in one moment: `python -m tests.programme.race <programme> <count> <moment>`."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from hilo.core.time import today  # noqa: E402
from hilo.people.models import Account  # noqa: E402
from hilo.programme.models import Programme  # noqa: E402
from hilo.programme.services import snapshots  # noqa: E402


def run(programme: int, count: int, moment: float) -> list[int]:
    """The numbers that this one was given."""
    found, account = Programme.objects.get(pk=programme), Account.objects.get()
    time.sleep(max(0.0, moment - time.time()))
    said = {"signed": "Amal Benali", "as_of": today(), "is_public": True, "by": account}
    return [snapshots.issue(found, title=f"{n}", **said).number for n in range(count)]  # type: ignore[arg-type]


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
