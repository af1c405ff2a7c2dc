"""How everything that belongs to a programme is added, changed and removed: checked, told, refused once archived.

A part is a versioned row with a `programme`: a result, an activity, a milestone, a budget line.
"""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event
from hilo.core.problems import Problem
from hilo.core.text import MultilingualField
from hilo.programme.models import Programme
from hilo.programme.services.programmes import require_kept, tell

Part = TypeVar("Part", bound=models.Model)


class NumberTaken(Problem):
    sentence = _("«%(code)s» is the number of something else of this programme. Choose another.")

    def __init__(self, code: str) -> None:
        super().__init__(code=code, field="code")


class OfAnother(Problem):
    sentence = _("This belongs to another programme. Choose something of this one.")


@transaction.atomic
def add(row: Any, event: type[Event], *, by: Any) -> Any:
    """Put `row` on record; raises `NumberTaken`, `OfAnother`, `ProgrammeIsArchived`, ValidationError."""
    require_kept(row.programme)
    _check(row)
    row.save()
    tell(row.programme, _of(event, row.programme, row.uuid), by=by)
    return row


@transaction.atomic
def change(
    row: Any, event: type[Event], *, by: Any, expected: int, changes: dict[str, Any]
) -> tuple[str, ...]:
    """Change the named fields of `row`; answers which differ. Raises as `add` does, and `Overtaken`."""
    require_kept(row.programme)
    changed = tuple(sorted(name for name, new in changes.items() if getattr(row, name) != new))
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        _check(row)
        row.save_version(expected=expected)
        tell(row.programme, _of(event, row.programme, row.uuid, changed), by=by)
    return changed


@transaction.atomic
def remove(row: Any, event: type[Event], *, by: Any) -> None:
    """Take `row` off the record; raises `ProgrammeIsArchived`."""
    tell(row.programme, _of(event, row.programme, row.uuid), by=by)
    row.delete()


def _of(event: type[Event], programme: Programme, uuid: UUID, *more: Any) -> Event:
    return event(programme.uuid, uuid, *more)  # type: ignore[call-arg]


def _check(row: Any) -> None:
    fields = row._meta.concrete_fields
    for field in fields:
        _own(row, field)
    _number(row)
    row.full_clean(exclude=[one.name for one in fields if isinstance(one, MultilingualField)])


def _own(row: Any, field: Any) -> None:
    """What `row` points to belongs to the same programme."""
    if field.name == "programme" or not field.is_relation:
        return
    other = getattr(row, field.name)
    if getattr(other, "programme_id", row.programme_id) != row.programme_id:
        raise OfAnother(field=field.name)


def _number(row: Any) -> None:
    code = getattr(row, "code", None)
    if code is None:
        return
    same = type(row)._default_manager.filter(programme=row.programme_id, code=code)
    if same.exclude(pk=row.pk).exists():
        raise NumberTaken(code)
