"""What is taken along and kept without a signal, entered in the registries."""

from __future__ import annotations

import datetime as dt

from hilo.core import registries
from hilo.core.registries import Schedule
from hilo.learning import packing
from hilo.learning.offering import a_course, in_office

HOURLY = dt.timedelta(hours=1)


def everything() -> None:
    """Called once, when the application starts."""
    registries.schedules.add(Schedule("learning.packs", packing.make_waiting, HOURLY))
    registries.measured("kept offline", "learning:kept", "member")
    in_office("files to take along", "packs", a_course)
