"""What has happened in the network. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event

# Profiles: organisations and clusters alike; `profile` is the UUID, `kind` the object kind.


@dataclass(frozen=True)
class ProfileAdded(Event):
    """A page was begun; nobody but its authors and coordinators knows of it yet."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s began this page.")


@dataclass(frozen=True)
class ProfileChanged(Event):
    """The named `fields` of the page changed; values are not kept here."""

    kind: str
    profile: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed this page.")


@dataclass(frozen=True)
class ProfileSubmitted(Event):
    """The page waits for its review."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s asked for a review of this page.")


@dataclass(frozen=True)
class ProfileWithdrawn(Event):
    """The page does not wait for a review any more; its authors write on."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s took the page back to write on.")


@dataclass(frozen=True)
class ProfileReturned(Event):
    """The page went back to its authors; the reason stands in the review."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s returned this page with a reason.")


@dataclass(frozen=True)
class ProfileListed(Event):
    """The page is in the directory."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s put this page into the directory.")


@dataclass(frozen=True)
class ProfileArchived(Event):
    """The page left the directory: what it tells of is no longer active. It can be revived."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s marked this as no longer active.")


@dataclass(frozen=True)
class ProfileRevived(Event):
    """The page is being written again."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s took this page up again.")


@dataclass(frozen=True)
class ProfileConfirmed(Event):
    """Somebody who speaks for the page said that it is still true."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s confirmed that this page is still true.")
