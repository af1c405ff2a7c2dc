"""`bin/hilo places load` and `bin/hilo places import FILE`."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import translation

from hilo.core.problems import Problem
from hilo.places import lists, services
from hilo.places.rules.listing import Change, Comparison

SHOWN = 20


class Command(BaseCommand):
    help = "Countries, states and municipalities: load what ships, or bring in a newer list."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="add the places that Hilo ships and this installation lacks")
        bring = verbs.add_parser(
            "import",
            help="compare with a newer list of INEGI's keys",
            epilog=headings(),
            formatter_class=RawDescriptionHelpFormatter,
        )
        bring.add_argument(
            "file", type=Path, help="CSV or XLSX with CVEGEO (or CVE_ENT, CVE_MUN) and NOM_MUN"
        )
        bring.add_argument(
            "--part", action="store_true", help="the file holds some whole states only"
        )
        bring.add_argument("--apply", action="store_true", help="make it so; without it, only tell")
        bring.add_argument(
            "--all", action="store_true", help="list every change, not the first twenty"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "load":
            made = services.load_shipped()
            if options["verbosity"]:
                self.stdout.write(f"{made} places added.")
            return
        with translation.override("en"):
            self.bring(options)

    def bring(self, options: dict[str, Any]) -> None:
        """Compare, tell, and apply where that was asked for."""
        verb = (
            services.import_municipalities if options["apply"] else services.compare_municipalities
        )
        actor = {"by": None} if options["apply"] else {}
        try:
            found = verb(lists.read_file(options["file"]), is_part=options["part"], **actor)
        except OSError as problem:
            raise CommandError(f"{options['file']} cannot be read: {problem.strerror}.") from None
        except services.PartOfAList as problem:
            raise CommandError(f"{problem} (--part)") from None
        except Problem as problem:
            raise CommandError(str(problem)) from None
        self.tell(found, SHOWN if not options["all"] else None)
        if not options["apply"] and found.changes:
            self.stdout.write("Nothing was changed yet. Say it again with --apply to make it so.")

    def tell(self, found: Comparison, most: int | None) -> None:
        """Each kind of change with its count and its lines."""
        for title in ("new", "renamed", "moved", "gone"):
            changes: list[Change] = getattr(found, title)
            self.stdout.write(f"{title}: {len(changes)}")
            for change in changes[:most]:
                self.stdout.write(f"  {line_of(change)}")
            if most is not None and len(changes) > most:
                self.stdout.write(f"  and {len(changes) - most} more (--all lists them)")
        self.stdout.write(f"same: {len(found.same)}")


def headings() -> str:
    """What the columns of a list may be called, one meaning a line."""
    lines = (f"  {meaning}: {', '.join(words)}" for meaning, words in lists.HEADINGS.items())
    above = "columns may be called (accents and capitals do not matter):"
    return "\n".join([above, *lines, "a key, or a state with a number, and a name are needed"])


def line_of(change: Change) -> str:
    """One change on one line: the key and the name before and after."""
    ends = [f"{place.key} {place.name}" for place in (change.before, change.after) if place]
    return " → ".join(ends)
