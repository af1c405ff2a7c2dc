"""`bin/hilo network load`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from hilo.network.services import criteria, shipped


class Command(BaseCommand):
    help = "The sectors of the directory and the criteria of its pages: load what ships."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="add what Hilo ships and this installation lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        sectors, published = shipped.load_shipped(), criteria.load_shipped()
        if options["verbosity"]:
            self.stdout.write(f"{sectors} sectors and {published} criteria added.")
