"""What of a programme hangs on one of its regions: asked before a region is removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model, UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.prepared import Given, Prepared
from hilo.core.registries import Dependence
from hilo.places.models import Region
from hilo.programme.models import Activity, Declaration, Participation, Programme, Target
from hilo.programme.services.programmes import ProgrammeIsArchived
from hilo.programme.tabs import address
from hilo.ui.numerals import figure

ARCHIVED = Prepared(
    lambda: Programme.objects.filter(
        uuid=Given("uuid", UUIDField()), state=Programme.State.ARCHIVED
    ).values_list("pk", flat=True)
)


def of_region(region: Region) -> Iterator[Dependence]:
    """People, activities, targets and declared values of the region; none of them may be torn off."""
    programme = _owner(region)
    if programme and not programme.is_kept:
        words = _("Its programme is archived: nothing of it can be changed.")
        yield Dependence(words, address("programme_state", programme.slug), forbids_removal=True)
    for words, page in _hanging(region):
        href = address(page, programme.slug) if programme and page else ""
        yield Dependence(words, href, forbids_removal=True)


def why_regions_stay(uuid: UUID) -> str:
    """Whether the programme is archived, in a sentence; empty where its regions may change."""
    return str(ProgrammeIsArchived()) if ARCHIVED.rows(uuid=uuid) else ""


def _owner(region: Region) -> Programme | None:
    if region.owner_kind != "programme" or region.owner is None:
        return None
    return Programme.objects.filter(uuid=region.owner).first()


def _hanging(region: Region) -> Iterator[tuple[str, str]]:
    """What hangs on it, in words, and the page where that is changed."""
    people = Participation.objects.filter(region=region).values("person").distinct().count()
    if people:
        words = ngettext(
            "%(count)s person is counted in it.", "%(count)s people are counted in it.", people
        )
        yield words % {"count": figure(people, 0)}, ""
    activities = _count(Activity, regions=region)
    if activities:
        words = ngettext(
            "%(count)s activity takes place in it.",
            "%(count)s activities take place in it.",
            activities,
        )
        yield words % {"count": figure(activities, 0)}, "activities"
    numbers = _count(Target, region=region) + _count(Declaration, region=region)
    if numbers:
        words = ngettext(
            "%(count)s target or declared value is about it.",
            "%(count)s targets and declared values are about it.",
            numbers,
        )
        yield words % {"count": figure(numbers, 0)}, "indicators"


def _count(model: type[Model], **where: Any) -> int:
    return model._default_manager.filter(**where).count()
