"""Real processes on a real, shared database: a file of SQLite's, or one made in PostgreSQL."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.core.understudy import Player, Understudy

ROOT = Path(__file__).resolve().parents[2]
WHOLE = "tests.settings"  # with every chapter's tables
# Where one step of the gate leaves its tables for the others; nowhere outside of it.
LEFT = Path(os.environ.get("TABLES", ""))


@contextmanager
def whole_stage(folder: Path) -> Iterator[Stage]:
    """A database of its own with every chapter's tables."""
    stage = Stage(folder)
    # Their own counters of attempts, so that the database alone decides.
    stage.environment |= {"DJANGO_SETTINGS_MODULE": WHOLE, "CACHE_URL": "memory"}
    with furnished(stage):
        yield stage


class Stage:
    """A database of its own and the processes that play on it."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.understudy: Understudy | None = None
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.core.stage.settings",
            "HILO_DATA": str(folder),
            "DATABASE_URL": database_url,
            "HILO_MODE": "demonstration",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, *words: str, **environment: str) -> Player:
        """Start `python <words>` on this stage, in a copy of a process that has Django ready."""
        if self.understudy is None:
            self.understudy = Understudy(self.environment, ROOT)
        return self.understudy.begin(words, environment)

    def start_afresh(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start `python <words>` as a person's shell does: where its beginning is looked at too."""
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        if self.understudy is not None:
            self.understudy.end()

    def begin(self, play: str, *arguments: str, **environment: str) -> Player:
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
        return self.start_afresh("-m", "django", *words, **environment)


def soon() -> str:
    """The moment at which racers start together: copies of a process that has Django ready are there by then."""
    return str(time.time() + 1)


def answer(process: Player) -> Any:
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
    with furnished(Stage(folder)) as stage:
        yield stage


@contextmanager
def furnished(stage: Stage) -> Iterator[Stage]:
    """Give `stage` a database with the tables of its settings, for as long as the block lasts."""
    with _copy(_tables(stage), stage.folder) as url, closing(stage):
        stage.environment["DATABASE_URL"] = url
        yield stage


def _tables(stage: Stage) -> str:
    """A database with the tables of the stage's settings, made once: to copy takes a hundredth of the time."""
    settings = stage.environment["DJANGO_SETTINGS_MODULE"]
    if settings == WHOLE and settings not in _made and LEFT.is_file():
        _made[settings] = f"sqlite:///{LEFT}"
    if settings not in _made:
        folder = Path(_until_the_end.enter_context(TemporaryDirectory(prefix="hilo-stage-")))
        url = _until_the_end.enter_context(_database(folder / "tables.sqlite3"))
        first = Stage(folder)
        first.environment = stage.environment | {"DATABASE_URL": url, "HILO_DATA": str(folder)}
        migrated(first)
        _made[settings] = url
    return _made[settings]


def keep_tables(connection: BaseDatabaseWrapper) -> None:
    """Let stages of all chapters begin with the tables of `connection`, which nobody has written to yet."""
    folder = Path(_until_the_end.enter_context(TemporaryDirectory(prefix="hilo-stage-")))
    file, name = folder / "tables.sqlite3", str(connection.settings_dict["NAME"])
    connection.ensure_connection()
    if not is_postgres():
        with closing(sqlite3.connect(file)) as kept:
            connection.connection.backup(kept)
        _leave_tables(file)
    connection.close()  # PostgreSQL copies no database that somebody is connected to
    _made[WHOLE] = _until_the_end.enter_context(_database(file, template=name))


def _leave_tables(file: Path) -> None:
    """Leave them for other steps of the gate, where it says so."""
    if LEFT.name and not LEFT.exists():
        half = shutil.copy(file, f"{LEFT}.{os.getpid()}")
        Path(half).replace(LEFT)


def tables_of_another_step_or(call_command: Callable[..., Any]) -> Callable[..., Any]:
    """`call_command` for whoever makes a database on SQLite, but that its tables are copied where they are left."""

    def call(name: str, **options: Any) -> None:
        if name == "migrate" and LEFT.is_file():
            connection.ensure_connection()
            with closing(sqlite3.connect(LEFT)) as kept:
                kept.backup(connection.connection)
        else:
            call_command(name, **options)

    return call


_made: dict[str, str] = {}
_until_the_end = ExitStack()
atexit.register(_until_the_end.close)


def migrated(stage: Stage) -> Stage:
    process = stage.manage("migrate", "--run-syncdb", "-v", "0")
    _out, problem = process.communicate(timeout=240)
    assert process.returncode == 0, problem
    return stage


@contextmanager
def _copy(made: str, folder: Path) -> Iterator[str]:
    """A copy of the database at `made`, which nobody is connected to."""
    name = urlsplit(made).path.removeprefix("/")
    with _database(folder / "stage.sqlite3", template=name) as url:
        if not is_postgres():
            shutil.copy(name, folder / "stage.sqlite3")
        yield url


@contextmanager
def _database(file: Path, template: str = "template1") -> Iterator[str]:
    """A database on the kind that the tests run on; in PostgreSQL it begins as `template` is."""
    if is_postgres():
        with _postgres_database(os.environ["DATABASE_URL"], template) as url:
            yield url
    else:
        yield f"sqlite:///{file}"


def is_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def _postgres_database(given: str, template: str) -> Iterator[str]:
    import psycopg
    from psycopg import sql

    name = f"hilo_stage_{uuid.uuid4().hex[:8]}"
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)
