"""The list of competences, kept by hand: groups, competences, what is retired."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from hilo.competences.events import (
    CompetenceAdded,
    CompetenceChanged,
    CompetenceGroupAdded,
    CompetenceGroupChanged,
    CompetenceRemoved,
    CompetenceRetired,
    CompetenceTakenUpAgain,
)
from hilo.competences.models import Competence, CompetenceGroup
from hilo.competences.problems import CodeTaken, CompetenceInUse, GroupCodeTaken
from hilo.core import registries, search
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now

TEXTS = ("name", "about")  # validated by their forms and sheets, which know the languages


@transaction.atomic
def add_group(*, code: str, name: Text, by: Any, order: int | None = None) -> CompetenceGroup:
    """A new group at the end of the list, or at `order`; raises `GroupCodeTaken`."""
    if CompetenceGroup.objects.filter(code=code).exists():
        raise GroupCodeTaken(field="code")
    place = _next(CompetenceGroup.objects.all()) if order is None else order
    group = CompetenceGroup(code=code, name=name, order=place)
    group.full_clean(exclude=TEXTS)
    group.save()
    publish(CompetenceGroupAdded(group.uuid), by=by, subject=("competence_group", group.uuid))
    return group


@transaction.atomic
def change_group(
    group: CompetenceGroup, *, expected: int, by: Any, **changes: Any
) -> CompetenceGroup:
    """Change name or order; raises `Overtaken` if somebody saved since version `expected`."""
    changed = _changed(group, changes)
    if changed:
        group.save_version(expected=expected)
        event = CompetenceGroupChanged(group.uuid, changed)
        publish(event, by=by, subject=("competence_group", group.uuid))
        search.index_many("competence", group.competences.current().select_related("group"))
    return group


@transaction.atomic
def add_competence(
    *,
    code: str,
    group: CompetenceGroup,
    name: Text,
    by: Any,
    about: Text | None = None,
    order: int | None = None,
) -> Competence:
    """A new competence at the end of its group, or at `order`; raises `CodeTaken`, ValidationError."""
    if Competence.objects.filter(code=code).exists():
        raise CodeTaken(field="code")
    place = _next(group.competences.all()) if order is None else order
    made = Competence(code=code, group=group, name=name, about=about or Text(), order=place)
    made.full_clean(exclude=(*TEXTS, "folded"))
    made.save()
    publish(CompetenceAdded(made.uuid), by=by, subject=_subject(made))
    search.index("competence", made)
    return made


@transaction.atomic
def change_competence(
    competence: Competence, *, by: Any, expected: int | None = None, **changes: Any
) -> Competence:
    """Change name, description, group or order; `expected` is the version that the editor saw.

    Raises `Overtaken` if somebody saved since; without `expected`, the row's own version counts.
    """
    changed = _changed(competence, changes)
    if changed:
        competence.save_version(expected=competence.version if expected is None else expected)
        publish(CompetenceChanged(competence.uuid, changed), by=by, subject=_subject(competence))
        _find(competence)
    return competence


@transaction.atomic
def retire(competence: Competence, *, by: Any) -> None:
    """No longer offer it; its page, its ratings and what points to it stay. Doing it again changes nothing."""
    rows = Competence.objects.filter(pk=competence.pk, retired_at__isnull=True)
    if rows.update(retired_at=now()):
        competence.refresh_from_db()
        publish(CompetenceRetired(competence.uuid), by=by, subject=_subject(competence))
        _find(competence)


@transaction.atomic
def take_up_again(competence: Competence, *, by: Any) -> None:
    """Offer a retired competence again; doing it again changes nothing."""
    rows = Competence.objects.filter(pk=competence.pk, retired_at__isnull=False)
    if rows.update(retired_at=None):
        competence.refresh_from_db()
        publish(CompetenceTakenUpAgain(competence.uuid), by=by, subject=_subject(competence))
        _find(competence)


@transaction.atomic
def remove(competence: Competence, *, by: Any) -> None:
    """Take a competence off the list to which nothing points; raises `CompetenceInUse`."""
    if reason := why_it_stays(competence):
        raise CompetenceInUse(what=reason)
    uuid, name = competence.uuid, competence.name
    search.forget("competence", uuid)
    competence.delete()
    publish(CompetenceRemoved(uuid, name.stored()), by=by, subject=("competence", uuid))


def why_it_stays(competence: Competence) -> str:
    """What points to it here and in later chapters, in words; empty where nothing does."""
    occasion = competence.occasions.first()
    if occasion is not None:
        return str(occasion)
    found = registries.what_depends_on("competence", competence)
    return next((str(one.text) for one in found if one.forbids_removal), "")


def _changed(row: Model, changes: dict[str, Any]) -> tuple[str, ...]:
    """The names of what differs, after setting it on the row."""
    changed = tuple(sorted(name for name in changes if getattr(row, name) != changes[name]))
    for name in changed:
        setattr(row, name, changes[name])
    return changed


def _find(competence: Competence) -> None:
    """Let the search know it as it is now; a retired one is not found any more."""
    if competence.is_current:
        search.index("competence", competence)
    else:
        search.forget("competence", competence.uuid)


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _subject(competence: Competence) -> tuple[str, Any]:
    return "competence", competence.uuid
