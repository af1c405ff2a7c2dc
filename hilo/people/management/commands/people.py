"""`bin/hilo people …`: the first coordinator, a link where no mail leaves, erasures after a restored backup,
a lost second factor."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import translation

from hilo.core import mail
from hilo.core.problems import Problem
from hilo.people import roles, services
from hilo.people.models import Account, Grant, Person
from hilo.people.problems import AddressTaken

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Command(BaseCommand):
    help = "People: make the first coordinator, erase again after a restored backup."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        first = verbs.add_parser(
            "first-coordinator", help="open the account of whoever invites everybody else"
        )
        first.add_argument("--email", help="the address; asked for where it is not given")
        first.add_argument("--given-name")
        first.add_argument("--family-name")
        first.add_argument("--language", choices=LANGUAGES)
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
        with translation.override("en"):  # the language of what stands around it
            told = {name: answer_for(name, options[name]) for name in QUESTIONS}
        link = services.make_first_coordinator(**told)
        self.stdout.write(
            f"{how_it_went(told['email'])} Open the link, agree, and set up a second factor;"
        )
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
    """What becomes of the mail with the invitation, which the worker sends."""
    if problem := mail.hindrance():
        return f"No mail leaves this machine ({problem}); hand the link over yourself."
    return f"An invitation goes to {email} as soon as the worker runs."


def account_of(email: str) -> Account:
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        raise CommandError(f"Nobody signs in with «{email}».")
    return account


def answer_for(name: str, given: str | None) -> str:
    """What was given for `name`, or is typed instead; asked again until it can be used."""
    question, read = QUESTIONS[name]
    while True:
        try:
            return read(given if given is not None else typed(question))
        except (Problem, ValidationError) as problem:
            sentence = " ".join(getattr(problem, "messages", [str(problem)]))
        if not sys.stdin.isatty():
            said = "" if given is None else f" «{given}»"
            raise CommandError(f"--{name.replace('_', '-')}{said}: {sentence}")
        print(sentence)
        given = None


def typed(question: str) -> str:
    """What the operator types; without a terminal, nothing."""
    try:
        return input(question).strip() if sys.stdin.isatty() else ""
    except EOFError:
        raise CommandError("Nothing was changed.") from None


def free_address(text: str) -> str:
    """An address at which nobody signs in yet and to which this installation may write."""
    address = str(Account._meta.get_field("email").clean(text.lower(), None))
    mail.refuse_outsiders(address)
    if Account.objects.filter(email=address).exists():
        raise AddressTaken
    return address


def given_name(text: str) -> str:
    return str(Person._meta.get_field("given_name").clean(text, None))


def family_name(text: str) -> str:
    return str(Person._meta.get_field("family_name").clean(text, None))


def language(text: str) -> str:
    """One of ours; the installation's where nothing is said."""
    code = text or settings.LANGUAGE_CODE
    if code not in LANGUAGES:
        raise ValidationError(f"«{code}»: write one of {', '.join(LANGUAGES)}.")
    return code


QUESTIONS: dict[str, tuple[str, Callable[[str], str]]] = {
    "email": ("E-mail address of the first coordinator: ", free_address),
    "given_name": ("Given name: ", given_name),
    "family_name": ("Family name (may be empty): ", family_name),
    "language": (
        f"Their language, {', '.join(LANGUAGES)} (empty for {settings.LANGUAGE_CODE}): ",
        language,
    ),
}
