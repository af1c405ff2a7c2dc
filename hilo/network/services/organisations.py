"""Organisations: put on record, changed, given a logo, told to whom they may be reached by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hilo.core import storage
from hilo.core.events import publish
from hilo.network import access, events
from hilo.network.enums import State
from hilo.network.models import Affiliation, Organisation, Sector
from hilo.network.problems import OutsideOfReach, TooManyDrafts
from hilo.network.rules import contact
from hilo.network.services import affiliations, profiles
from hilo.places.models import Place

# Whoever needs more at once is a coordinator, or sends a sheet.
MOST_DRAFTS = 10
SETS = ("sectors", "other_places")


@transaction.atomic
def propose(
    *,
    by: Any,
    is_own: bool = True,
    role: str = "",
    sectors: Iterable[Sector] = (),
    other_places: Iterable[Place] = (),
    **fields: Any,
) -> Organisation:
    """Put an organisation on record as a draft; nobody but its authors and coordinators finds it yet.

    One's own makes its author the steward. Others' are put on record by coordinators in whose reach
    `place` lies, or by the system (`by=None`). `fields` are those of `Organisation`. Raises
    `OutsideOfReach`, `TooManyDrafts`.
    """
    if is_own and by is not None:
        _refuse_too_many(by)
    elif by is not None and not access.may_record_at(by, fields.get("place")):
        raise OutsideOfReach
    organisation = Organisation(**fields)
    organisation.slug = profiles.free_slug(Organisation, organisation.names)
    organisation.save()
    _begin_sets(organisation, sectors=sectors, other_places=other_places)
    event = events.ProfileAdded("organisation", organisation.uuid)
    publish(event, by=by, subject=("organisation", organisation.uuid))
    if is_own and by is not None:
        affiliations.record(by.person, organisation, by=by, role=role, is_steward=True)
    return organisation


def _begin_sets(organisation: Organisation, **sets: Iterable[Any]) -> None:
    """Give a new organisation its sectors and places; nothing is there yet that would have to be asked for."""
    for name, things in sets.items():
        field = getattr(organisation, name)
        rows = (
            {field.source_field_name: organisation, field.target_field_name: thing}
            for thing in dict.fromkeys(things)
        )
        field.through.objects.bulk_create(field.through(**row) for row in rows)


def _refuse_too_many(by: Any) -> None:
    own = Affiliation.objects.stewarding().filter(person=by.person_id)
    drafts = own.filter(organisation__state=State.DRAFT).count()
    if drafts >= MOST_DRAFTS:
        raise TooManyDrafts(count=drafts)


@transaction.atomic
def change(
    organisation: Organisation, *, by: Any, expected: int | None = None, **changes: Any
) -> Organisation:
    """Change the named fields, `sectors` and `other_places` among them.

    Raises `Overtaken` if somebody else saved since version `expected`.
    """
    changed = tuple(
        sorted(name for name, new in changes.items() if _differs(organisation, name, new))
    )
    if not changed:
        return organisation
    for name in changed:
        if name not in SETS:
            setattr(organisation, name, changes[name])
    organisation.save_version(expected=organisation.version if expected is None else expected)
    for name in set(SETS).intersection(changed):
        getattr(organisation, name).set(changes[name])
    profiles.refresh(organisation)
    event = events.ProfileChanged("organisation", organisation.uuid, changed)
    publish(event, by=by, subject=("organisation", organisation.uuid))
    return organisation


def _differs(organisation: Organisation, name: str, new: Any) -> bool:
    if name in SETS:
        return set(getattr(organisation, name).all()) != set(new)
    return bool(getattr(organisation, name) != new)


@transaction.atomic
def set_logo(organisation: Organisation, upload: UploadedFile, *, by: Any) -> Organisation:
    """Keep a logo instead of the one before; raises what `core.storage.keep` raises."""
    before = organisation.logo
    kept = storage.keep(upload, kinds=("picture",), by=by)
    organisation = change(organisation, by=by, logo=kept)
    _forget(before)
    return organisation


@transaction.atomic
def remove_logo(organisation: Organisation, *, by: Any) -> Organisation:
    """Take the logo away and delete its files."""
    before = organisation.logo
    organisation = change(organisation, by=by, logo=None)
    _forget(before)
    return organisation


def _forget(logo: Any) -> None:
    """Delete a logo's files, unless a page that was merged away shows it when it comes back."""
    if logo is not None and not Organisation.objects.filter(logo=logo).exists():
        storage.remove(logo)


def choose_contact_visibility(
    organisation: Organisation, *, by: Any, levels: Mapping[str, str]
) -> Organisation:
    """Say for each contact field who may see it: one of `rules.contact.LEVELS`."""
    return change(organisation, by=by, visibility=chosen(organisation.visibility, levels))


def chosen(before: Mapping[str, str], levels: Mapping[str, str]) -> dict[str, str]:
    """`before` with those of `levels` that make sense and say something new."""
    new = {
        field: level
        for field, level in levels.items()
        if field in contact.FIELDS
        and level in contact.LEVELS
        and level != contact.level_of(before, field)
    }
    return {**before, **new}
