"""Who a process is, so that another one on the same machine can tell whether it still lives."""

from __future__ import annotations

import os
import socket
from functools import lru_cache
from pathlib import Path

PROC = Path("/proc")


@lru_cache(maxsize=1)
def machine() -> str:
    """This boot of this machine and its space of process numbers; the host's name elsewhere."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()[:8]
        space = (PROC / "self/ns/pid").stat().st_ino
        return f"{boot}-{space}"
    except OSError:
        return socket.gethostname()[:24]


def began(pid: int) -> str:
    """When process `pid` began, in ticks since boot; empty where there is none."""
    try:
        # The command's name, in parentheses, may hold spaces; the times come after it.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]


def mine() -> str:
    """The identity of this process: machine, number and beginning."""
    return f"{machine()}/{os.getpid()}/{began(os.getpid())}"


def is_gone(identity: str) -> bool | None:
    """Whether the process behind `identity` is dead; None where that cannot be seen from here."""
    where, _slash, rest = identity.partition("/")
    pid, _slash, start = rest.partition("/")
    if where != machine() or not start or not pid.isdecimal():
        return None
    return began(int(pid)) != start
