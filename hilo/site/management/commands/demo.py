"""`bin/hilo demo load`: furnish the demonstration. `bin/hilo demo sign-ins`: how to sign in as each role.

`bin/hilo demo scale --organisations 100000`: fill the directory, to see and measure how it bears it.
`bin/hilo demo scale --learners 415`: one cohort of so many in a course of twenty graded steps, for the same end.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from hilo.core.installation import WrongMode
from hilo.network.services import scale
from hilo.people.roles import role
from hilo.site.demonstration import crowd, learners, load


class Command(BaseCommand):
    help = "Look after the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        loading = verbs.add_parser("load", help="furnish it; loading again changes nothing")
        loading.add_argument(
            "--day", type=dt.date.fromisoformat, help="the demonstration day, at first (today)"
        )
        verbs.add_parser("sign-ins", help="one person per role, with password and present code")
        scaling = verbs.add_parser(
            "scale", help="invented organisations or learners by the hundred"
        )
        scaling.add_argument("--organisations", type=int, default=100_000, help="how many in all")
        scaling.add_argument("--learners", type=int, help="of one cohort, instead of organisations")
        scaling.add_argument("--remove", action="store_true", help="take them away again")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMONSTRATION:
            raise CommandError("This installation is for real people: it has no demonstration.")
        if options["verb"] == "load":
            self.load(options)
        elif options["verb"] == "scale" and options["learners"] is not None:
            self.scale_learners(options)
        elif options["verb"] == "scale":
            self.scale(options)
        else:
            self.sign_ins()

    def load(self, options: dict[str, Any]) -> None:
        tell = self.stdout.write if options["verbosity"] else lambda line: None
        try:
            new = load(options["day"], tell=tell)
        except WrongMode as problem:
            raise CommandError(str(problem)) from problem
        tell(f"{new} people are new." if new else "Everything was there already.")

    def scale_learners(self, options: dict[str, Any]) -> None:
        if options["remove"]:
            learners.shrink()
            self.stdout.write("The cohort for measuring is gone.")
        else:
            count = learners.grow(options["learners"])
            self.stdout.write(f"{count} people learn in the cohort for measuring.")

    def scale(self, options: dict[str, Any]) -> None:
        began = time.monotonic()

        def tell(done: int, of: int) -> None:
            if options["verbosity"]:
                self.stdout.write(f"  {min(done, of)} of {of}, {time.monotonic() - began:.0f} s")
                self.stdout.flush()

        if options["remove"]:
            self.stdout.write(f"{scale.shrink(tell)} invented organisations are gone.")
        else:
            new = scale.grow(options["organisations"], tell)
            self.stdout.write(f"{new} invented organisations are new.")

    def sign_ins(self) -> None:
        found = crowd.sign_ins()
        if not found:
            raise CommandError("Nobody is here yet. Say: bin/hilo demo load")
        for one, who in found:
            with translation.override("en"):  # the language of what stands around it
                label = str(role(one.role).label)
            self.stdout.write(f"{label}: {who} ({one.name})")
            self.stdout.write(f"    {one.email}   password {one.password}")
            if one.totp_secret:
                self.stdout.write(f"    second factor {one.totp_secret}, now {one.code}")
        self.stdout.write("Codes change every 30 seconds; ask again for the present one.")
