"""One's own home: what now? First what is late, then the rest, each from the chapter that knows.

Every chapter registers a `HomeBlock`; here they are put in order, and each role gets the sentence
that teaches where nothing waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, ToDo
from hilo.people import access, profiles, roles
from hilo.programme.cards import cards_of
from hilo.programme.models import Participation, Programme
from hilo.ui import reader


@dataclass(frozen=True)
class Block:
    """What one chapter says on this home."""

    title: Any
    to_do: list[ToDo]


@dataclass(frozen=True)
class Lesson:
    """What a role reads where nothing waits: a sentence, and one thing to do."""

    sentence: Any
    action: Any
    url_name: str


LESSONS = {
    "coordinator": Lesson(
        _("Nothing is late. Invite the next people, or look who has come."),
        _("See the people"),
        "people:list",
    ),
    "trainer": Lesson(
        _(
            "No cohort waits for you yet. When you teach one, its next session, who is stuck and "
            "the attendance to take stand here."
        ),
        _("See the programmes"),
        "programme:programmes",
    ),
    "agent": Lesson(
        _(
            "No diagnosis is open yet. When your cluster begins, its next step and the challenges "
            "still to be rated stand here."
        ),
        _("See the programmes"),
        "programme:programmes",
    ),
    "reviewer": Lesson(
        _(
            "No dossier waits for you. When a call closes, those to read stand here, with the day "
            "by which your scores are needed."
        ),
        _("See the programmes"),
        "programme:programmes",
    ),
    "promoter": Lesson(
        _("The programmes show how many people they reach, where, and against which target."),
        _("See the figures"),
        "programme:programmes",
    ),
    "operator": Lesson(
        _("Nothing asks for you. Mail, work in the background and checks have their page."),
        _("See how the house fares"),
        "house",
    ),
    "member": Lesson(
        _(
            "Nothing waits for you today. What you take part in stands on this page, and what is new "
            "comes here by itself."
        ),
        _("Look around the network"),
        "ui:network",
    ),
}


@dataclass
class Home:
    """Everything that one's home shows."""

    blocks: list[Block] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    roles: list[type[roles.Role]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(one.is_late for block in self.blocks for one in block.to_do)


def home_of(viewer: Any) -> dict[str, Any]:
    """The home of `viewer`, an account."""
    held = [role for role in access.roles_of(viewer) if role is not roles.Member]
    blocks = list(blocks_of(viewer))
    home = Home(blocks, roles=held, cards=cards(programmes_of(viewer)))
    if not blocks:
        home.lessons = [LESSONS[role.name] for role in held or [roles.Member]]
    back, forth = profiles.thread_of_me(viewer)
    return {"home": home, "back": back, "forth": forth}


def cards(programmes: list[Programme]) -> list[dict[str, Any]]:
    """Their cards, kept until something happens: the countries of a programme are asked of its places."""
    about = tuple((one.pk, one.version) for one in programmes)
    return kept(("cards", about, *reader.eyes()), lambda: cards_of(programmes))


def blocks_of(viewer: Any) -> Iterator[Block]:
    """What each chapter says, those with something late first."""
    found = [Block(block.title, in_order(block, viewer)) for block in registries.homes]
    speaking = [block for block in found if block.to_do]
    yield from sorted(speaking, key=lambda block: not any(one.is_late for one in block.to_do))


def in_order(block: HomeBlock, viewer: Any) -> list[ToDo]:
    """Late ones first, then by the day they are due, those without a day last."""
    return sorted(
        block.to_do(viewer),
        key=lambda one: (not one.is_late, one.due is None, one.due.timestamp() if one.due else 0),
    )


def programmes_of(viewer: Any) -> list[Programme]:
    """The programmes that `viewer` takes part in or holds a role in."""
    took_part = Participation.objects.present().filter(person=viewer.person_id)
    held = [
        str(one.scope_uuid) for one in access.grants_of(viewer) if one.scope_kind == "programme"
    ]
    everywhere = any(one.is_everywhere for one in access.grants_of(viewer))
    about = (viewer.person_id, everywhere, tuple(held))
    return kept(("programmes", *about), lambda: _programmes_of(took_part, held, everywhere))


def _programmes_of(took_part: Any, held: list[str], everywhere: bool) -> list[Programme]:
    found = Programme.objects.all() if everywhere else Programme.objects.filter(uuid__in=held)
    mine = found | Programme.objects.filter(pk__in=took_part.values("programme"))
    return list(mine.distinct())


def house_to_do(viewer: Any) -> Iterator[ToDo]:
    """For operators: what the checks found that is not well."""
    if not access.can(viewer, "system.keep"):
        return
    from hilo.site.house import unwell

    for finding in unwell():
        yield ToDo(finding.text, reverse("house"), _("See what to do"), is_late=True)
