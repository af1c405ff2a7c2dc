"""`bin/hilo search rebuild`: build the search index anew from what is in the database."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hilo.core import search
from hilo.core.registries import search_sources


class Command(BaseCommand):
    help = "Look after the search index."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        rebuild = verbs.add_parser("rebuild", help="build the index of these kinds (of all) anew")
        rebuild.add_argument("kinds", nargs="*", help="kinds of objects, for example: programme")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [source.name for source in search_sources]
        if unknown := sorted(set(options["kinds"]) - set(known)):
            raise CommandError(
                f"No such kind: {', '.join(unknown)}. There are: {', '.join(known) or 'none'}."
            )
        began = time.monotonic()
        total = search.rebuild(options["kinds"] or None, tell=self._tell)
        self.stdout.write(f"{total} objects in {time.monotonic() - began:.1f} s")

    def _tell(self, kind: str, count: int) -> None:
        self.stdout.write(f"  {kind}: {count}")
