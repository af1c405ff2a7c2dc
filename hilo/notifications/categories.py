"""What messages are about, in words that let a person choose how often to hear of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hilo.core.registries import Label
from hilo.core.registry import Registry
from hilo.notifications.enums import Rhythm


@dataclass(frozen=True)
class Category:
    """A kind of message; one that `is_required` is always mailed at once."""

    name: str
    label: Label
    sentence: Label
    usual: Rhythm = Rhythm.AT_ONCE
    is_required: bool = False
    order: int = 50


categories: Registry[Category] = Registry("message categories")

SECURITY = categories.add(
    Category(
        "security",
        _("Your account and your data"),
        _("Sign-ins, your data and the notices you agreed to. This mail always comes at once."),
        is_required=True,
        order=10,
    )
)
INVITATIONS = categories.add(
    Category(
        "invitations",
        _("Invitations"),
        _("Somebody asks you to take part: a course, a workshop, a call, a commission."),
        order=20,
    )
)
REMINDERS = categories.add(
    Category(
        "reminders",
        _("Reminders"),
        _("What is due soon, and places or offers that run out."),
        order=30,
    )
)
PROGRAMME = categories.add(
    Category(
        "programme",
        _("News of your programmes"),
        _("What begins, changes or comes out in the programmes and groups you belong to."),
        usual=Rhythm.DAILY,
        order=40,
    )
)
DISCUSSIONS = categories.add(
    Category(
        "discussions",
        _("Discussions"),
        _("Answers to you, and what is new in the discussions you follow."),
        usual=Rhythm.DAILY,
        order=50,
    )
)
WORK = categories.add(
    Category(
        "work",
        _("Work you started"),
        _("Long work that ran without you, such as a large sheet, and what came of it."),
        order=60,
    )
)
