"""Real processes on a real, shared database: a file of SQLite's, or one made in PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def whole_stage(folder: Path) -> Iterator[Stage]:
    """A database of its own with every chapter's tables."""
    given = os.environ.get("DATABASE_URL", "")
    url = f"sqlite:///{folder / 'race.sqlite3'}"
    with ExitStack() as stack:
        is_postgres = given.startswith("postgres")
        stage = Stage(
            folder, stack.enter_context(_postgres_database(given)) if is_postgres else url
        )
        # Their own counters of attempts, so that the database alone decides.
        stage.environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": "memory"}
        yield _migrated(stage)


class Stage:
    """A migrated database of its own and the processes that play on it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.core.stage.settings",
            "HILO_DATA": str(folder),
            "DATABASE_URL": database_url,
            "HILO_MODE": "demonstration",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start `python <words>` on this stage."""
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def begin(self, play: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return self.start("-m", "tests.core.stage", play, *arguments, **environment)

    def play(self, play: str, *arguments: str, **environment: str) -> Any:
        """Run a play to its end and answer what it says."""
        return answer(self.begin(play, *arguments, **environment))

    def play_until_killed(self, play: str, *arguments: str, **environment: str) -> None:
        """Run a play that must end by SIGKILL."""
        process = self.begin(play, *arguments, **environment)
        process.communicate(timeout=60)
        assert process.returncode == -9, process.returncode

    def manage(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        return self.start("-m", "django", *words, **environment)


def answer(process: subprocess.Popen[str]) -> Any:
    """What a play printed; raises with its error output if it failed."""
    out, problem = process.communicate(timeout=120)
    assert process.returncode == 0, f"{process.args}: {problem or out}"
    return json.loads(out.splitlines()[-1])


def eventually(look: Callable[[], Any], *, seconds: float = 30, pause: float = 0.2) -> Any:
    """Ask `look` until it answers something true; the last answer where time runs out."""
    end = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < end:
        time.sleep(pause)
    return seen


@contextmanager
def a_stage(folder: Path) -> Iterator[Stage]:
    """A stage on the kind of database that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        with _postgres_database(given) as url:
            yield _migrated(Stage(folder, url))
    else:
        yield _migrated(Stage(folder, f"sqlite:///{folder / 'stage.sqlite3'}"))


def _migrated(stage: Stage) -> Stage:
    process = stage.manage("migrate", "--run-syncdb", "-v", "0")
    _out, problem = process.communicate(timeout=120)
    assert process.returncode == 0, problem
    return stage


@contextmanager
def _postgres_database(given: str) -> Iterator[str]:
    import psycopg
    from psycopg import sql

    name = f"hilo_stage_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)
