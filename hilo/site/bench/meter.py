"""CPU seconds of a web server and its database, read from the kernel's own accounts."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

TOKEN = "m" * 32  # against forged forms: the cookie and the field of one browser agree


class Server:
    """One web process on loopback, as in production, for the length of a `with` block."""

    def __init__(self) -> None:
        self.port = free_port()
        self.connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port)]
        command += ["--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "error"]
        environment = os.environ | {
            "HILO_BENCH": "yes",
            "HILO_ADDRESS": f"http://127.0.0.1:{self.port}",
        }
        self.process = subprocess.Popen(
            [*command, "config.wsgi:application"], cwd=settings.ROOT, env=environment
        )
        self.wait()
        return self

    def __exit__(self, *problem: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=15)

    def wait(self) -> None:
        """Return once the server answers; raises TimeoutError after 60 seconds."""
        for _ in range(600):
            if self.process.poll() is not None:
                raise ChildProcessError(
                    "the server ended before it answered; its words stand above"
                )
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.get("/health/live", "")
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not answer within a minute")

    def get(self, path: str, cookie: str) -> tuple[int, int]:
        """Open `path` and answer its status and the bytes of its body as sent."""
        assert self.connection is not None
        headers = {"Accept-Encoding": "br", "Accept-Language": "es"}
        if cookie:
            headers["Cookie"] = cookie
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, len(answer.read())

    def send(self, path: str, cookie: str, fields: Mapping[str, Any]) -> tuple[int, int]:
        """Send a form to `path`, as its page would, and answer as `get` does."""
        assert self.connection is not None
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        headers = {
            "Accept-Language": "es",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
        }
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, len(answer.read())

    def cpu(self) -> float:
        """CPU seconds so far of the server's processes and of its database's."""
        return sum(map(cpu_of, [*family(self.process.pid), *database_processes()]))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, all threads (nanoseconds in `schedstat`)."""
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        total += int(task.read_text().split()[0])
    return total / 1e9


def family(pid: int) -> Iterable[int]:
    """A process and its descendants."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))


def database_processes() -> list[int]:
    """The backends of PostgreSQL that serve this database, except ours; SQLite has none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]
