"""What has happened to the list of competences and to those who rate. Ids only: no event holds a rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class CompetencesLoaded(Event):
    """So many competences that ship with Hilo were `added`, and so many `renewed` that nobody had changed."""

    added: int
    renewed: int
    sentence = _("%(actor)s loaded the list of competences: %(added)s new, %(renewed)s renewed.")


@dataclass(frozen=True)
class CompetenceGroupAdded(Event):
    """The list has a new group; nothing stands in it yet."""

    group: UUID
    sentence = _("%(actor)s added a group of competences.")


@dataclass(frozen=True)
class CompetenceGroupChanged(Event):
    """The named `fields` of a group changed."""

    group: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed a group of competences.")


@dataclass(frozen=True)
class CompetenceAdded(Event):
    """A competence is in the list and may be asked, taught and certified."""

    competence: UUID
    sentence = _("%(actor)s added the competence.")


@dataclass(frozen=True)
class CompetenceChanged(Event):
    """The named `fields` changed; values are not kept here. Its code never changes."""

    competence: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the competence.")


@dataclass(frozen=True)
class CompetenceRetired(Event):
    """It is no longer offered where competences are chosen; what points to it stays."""

    competence: UUID
    sentence = _("%(actor)s retired the competence.")


@dataclass(frozen=True)
class CompetenceTakenUpAgain(Event):
    """A retired competence is offered again."""

    competence: UUID
    sentence = _("%(actor)s took the competence up again.")


@dataclass(frozen=True)
class CompetenceRemoved(Event):
    """A competence that nothing pointed to is no more. `name` is its last, as a stored text."""

    competence: UUID
    name: dict[str, Any]
    sentence = _("%(actor)s removed a competence that nothing pointed to.")


@dataclass(frozen=True)
class OccasionOpened(Event):
    """People may be asked to rate, from its first moment on."""

    occasion: UUID
    sentence = _("%(actor)s opened an occasion to rate competences.")


@dataclass(frozen=True)
class PeopleAsked(Event):
    """So many `people` were asked to rate for the first time."""

    occasion: UUID
    people: int
    sentence = _("%(actor)s asked people to rate competences: %(people)s.")


@dataclass(frozen=True)
class OccasionClosed(Event):
    """Nothing can be rated or changed any more; its figures are settled."""

    occasion: UUID
    sentence = _("%(actor)s closed an occasion to rate competences.")


@dataclass(frozen=True)
class OccasionReopened(Event):
    """People can rate again; figures that were shown may change."""

    occasion: UUID
    sentence = _("%(actor)s reopened an occasion to rate competences.")


@dataclass(frozen=True)
class RatingsKept(Event):
    """Something that `person` rated is kept or changed; not told in histories."""

    occasion: UUID
    person: UUID


@dataclass(frozen=True)
class RatingsFinished(Event):
    """`person` said that they have finished rating; they may still change it until it closes."""

    occasion: UUID
    person: UUID
    sentence = _("%(actor)s finished rating competences.")
