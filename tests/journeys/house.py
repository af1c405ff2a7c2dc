"""A real installation for journeys: prepared and served as `bin/run` does it, on a port of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class House:
    """An installation in `folder`, reachable at `address` between `open()` and `close()`.

    `settings` are those of docs/operating/settings.md, for this house alone.
    """

    def __init__(self, folder: Path, *, is_empty: bool = False, **settings: str) -> None:
        self.folder = folder
        self.is_empty = is_empty
        self.settings = settings
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not is_ours(name)}
        return kept | {"HILO_DATA": str(self.folder)} | self.settings

    def prepare(self) -> None:
        """Everything before the first page, as at a person's first start."""
        words = ["--prepare", "--port", str(self.port), *(["--empty"] if self.is_empty else [])]
        self.call("-m", "config.launch", *words)

    def move_into_a_copy(self, furnished: Path) -> None:
        """Have everything that was prepared in another folder, at this house's own address."""
        shutil.copytree(furnished, self.folder, dirs_exist_ok=True)
        file = self.folder / "settings.env"
        here = f"HILO_ADDRESS={self.address}"
        file.write_text(re.sub(r"^HILO_ADDRESS=.*$", here, file.read_text(), flags=re.MULTILINE))

    def open(self) -> House:
        words = ["--port", str(self.port), *(["--empty"] if self.is_empty else [])]
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.launch", *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait()
        return self

    def wait(self, seconds: float = 300) -> None:
        """Return once pages are served; raises AssertionError with the log otherwise."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            try:
                urllib.request.urlopen(f"{self.address}/health/live", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise AssertionError(f"no page after {seconds:.0f} s\n{self.log()}")

    def close(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    def call(self, *words: str) -> str:
        """Run Python with `words` in this installation and answer what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def command(self, *words: str) -> str:
        """Run a management command as `bin/hilo` does."""
        return self.call("-m", "config.launch", "--command", *words)

    def mails(self) -> list[EmailMessage]:
        """The mails of the demonstration, oldest first."""
        files = sorted(
            (self.folder / "mail").glob("**/*.eml"), key=lambda file: file.stat().st_mtime
        )
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(file.read_bytes()) for file in files]  # type: ignore[misc]

    def newest_mail(self, to: str, *, after: int = 0, seconds: float = 20) -> EmailMessage:
        """The newest mail to `to`, waited for; `after` is how many of them were there before."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [mail for mail in self.mails() if to in str(mail["To"])]
            if len(found) > after:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {to} within {seconds:.0f} s")


def is_ours(name: str) -> bool:
    """Whether a variable of the environment would change the installation under test."""
    return name.startswith(("HILO_", "DJANGO_")) or name in {
        "DATABASE_URL",
        "CACHE_URL",
        "SMTP_URL",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    House(Path(sys.argv[1])).prepare()
