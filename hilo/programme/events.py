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
class PersonTakenIn(Event):
    """`person` began to take part; told in the history of the person."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s took this person into a programme.")


@dataclass(frozen=True)
class PeopleTakenOut(Event):
    """So many `people` were taken out again, as if they had never been in the programme."""

    programme: UUID
    people: int
    sentence = _("%(actor)s took people out who had been taken in by mistake: %(people)s.")


@dataclass(frozen=True)
class PersonCountedElsewhere(Event):
    """The region or the audiences in which `person` takes part changed; values are not kept here."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s changed where this person takes part in a programme.")


@dataclass(frozen=True)
class PersonCameBack(Event):
    """`person`, who had left the programme, takes part again."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s noted that a person takes part in the programme again.")


@dataclass(frozen=True)
class PersonLeftProgramme(Event):
    """`person` no longer takes part; that they did stays on record."""

    programme: UUID
    person: UUID
    sentence = _("%(actor)s noted that a person left the programme.")
