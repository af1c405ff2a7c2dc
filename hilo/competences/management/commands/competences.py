"""`bin/hilo competences load`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from hilo.competences import services


class Command(BaseCommand):
    help = "The list of competences: load what ships, without touching what was changed here."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="add what is missing, renew what nobody here has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        added, renewed = services.load_shipped()
        if options["verbosity"]:
            self.stdout.write(f"{added} competences added, {renewed} renewed.")
