"""`bin/hilo people …`: the first coordinator, a link where no mail leaves, erasures after a restored backup,
a lost second factor."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from hilo.core.problems import Problem
from hilo.people import roles, services
from hilo.people.models import Account, Grant, Invitation


class Command(BaseCommand):
    help = "People: make the first coordinator, erase again after a restored backup."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        first = verbs.add_parser(
            "first-coordinator", help="open the account of whoever invites everybody else"
        )
        first.add_argument("--email", help="the address; asked for where it is not given")
        first.add_argument("--given-name", default="")
        first.add_argument("--family-name", default="")
        first.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        door = verbs.add_parser(
            "sign-in-link",
            help="print a link by which somebody comes in once, where no mail leaves",
        )
        door.add_argument("email")
        verbs.add_parser(
            "replay-erasures",
            help="erase again whoever a restored backup brought back (reads erasures.log)",
        )
        lost = verbs.add_parser(
            "forget-second-factor",
            help="take the second factor away from somebody who lost it and the recovery codes",
        )
        lost.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = options["verb"].replace("-", "_")
        getattr(self, verb)(options)

    def first_coordinator(self, options: dict[str, Any]) -> None:
        """Ask, open the account, give both roles of the house, send the invitation."""
        standing = Grant.objects.standing().filter(role=roles.Coordinator.name, scope_kind="")
        if known := standing.select_related("person__account").order_by("pk").first():
            self.stdout.write("There is a coordinator already; they can invite others.")
            if known.person.joined_at is None:
                self.stdout.write(
                    f"They have not come in yet: bin/hilo people sign-in-link {known.person.email}"
                )
            return
        email = options["email"] or ask("E-mail address of the first coordinator: ")
        given_name = options["given_name"] or ask("Given name: ")
        family_name = options["family_name"] or ask("Family name (may be empty): ", is_needed=False)
        language = options["language"] or settings.LANGUAGE_CODE
        try:
            validate_email(email)
            link = services.make_first_coordinator(
                email=email, given_name=given_name, family_name=family_name, language=language
            )
        except ValidationError as problem:
            raise CommandError(f"«{email}»: {' '.join(problem.messages)}") from None
        except Problem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{how_it_went(email)} Open the link, agree, and set up a second factor;")
        self.stdout.write(f"it works once, within 30 days:\n    {link}")

    def sign_in_link(self, options: dict[str, Any]) -> None:
        """The operator makes sure who asks before handing it over."""
        account = account_of(options["email"])
        lasts = "15 minutes" if account.person.joined_at else "30 days"
        link = services.hand_over_link(account)
        self.stdout.write(
            f"It works once, within {lasts}; a second factor is still asked for:\n    {link}"
        )

    def replay_erasures(self, options: dict[str, Any]) -> None:
        count = services.replay_erasures()
        self.stdout.write(f"{count} people erased again.")

    def forget_second_factor(self, options: dict[str, Any]) -> None:
        """The operator makes sure who asks before typing this."""
        account = account_of(options["email"])
        services.forget_second_factor(account)
        self.stdout.write(
            f"{account.email} has no second factor now and sets up another at the next sign-in."
        )


def how_it_went(email: str) -> str:
    """What became of the mail with the invitation."""
    waiting = Invitation.objects.open().filter(person__account__email=email.strip().lower())
    if problem := waiting.values_list("problem", flat=True).first():
        return f"No mail leaves this machine ({problem}); hand the link over yourself."
    return f"An invitation is on its way to {email}."


def account_of(email: str) -> Account:
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        raise CommandError(f"Nobody signs in with «{email}».")
    return account


def ask(question: str, *, is_needed: bool = True) -> str:
    """What the operator types; without a terminal, a sentence that says what to add."""
    if not sys.stdin.isatty():
        if not is_needed:
            return ""
        raise CommandError("Say --email, --given-name and --language; nobody is there to be asked.")
    answer = ""
    while not answer:
        answer = input(question).strip()
        if not is_needed:
            break
    return answer
