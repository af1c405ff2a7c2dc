"""Taking back what was put on record by mistake, as long as nothing rests on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import ProtectedError

from hilo.core import search
from hilo.core.events import publish
from hilo.network import events
from hilo.network.models import (
    Affiliation,
    Cluster,
    Finding,
    Organisation,
    Profile,
    ReviewStep,
)
from hilo.network.problems import PageIsNeeded
from hilo.network.services.profiles import kind_of
from hilo.people.services import mistakes as people


@transaction.atomic
def take_back(profiles: Collection[Profile], *, by: Any) -> None:
    """Take these pages off the record as if they had never been on it, or none; raises `PageIsNeeded`."""
    for profile in profiles:
        _forget(profile, by=by)
    _delete(profiles)


def _forget(profile: Profile, *, by: Any) -> None:
    kind = kind_of(profile)
    search.forget(kind, profile.uuid)
    Finding.objects.filter(subject_kind=kind, subject_uuid=profile.uuid).delete()
    ReviewStep.objects.filter(subject_kind=kind, subject_uuid=profile.uuid).delete()
    publish(events.ProfileTakenBack(kind, profile.uuid), by=by, subject=(kind, profile.uuid))


def _delete(profiles: Collection[Profile]) -> None:
    try:
        with transaction.atomic():
            for model in (Organisation, Cluster):
                keys = [one.pk for one in profiles if isinstance(one, model)]
                model._default_manager.filter(pk__in=keys).delete()
    except ProtectedError as needed:
        raise PageIsNeeded from needed


def what_rests_on(profiles: Collection[Profile]) -> dict[UUID, str]:
    """What would keep pages of one noun from being taken back, by their UUID: the name of the later work."""
    if not profiles:
        return {}
    by_key = {one.pk: one.uuid for one in profiles}
    model = type(next(iter(profiles)))
    found: dict[UUID, str] = {}
    for relation in model._meta.related_objects:
        if relation.on_delete is models.PROTECT:
            named, field = relation.related_model, relation.field.name
            held = named._default_manager.filter(**{f"{field}__in": by_key})
            for key in set(held.values_list(f"{field}_id", flat=True)):
                found.setdefault(by_key[key], str(named._meta.verbose_name_plural))
    return found


@transaction.atomic
def take_back_affiliations(several: Collection[Affiliation], *, by: Any) -> None:
    """Take back affiliations with the people and organisations that came with them, unless others need those."""
    for one in several:
        published = events.AffiliationTakenBack(one.uuid, one.person.uuid)
        publish(published, by=by, subject=("organisation", one.organisation.uuid))
    Affiliation.objects.filter(pk__in=[one.pk for one in several]).delete()
    brought = {
        one.organisation.pk: one.organisation for one in several if "organisation" in one.brought
    }
    needed = what_rests_on(list(brought.values()))
    take_back([one for one in brought.values() if one.uuid not in needed], by=by)
    _take_off_people(several, by=by)


def _take_off_people(several: Collection[Affiliation], *, by: Any) -> None:
    brought = {one.person_id: one.person for one in several if "person" in one.brought}
    free = {pk: person for pk, person in brought.items() if not person.joined_at}
    needed = {pk for _label, held in people.later_work(list(free)) for pk in held}
    people.take_all_off([person for pk, person in free.items() if pk not in needed], by=by)
