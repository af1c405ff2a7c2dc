"""The verbs of programmes: put on record, change, open, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import search
from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now
from hilo.programme.events import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeDrafted,
    ProgrammeOpened,
)
from hilo.programme.models import Audience, Party, Programme


class ProgrammeNameTaken(Problem):
    sentence = _("There is already a programme at this address. Choose another short name.")


class NotPossibleNow(Problem):
    sentence = _("The programme is in another state now. Load the page again.")


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
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`."""
    changed = tuple(sorted(key for key in changes if getattr(programme, key) != changes[key]))
    if not changed:
        return programme
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


@transaction.atomic
def _move(programme: Programme, verb: str, event: Any, *, by: Any) -> None:
    before, after = Programme.TRANSITIONS[verb]
    rows = Programme.objects.filter(pk=programme.pk, state__in=before)
    if not rows.update(state=after, changed_at=now()):
        raise NotPossibleNow
    programme.refresh_from_db()
    programme.__dict__.pop("moment", None)
    publish(event, by=by, subject=subject_of(programme))
    search.index("programme", programme)


@transaction.atomic
def set_audience(
    programme: Programme, *, slug: str, name: Text, by: Any, target: int | None = None
) -> Audience:
    """Say for whom the programme is, and how many people it means to reach."""
    audience, _is_new = Audience.objects.update_or_create(
        programme=programme,
        slug=slug,
        defaults={"name": name, "target": target},
        create_defaults={"name": name, "target": target, "order": programme.audiences.count()},
    )
    event = ProgrammeChanged(programme.uuid, ("audiences",))
    publish(event, by=by, subject=subject_of(programme))
    return audience


def subject_of(programme: Programme) -> tuple[str, Any]:
    return "programme", programme.uuid
