"""Make an installation ready to serve: everything that must be there before the first page."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation.reloader import translation_file_changed

from hilo.core import translations


class Command(BaseCommand):
    help = (
        "Make this installation ready: translations, database, static files, places, sectors, "
        "demonstration."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.step("Translations", compile_translations)
        self.step("Database", migrate)
        self.step("Static files", collect_static)
        self.step("Places", lambda: call_command("places", "load", verbosity=0))
        self.step("Competences", lambda: call_command("competences", "load", verbosity=0))
        self.step("Sectors and criteria", lambda: call_command("network", "load", verbosity=0))
        if settings.IS_DEMONSTRATION:
            self.step("Demonstration", lambda: call_command("demo", "load", verbosity=0))

    def step(self, title: str, work: Callable[[], Any]) -> None:
        """Do one step and say how long it took, where that could be felt."""
        began = time.monotonic()
        work()
        took = time.monotonic() - began
        if took > 0.5:
            self.stdout.write(f"  {title}: {took:.1f} s")
            self.stdout.flush()


def compile_translations() -> None:
    """Compile what is outdated, and forget what this process has read before.

    Otherwise a first start would write English into the search index, into the notices that people
    agree to, and wherever else words are kept in the language of the installation.
    """
    if translations.compile_all():
        translation_file_changed(None, Path("django.mo"))


def migrate() -> None:
    """Bring the tables up to date, and make the one that keeps short-lived values."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Collect and compress the static files again where any of them has changed."""
    mark = settings.STATIC_ROOT / ".fingerprint"
    fingerprint = static_fingerprint()
    if not mark.exists() or mark.read_text() != fingerprint:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(fingerprint)


def static_fingerprint() -> str:
    """A digest of the names, sizes and times of every static file that finders know."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
