"""`bin/hilo sectors load`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from hilo.network.services import shipped


class Command(BaseCommand):
    help = "The sectors of the directory and what they are mapped to: load what ships."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="add the sectors that Hilo ships and this installation lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        made = shipped.load_shipped()
        if options["verbosity"]:
            self.stdout.write(f"{made} sectors added.")
