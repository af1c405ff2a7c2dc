"""What `bin/run` starts ends with it: after Ctrl+C, a polite end, and a terminal that closes."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.core.processes import ROOT, Stage, eventually, migrated

pytestmark = [pytest.mark.processes, pytest.mark.once]  # on a file of its own

SERVE = "import sys; from config import launch; sys.exit(launch.serve(launch.read_options(sys.argv[1:])))"


class Launched:
    """A launcher that has its terminal to itself, as in a window that somebody opened for it."""

    def __init__(self, stage: Stage) -> None:
        self.port = free_port()
        self.window, terminal = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, "--empty", "--port", str(self.port)],
            cwd=ROOT,
            env={**stage.environment, "HILO_ADDRESS": f"http://127.0.0.1:{self.port}"},
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=take_the_terminal,
        )
        os.close(terminal)

    @property
    def children(self) -> list[str]:
        return children_of(self.process.pid)

    @property
    def serves(self) -> bool:
        try:
            urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5).close()
        except OSError:
            return False
        return True

    def close_window(self) -> None:
        os.close(self.window)

    def press_ctrl_c(self) -> None:
        os.write(self.window, b"\x03")

    def end_politely(self) -> None:
        self.process.send_signal(signal.SIGTERM)


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def take_the_terminal() -> None:
    """In the new process: this terminal is its own, and Ctrl+C and its end count, also where the tests ignore them."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """What launches knows no database of its own: a file does on both kinds."""
    folder = tmp_path_factory.mktemp("launched")
    made = Stage(folder, f"sqlite:///{folder / 'stage.sqlite3'}")
    made.environment |= {
        "DJANGO_SETTINGS_MODULE": "tests.notifications.stage.settings",
        "HILO_MODE": "real",
        "HILO_SECRET_KEY": "known-to-this-test-alone-and-long-enough-for-real-people",
    }
    return migrated(made)


@pytest.fixture
def launched(stage: Stage) -> Iterator[Launched]:
    one = Launched(stage)
    yield one
    one.process.kill()
    one.process.wait()


@pytest.mark.parametrize("way", ["close_window", "press_ctrl_c", "end_politely"])
def test_nothing_outlives_the_launcher(launched: Launched, way: str) -> None:
    assert eventually(lambda: launched.serves)
    children = launched.children
    assert len(children) == 2
    getattr(launched, way)()
    launched.process.wait(timeout=40)
    assert not launched.serves
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_a_server_that_is_stopped_while_it_starts_ends(stage: Stage) -> None:
    """Its processes are there before they listen to anybody; what they are told then is not lost."""
    web = ["-m", "config.web", "--port", str(free_port()), "--workers", "2"]
    with subprocess.Popen([sys.executable, *web], cwd=ROOT, env=stage.environment) as process:
        try:
            assert eventually(lambda: children_of(process.pid), pause=0.005)
            children = children_of(process.pid)
            process.terminate()
            process.wait(timeout=10)
        finally:
            process.kill()
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
