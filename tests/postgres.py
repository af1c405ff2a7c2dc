"""A PostgreSQL cluster of our own, for the length of a `with` block, from Debian's packages.

It listens on a socket in its own temporary folder only. `initdb` refuses root, so as root everything
runs as the unprivileged user that the package brings.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from urllib.parse import quote


class Cluster:
    """Start with `with Cluster() as cluster`, reach it at `cluster.url`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hilo-pg-", dir="/tmp"))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    @property
    def url(self) -> str:
        return f"postgresql:///hilo?host={quote(str(self.folder), safe='/')}&user={self.user}"

    def __enter__(self) -> Cluster:
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        data = str(self.folder / "data")
        self.call("initdb", "-D", data, "-U", self.user, "-A", "trust", "-E", "UTF8", "--no-sync")
        speed = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60 {speed}"
        log = str(self.folder / "log")
        self.call("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        self.call("createdb", "-h", str(self.folder), "-U", self.user, "hilo")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs, as its own user where we are root."""
        command = [str(binaries() / program), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(
            command,
            check=True,
            cwd="/tmp",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )


def binaries() -> Path:
    """The newest installed server's programs, which Debian keeps off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if not found:
        raise SystemExit("PostgreSQL is missing. Please type: sudo apt-get install -y postgresql")
    return found[-1]
