"""What we do when something happens on the stage; faults are ordered through the environment."""

from __future__ import annotations

import os
import signal

from hilo.core.events import handles
from tests.core.stage.events import CurtainRose
from tests.core.stage.models import Trace


@handles(CurtainRose)
def applaud(event: CurtainRose) -> None:
    """Leave a trace; STAGE_DIES kills this process in the middle, STAGE_FAILS raises."""
    Trace.objects.create(name=f"applause for {event.name}", process=os.getpid())
    if os.environ.get("STAGE_DIES") == "handler":
        os.kill(os.getpid(), signal.SIGKILL)
    if os.environ.get("STAGE_FAILS") == "handler":
        raise ValueError("no hands")


@handles(CurtainRose)
def light(event: CurtainRose) -> None:
    """A second handler, which never fails."""
    Trace.objects.create(name=f"light for {event.name}", process=os.getpid())
