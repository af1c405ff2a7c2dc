"""What has happened to sessions and to the record of who was there. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class SessionsPlanned(Event):
    """New sessions of one roster, on one or several days."""

    about_kind: str
    about: UUID
    sessions: tuple[UUID, ...]
    count: int
    sentence = _("%(actor)s planned sessions: %(count)s.")


@dataclass(frozen=True)
class SessionChanged(Event):
    """The named `fields` changed; `is_moved` where people must hear of it: another time or place."""

    session: UUID
    fields: tuple[str, ...]
    is_moved: bool
    sentence = _("%(actor)s changed the session.")


@dataclass(frozen=True)
class SessionCancelled(Event):
    """It does not take place and does not count."""

    session: UUID
    sentence = _("%(actor)s cancelled the session.")


@dataclass(frozen=True)
class SessionHeld(Event):
    """It took place and its list is closed: from now on it counts, and whoever has no record was absent."""

    session: UUID
    about_kind: str
    about: UUID
    sentence = _("%(actor)s closed the attendance list.")


@dataclass(frozen=True)
class SessionReopened(Event):
    """Its list is open again and it does not count meanwhile."""

    session: UUID
    about_kind: str
    about: UUID
    sentence = _("%(actor)s opened the attendance list again.")


@dataclass(frozen=True)
class CodeOpened(Event):
    """For so many `minutes` people can type the code of the session."""

    session: UUID
    minutes: int
    sentence = _("%(actor)s opened the code for %(minutes)s minutes.")


@dataclass(frozen=True)
class CodeClosed(Event):
    """The code can no longer be typed."""

    session: UUID
    sentence = _("%(actor)s closed the code.")


@dataclass(frozen=True)
class CodeTyped(Event):
    """`person` typed the code; told in no history, the list shows it."""

    session: UUID
    person: UUID
    about_kind: str
    about: UUID


@dataclass(frozen=True)
class PresenceRecorded(Event):
    """Of `people` it was recorded for the first time, by one `way`, what they were."""

    session: UUID
    about_kind: str
    about: UUID
    way: str
    people: tuple[UUID, ...]
    count: int
    sentence = _("%(actor)s recorded who was there: %(count)s people.")


@dataclass(frozen=True)
class PresenceCorrected(Event):
    """The records of `people` were changed; what and why stands in the log of the session."""

    session: UUID
    about_kind: str
    about: UUID
    people: tuple[UUID, ...]
    count: int
    sentence = _("%(actor)s corrected the attendance list: %(count)s people.")


@dataclass(frozen=True)
class AbsenceAnnounced(Event):
    """`person` announced that they cannot come."""

    session: UUID
    person: UUID
    excuse: UUID
    sentence = _("%(actor)s announced an absence.")


@dataclass(frozen=True)
class AbsenceWithdrawn(Event):
    """`person` comes after all."""

    session: UUID
    person: UUID
    sentence = _("%(actor)s withdrew an announced absence.")


@dataclass(frozen=True)
class ExcuseDecided(Event):
    """A keeper accepted an excuse, or did not."""

    session: UUID
    person: UUID
    excuse: UUID
    is_accepted: bool
    sentence = _("%(actor)s decided on an announced absence.")


@dataclass(frozen=True)
class EvidenceKept(Event):
    """The scan of a signed sheet, or another proof, is kept with the session."""

    session: UUID
    evidence: UUID
    sentence = _("%(actor)s kept evidence of the session.")


@dataclass(frozen=True)
class EvidenceRemoved(Event):
    """Evidence was taken away again, such as the scan of another session."""

    session: UUID
    sentence = _("%(actor)s removed evidence of the session.")


@dataclass(frozen=True)
class FeedRenewed(Event):
    """The calendar address of `person` is another one; the old one answers nothing any more."""

    person: UUID
    sentence = _("%(actor)s renewed their calendar address.")
