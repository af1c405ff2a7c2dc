"""The verbs of audiences: for whom a programme is made, and how many people it means to reach."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.programme.models import Audience, Programme
from hilo.programme.services.programmes import require_kept, tell_changed


class AudienceThere(Problem):
    sentence = _("Another audience of this programme has this short name. Choose another.")

    def __init__(self) -> None:
        super().__init__(field="slug")


class AudienceIsNeeded(Problem):
    sentence = _("«%(name)s» stays: people take part, or took part, in this audience.")


@transaction.atomic
def set_audience(
    programme: Programme, *, slug: str, name: Text, by: Any, target: int | None = None
) -> Audience:
    """Say for whom the programme is and how many people it means to reach; again, it is corrected.

    Raises `ProgrammeIsArchived`.
    """
    audience, _is_new = Audience.objects.update_or_create(
        programme=programme,
        slug=slug,
        defaults={"name": name, "target": target},
        create_defaults={"name": name, "target": target, "order": programme.audiences.count()},
    )
    tell_changed(programme, "audiences", by=by)
    return audience


@transaction.atomic
def add(programme: Programme, *, slug: str, by: Any, **fields: Any) -> Audience:
    """Put one more audience on record; raises `AudienceThere`, `ProgrammeIsArchived`."""
    if programme.audiences.filter(slug=slug).exists():
        raise AudienceThere
    return set_audience(programme, slug=slug, by=by, **fields)


@transaction.atomic
def change(audience: Audience, *, expected: int, by: Any, **changes: Any) -> Audience:
    """Correct the name or the target; raises `ProgrammeIsArchived`, `Overtaken`."""
    require_kept(audience.programme)
    changed = {name: new for name, new in changes.items() if getattr(audience, name) != new}
    if not changed:
        return audience
    for name, value in changed.items():
        setattr(audience, name, value)
    audience.save_version(expected=expected)
    tell_changed(audience.programme, "audiences", by=by)
    return audience


@transaction.atomic
def remove(audience: Audience, *, by: Any) -> None:
    """Take an audience off the record; raises `AudienceIsNeeded`, `ProgrammeIsArchived`."""
    if audience.participations.exists():
        raise AudienceIsNeeded(name=str(audience))
    audience.delete()
    tell_changed(audience.programme, "audiences", by=by)
