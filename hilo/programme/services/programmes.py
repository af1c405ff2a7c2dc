"""The verbs of programmes: put on record, change, open, close, archive and take out of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import search
from hilo.core.events import Event, publish
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now
from hilo.programme.events import (
    ProgrammeArchived,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeDrafted,
    ProgrammeOpened,
    ProgrammeUnarchived,
)
from hilo.programme.models import Party, Programme


class ProgrammeNameTaken(Problem):
    sentence = _("There is already a programme at this address. Choose another short name.")


class NotPossibleNow(Problem):
    sentence = _("The programme is in another state now. Load the page again.")


class ProgrammeIsArchived(Problem):
    sentence = _(
        "The programme is archived: nothing of it can be changed. Take it out of the archive first."
    )


def require_kept(programme: Programme) -> None:
    """Do nothing while the programme may be changed; raise `ProgrammeIsArchived` once it is archived."""
    if not programme.is_kept:
        raise ProgrammeIsArchived


def tell_changed(programme: Programme, *what: str, by: Any) -> None:
    """Say that `what` (parties, tags …) of the programme changed; its page shows it at once.

    Raises `ProgrammeIsArchived`. Call it inside the transaction of the change.
    """
    _touch(programme)
    publish(ProgrammeChanged(programme.uuid, what), by=by, subject=subject_of(programme))


def tell(programme: Programme, event: Event, *, by: Any) -> None:
    """Publish `event` of something that belongs to the programme; raises `ProgrammeIsArchived`."""
    _touch(programme)
    publish(event, by=by, subject=subject_of(programme))


def _touch(programme: Programme) -> None:
    require_kept(programme)
    rows = Programme.objects.filter(pk=programme.pk).exclude(state=Programme.State.ARCHIVED)
    if not rows.update(changed_at=now()):
        raise ProgrammeIsArchived


@dataclass(frozen=True)
class Standing:
    """Who stands behind a programme, in which `role` of `Party.Role`."""

    role: str
    name: Text


@transaction.atomic
def draft(*, slug: str, by: Any, parties: Sequence[Standing] = (), **fields: Any) -> Programme:
    """Put a programme on record, not public yet; `fields` are those of `Programme`.

    Raises `ProgrammeNameTaken`, ValidationError.
    """
    if Programme.objects.filter(slug=slug).exists():
        raise ProgrammeNameTaken(field="slug")
    programme = Programme(slug=slug, **fields)
    programme.full_clean(exclude=["name", "summary", "about"])
    programme.save()
    Party.objects.bulk_create(
        Party(programme=programme, role=one.role, name=one.name, order=order)
        for order, one in enumerate(parties)
    )
    publish(ProgrammeDrafted(programme.uuid), by=by, subject=subject_of(programme))
    search.index("programme", programme)
    return programme


@transaction.atomic
def change(programme: Programme, *, expected: int, by: Any, **changes: Any) -> Programme:
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`.

    Raises `ProgrammeIsArchived`, `ProgrammeNameTaken`.
    """
    require_kept(programme)
    changed = tuple(sorted(key for key in changes if getattr(programme, key) != changes[key]))
    if not changed:
        return programme
    if "slug" in changed and Programme.objects.filter(slug=changes["slug"]).exists():
        raise ProgrammeNameTaken(field="slug")
    for key in changed:
        setattr(programme, key, changes[key])
    programme.full_clean(exclude=["name", "summary", "about"])
    programme.save_version(expected=expected)
    publish(ProgrammeChanged(programme.uuid, changed), by=by, subject=subject_of(programme))
    search.index("programme", programme)
    return programme


def open_programme(programme: Programme, *, by: Any) -> None:
    """Make the programme public and let it begin; raises `NotPossibleNow`."""
    _move(programme, "open", ProgrammeOpened(programme.uuid), by=by)


def close(programme: Programme, *, by: Any) -> None:
    """End the programme; nothing of it is lost. Raises `NotPossibleNow`."""
    _move(programme, "close", ProgrammeClosed(programme.uuid), by=by)


def archive(programme: Programme, *, by: Any, handed_to: str = "") -> None:
    """Keep the closed programme as it is, for good, and say to whom it was handed over.

    Raises `NotPossibleNow`.
    """
    event = ProgrammeArchived(programme.uuid)
    _move(programme, "archive", event, by=by, handed_to=handed_to)


def unarchive(programme: Programme, *, by: Any) -> None:
    """Let an archived programme be changed again; it is closed then. Raises `NotPossibleNow`."""
    _move(programme, "unarchive", ProgrammeUnarchived(programme.uuid), by=by)


@transaction.atomic
def _move(programme: Programme, verb: str, event: Event, *, by: Any, **fields: Any) -> None:
    before, after = Programme.TRANSITIONS[verb]
    rows = Programme.objects.filter(pk=programme.pk, state__in=before)
    if not rows.update(state=after, changed_at=now(), **fields):
        raise NotPossibleNow
    programme.refresh_from_db()
    programme.__dict__.pop("moment", None)
    publish(event, by=by, subject=subject_of(programme))
    search.index("programme", programme)


def subject_of(programme: Programme) -> tuple[str, Any]:
    return "programme", programme.uuid
