"""What has happened to programmes. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class ProgrammeDrafted(Event):
    """A programme is on record; strangers do not know of it yet."""

    programme: UUID
    sentence = _("%(actor)s put this programme on record.")


@dataclass(frozen=True)
class ProgrammeChanged(Event):
    """The named `fields` of the programme changed; values are not kept here."""

    programme: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the programme.")


@dataclass(frozen=True)
class ProgrammeOpened(Event):
    """The programme is public and under way, for the first time or again."""

    programme: UUID
    sentence = _("%(actor)s opened the programme.")


@dataclass(frozen=True)
class ProgrammeClosed(Event):
    """The programme has ended; its page stays."""

    programme: UUID
    sentence = _("%(actor)s closed the programme.")


@dataclass(frozen=True)
class PeopleTakenIn(Event):
    """So many `people` began to take part at once; each has a row with its own day."""

    programme: UUID
    people: int
    sentence = _("%(actor)s took people into the programme: %(people)s.")


@dataclass(frozen=True)
class PersonLeftProgramme(Event):
    """`person` no longer takes part; that they did stays on record."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s noted that a person left the programme.")
