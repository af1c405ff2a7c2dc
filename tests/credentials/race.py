"""What one of several processes does with certificates: `python -m tests.credentials.race <play> <arguments>`."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import Any

import django

django.setup()

from hilo.credentials.models import Achievement, Batch, Certificate  # noqa: E402
from hilo.credentials.services import batches, issuing, printing  # noqa: E402
from hilo.people.models import Person  # noqa: E402
from tests.credentials.factories import AchievementFactory  # noqa: E402
from tests.people.factories import PersonFactory  # noqa: E402


def scene(people: str) -> list[Any]:
    """Something to certify, so many people, and a batch of all of them that nobody works on."""
    achievement = AchievementFactory()
    everybody = [PersonFactory() for _ in range(int(people))]
    batch = batches.issue_many(everybody, achievement=achievement, by=None)
    return [achievement.pk, [one.pk for one in everybody], str(batch.uuid)]


def issue(achievement: str, people: str, moment: str) -> list[str]:
    """One certificate after the other, from `moment` on."""
    found = Achievement.objects.get(pk=achievement)
    chosen = [Person.objects.get(pk=int(key)) for key in people.split(",")]
    time.sleep(max(0.0, float(moment) - time.time()))
    return [issuing.issue(one, achievement=found, by=None).number for one in chosen]


def work(batch: str, moment: str, dies_after: str) -> int:
    """Work on a batch from `moment` on; killed after so many files, if any number is given."""
    left = int(dies_after)
    make = printing.print_it

    def print_or_die(certificate: Certificate) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        make(certificate)

    printing.print_it = print_or_die
    time.sleep(max(0.0, float(moment) - time.time()))
    batches.issue_batch.func(batch=batch)
    return Batch.objects.get(uuid=batch).certificates.count()


def told() -> dict[str, Any]:
    """What stands in the database."""
    rows = Certificate.objects.order_by("serial")
    return {
        "serials": list(rows.values_list("serial", flat=True)),
        "people": len(set(rows.values_list("person", flat=True))),
        "codes": len(set(rows.values_list("code", flat=True))),
        "places": len(set(rows.values_list("status_index", flat=True))),
        "printed": rows.exclude(sha256="").count(),
        "files": len(set(rows.values_list("file", flat=True))),
    }


PLAYS = {"scene": scene, "issue": issue, "work": work, "told": told}

if __name__ == "__main__":
    print(json.dumps(PLAYS[sys.argv[1]](*sys.argv[2:])))  # type: ignore[operator]
