"""`bin/hilo credentials rotate-key`, `bin/hilo credentials sign-again`."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from hilo.credentials.models import Certificate
from hilo.credentials.services import badges, keys


class Command(BaseCommand):
    help = "The key that signs certificates: make a new one, sign badges anew."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        rotate = verbs.add_parser("rotate-key", help="sign with a new key from now on")
        rotate.add_argument(
            "--compromised",
            action="store_true",
            help="somebody else may know the old key: publish it no longer, then sign all badges anew",
        )
        verbs.add_parser("sign-again", help="sign all badges anew, with the key in force")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "rotate-key":
            made = keys.rotate(by=None, is_compromised=options["compromised"])
            self.stdout.write(f"Certificates are signed with {made.kid} from now on.")
        if options["verb"] == "sign-again" or options.get("compromised"):
            self.stdout.write(f"{self._sign_all()} badges signed anew.")

    def _sign_all(self) -> int:
        rows = Certificate.objects.exclude(badge="")
        found = rows.select_related("achievement", "status_list")
        for certificate in found.iterator(chunk_size=200):
            badges.sign_again(certificate)
        return rows.count()
