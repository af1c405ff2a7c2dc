"""A process that has learned its part beforehand, so that real processes begin in no time.

`python -m tests.core.understudy <socket>` sets Django up once on the database of its stage, then makes a
copy of itself (a fork) for every order that comes through the socket: a process of its own, with its own
connections, which may be killed. `Understudy` gives the orders, `Player` stands for what came of one.
"""

from __future__ import annotations

import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from threading import Lock
from typing import IO, Any, NoReturn

LONGEST = 1 << 20  # bytes of one order


class Understudy:
    """The process that waits for orders, begun by the first."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket = ours
        self.players: list[Player] = []
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.core.understudy", str(theirs.fileno())],
                cwd=folder,
                env=environment,
                pass_fds=[theirs.fileno()],
            )

    def begin(self, words: tuple[str, ...], environment: dict[str, str]) -> Player:
        """Let a copy of the understudy run `python <words>`."""
        player = Player(words)
        order = json.dumps({"words": words, "environment": environment}).encode()
        with player.told:
            files = [player.out.fileno(), player.problem.fileno(), player.told.fileno()]
            socket.send_fds(self.socket, [order], files)
        self.players.append(player)
        return player

    def end(self) -> None:
        """Send it home, and listen to its copies no longer."""
        self.socket.close()
        self.process.wait()
        for player in self.players:
            player.close()


class Player:
    """One copy at work: as much of `subprocess.Popen` as tests ask of a process."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.args = words
        self.returncode: int | None = None
        self.out, self.problem = _paper(), _paper()
        self.news, self.told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._pid = 0
        self._listens = Lock()  # one thread may wait for the end while another strikes

    @property
    def pid(self) -> int:
        """Its number, as soon as it is there."""
        if not self._pid:
            with self._listens:
                self._pid = self._pid or int(self._next_news(60))
        return self._pid

    def wait(self, timeout: float | None = None) -> int:
        """How it ended: its exit code, or the number of the signal, negative."""
        pid = self.pid
        with self._listens:
            if self.returncode is None and pid:
                self.returncode = int(self._next_news(timeout))
            assert self.returncode is not None
            return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it said and what it complained of, once it is over."""
        self.wait(timeout)
        for file in (self.out, self.problem):
            file.seek(0)
        return self.out.read(), self.problem.read()

    def close(self) -> None:
        for one in (self.out, self.problem, self.news):
            one.close()

    def _next_news(self, timeout: float | None) -> str:
        if not select.select([self.news], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        told = self.news.recv(32)
        assert told, f"nobody played {self.args}"
        return told.decode()


def _paper() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def wait_for_orders(orders: socket.socket) -> None:
    """Make one copy for each order, until nobody can send any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who looks after a copy is missed by nobody
    while True:
        order, files, _flags, _from = socket.recv_fds(orders, LONGEST, 3)
        if not order:
            return
        if os.fork() == 0:
            orders.close()
            look_after(json.loads(order), *files)
        for number in files:
            os.close(number)


def look_after(order: dict[str, Any], out: int, problem: int, told: int) -> NoReturn:
    """Begin the copy that plays, tell its number and, when it is over, how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    player = os.fork()
    if player == 0:
        os.close(told)
        os.dup2(out, 1)
        os.dup2(problem, 2)
        play(**order)
    os.write(told, str(player).encode())
    _pid, status = os.waitpid(player, 0)
    os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def play(words: list[str], environment: dict[str, str]) -> NoReturn:
    """What `python <words>` does, in a Python that has begun; ends this process."""
    os.environ.update(environment)
    code = 0
    try:
        run(*words)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run(way: str, what: str, *words: str) -> None:
    """`-m module words` or `-c code`."""
    sys.argv = [way, *words]
    if way == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<given>", "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    import django

    django.setup()
    wait_for_orders(socket.socket(fileno=int(sys.argv[1])))
