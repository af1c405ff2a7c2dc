"""What has happened to people and their powers. Ids only: no name outlives its erasure here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event
from hilo.people import roles
from hilo.people.purposes import purposes


def _role(name: str) -> Any:
    return roles.role(name).label


def _purpose(name: str) -> Any:
    return purposes.get(name).label if name in purposes else name


@dataclass(frozen=True)
class PersonInvited(Event):
    """A letter with an invitation left for `person`, for the first time or again.

    The secret of the letter travels in the mail alone. `scope_kind`/`scope` name what they were invited for.
    """

    person: UUID
    invitation: UUID
    scope_kind: str = ""
    scope: UUID | None = None
    sentence = _("%(actor)s sent an invitation.")


@dataclass(frozen=True)
class InvitationRevoked(Event):
    """The open invitation of `person` was taken back; its link leads nowhere."""

    person: UUID
    invitation: UUID
    sentence = _("%(actor)s took the invitation back.")


@dataclass(frozen=True)
class PersonJoined(Event):
    """`person` signed in for the first time. It happens once in a life."""

    person: UUID
    sentence = _("%(actor)s joined the network.")


@dataclass(frozen=True)
class PersonAdded(Event):
    """`person` was put on record by somebody else and has no way in yet, or an unused one."""

    person: UUID
    sentence = _("%(actor)s put this person on record.")


@dataclass(frozen=True)
class PersonChanged(Event):
    """The named `fields` of `person` changed; values are not kept here."""

    person: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed the profile.")


@dataclass(frozen=True)
class EmailChanged(Event):
    """`person` signs in with another address from now on, which they confirmed."""

    person: UUID
    sentence = _("%(actor)s changed the e-mail address.")


@dataclass(frozen=True)
class SecondFactorForgotten(Event):
    """The operator took every second factor of `person` away, after making sure who asked."""

    person: UUID
    sentence = _("The second factor of this person was taken away by the operator.")


@dataclass(frozen=True)
class LinkHandedOver(Event):
    """The operator made a sign-in link for `person` on the machine, without any mail."""

    person: UUID
    sentence = _("A sign-in link for this person was handed over by the operator.")


@dataclass(frozen=True)
class RoleGranted(Event):
    """`person` holds `role` in a scope (the whole installation where `scope_kind` is empty)."""

    person: UUID
    grant: UUID
    role: str
    scope_kind: str = ""
    scope: UUID | None = None
    sentence = _("%(actor)s gave the role “%(role)s”.")

    def words(self) -> dict[str, Any]:
        return {**super().words(), "role": _role(self.role)}


@dataclass(frozen=True)
class RoleRevoked(Event):
    """The grant is over before its time, or its scope is gone."""

    person: UUID
    grant: UUID
    role: str
    sentence = _("%(actor)s took back the role “%(role)s”.")

    def words(self) -> dict[str, Any]:
        return {**super().words(), "role": _role(self.role)}


@dataclass(frozen=True)
class RoleGivenUp(Event):
    """`person` laid the role down; the grant is over before its time, as after `RoleRevoked`."""

    person: UUID
    grant: UUID
    role: str
    sentence = _("%(actor)s gave up the role “%(role)s”.")

    def words(self) -> dict[str, Any]:
        return {**super().words(), "role": _role(self.role)}


@dataclass(frozen=True)
class DutyBegun(Event):
    """`person` is in a staff session: their staff roles have power in one browser until it ends.

    Roles in force that were new to them are taken up with it.
    """

    person: UUID
    duty: UUID
    sentence = _("%(actor)s began a staff session.")


@dataclass(frozen=True)
class DutyEnded(Event):
    """The staff session is over, by its button or by signing out. One that runs out tells by its `ends_at`."""

    person: UUID
    duty: UUID
    sentence = _("%(actor)s ended the staff session.")


@dataclass(frozen=True)
class ConsentGiven(Event):
    """`person` agreed to one version of the notice of `purpose`."""

    person: UUID
    purpose: str
    number: int
    sentence = _("%(actor)s agreed to “%(purpose)s”.")

    def words(self) -> dict[str, Any]:
        return {**super().words(), "purpose": _purpose(self.purpose)}


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """`person` no longer agrees to `purpose`; whoever relies on it stops now."""

    person: UUID
    purpose: str
    sentence = _("%(actor)s took back the agreement to “%(purpose)s”.")

    def words(self) -> dict[str, Any]:
        return {**super().words(), "purpose": _purpose(self.purpose)}


@dataclass(frozen=True)
class DataRequested(Event):
    """A request about `person`'s data is in the register."""

    person: UUID
    request: UUID
    kind: str
    sentence = _("%(actor)s entered a request about personal data.")


@dataclass(frozen=True)
class DataRequestClosed(Event):
    """The request got its answer."""

    person: UUID
    request: UUID
    state: str
    sentence = _("%(actor)s closed a request about personal data.")


@dataclass(frozen=True)
class PersonErased(Event):
    """The name, the account and everything that tells who `person` was are gone; totals stay."""

    person: UUID
    sentence = _("The data of this person were erased.")


@dataclass(frozen=True)
class PersonTakenOff(Event):
    """`person` was put on record by mistake, never signed in, and is gone with all that was known."""

    person: UUID
    sentence = _("%(actor)s took this person off the record again.")
