"""What processes do with a sheet: `python -m tests.core.sheet_plays take 0f3a…`; answers JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import django


def send(count: str) -> str:
    """Send and check a sheet of `count` rows; answers the batch."""
    from tests.core.crafts import checked, csv_file

    rows = "".join(f"{number};Craft {number}\n" for number in range(int(count)))
    return str(checked(_sheet(), csv_file("code;title\n" + rows)).uuid)


def take(batch: str) -> str:
    """Take the batch over in chunks, as the background does; answers who was first."""
    from hilo.core.sheets import services
    from hilo.core.sheets.batches import MovedOn

    found = _batch(batch)
    try:
        services.start_applying(found, by=None)
    except MovedOn:
        return "second"
    services.go_on_applying(found, by=None)
    return "first"


def go_on(batch: str, dies_at: str = "") -> int:
    """Go on taking over; with `dies_at` the process is killed when it makes that craft."""
    from hilo.core.sheets import services
    from tests.core.crafts import CraftSheet

    made = CraftSheet.create

    def create(self: Any, values: Any, **more: Any) -> Any:
        if values["code"] == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return made(self, values, **more)

    CraftSheet.create = create  # type: ignore[method-assign]
    found = _batch(batch)
    if found.state == "checked":
        services.start_applying(found, by=None)
    services.go_on_applying(found, by=None)
    return found.rows.filter(outcome="taken").count()


def count(batch: str) -> dict[str, Any]:
    """How many crafts there are, how many rows say so, and how often it was announced."""
    from hilo.core.models import Entry

    found = _batch(batch)
    return {
        "state": found.state,
        "crafts": Entry.objects.filter(event="crafts").count(),
        "taken": found.rows.filter(outcome="taken").count(),
        "told": Entry.objects.filter(event="core.SheetApplied").count(),
    }


def _batch(uuid: str) -> Any:
    from hilo.core.models import Batch

    _sheet()
    return Batch.objects.get(uuid=uuid)


def _sheet() -> Any:
    from hilo.core.sheets import sheets
    from tests.core.crafts import CraftSheet

    return sheets.get("crafts") if "crafts" in sheets else sheets.add(CraftSheet())


if __name__ == "__main__":
    django.setup()
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
