"""The verbs of activities: plan one, change it, say where it stands, take it off the plan."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now
from hilo.places.models import Region
from hilo.programme.events import (
    ActivityAdded,
    ActivityChanged,
    ActivityRemoved,
    ActivityTurned,
)
from hilo.programme.models import Activity, Programme
from hilo.programme.services import parts
from hilo.programme.services.participation import RegionOfAnother
from hilo.programme.services.programmes import require_kept, tell


class NotPossibleForActivity(Problem):
    sentence = _("The activity is in another state now. Load the page again to see it.")


class HoldsMoney(Problem):
    sentence = _(
        "«%(name)s» stays: budget lines belong to it. Let them belong to another activity first, "
        "or call this one off."
    )


@transaction.atomic
def add(programme: Programme, *, by: Any, regions: Collection[Region] = (), **fields: Any) -> Any:
    """Plan an activity; `fields` are those of `Activity`, no regions are all of them.

    Raises `NumberTaken`, `OfAnother`, `RegionOfAnother`, `ProgrammeIsArchived`, ValidationError.
    """
    _check_regions(programme, regions)
    activity: Activity = parts.add(Activity(programme=programme, **fields), ActivityAdded, by=by)
    activity.regions.set(regions)
    return activity


@transaction.atomic
def change(activity: Activity, *, expected: int, by: Any, **changes: Any) -> Activity:
    """Change the named fields, `regions` among them; raises as `add` does, and `Overtaken`."""
    regions = changes.pop("regions", None)
    if regions is not None and set(regions) != set(activity.regions.all()):
        _check_regions(activity.programme, regions)
        _change_regions(activity, regions, expected=expected, by=by)
        expected = activity.version
    parts.change(activity, ActivityChanged, by=by, expected=expected, changes=changes)
    return activity


def _change_regions(
    activity: Activity, regions: Collection[Region], *, expected: int, by: Any
) -> None:
    require_kept(activity.programme)
    activity.save_version(expected=expected)
    activity.regions.set(regions)
    event = ActivityChanged(activity.programme.uuid, activity.uuid, ("regions",))
    tell(activity.programme, event, by=by)


@transaction.atomic
def turn(activity: Activity, verb: str, *, by: Any, note: Text | None = None) -> Activity:
    """Do `verb` of `Activity.TRANSITIONS`; `note` says what came of it, or why not.

    Raises `NotPossibleForActivity`, `ProgrammeIsArchived`.
    """
    before, after = Activity.TRANSITIONS[verb]
    changes = {"state": after, "changed_at": now()} | ({"note": note} if note is not None else {})
    if not Activity.objects.filter(pk=activity.pk, state__in=before).update(**changes):
        raise NotPossibleForActivity
    activity.refresh_from_db()
    event = ActivityTurned(activity.programme.uuid, activity.uuid, activity.state)
    tell(activity.programme, event, by=by)
    return activity


@transaction.atomic
def remove(activity: Activity, *, by: Any) -> None:
    """Take an activity off the plan, with its milestones; raises `HoldsMoney`, `ProgrammeIsArchived`."""
    if activity.budget.exists():
        raise HoldsMoney(name=activity.code)
    parts.remove(activity, ActivityRemoved, by=by)


def _check_regions(programme: Programme, regions: Collection[Region]) -> None:
    if any((one.owner_kind, one.owner) != ("programme", programme.uuid) for one in regions):
        raise RegionOfAnother(field="regions")
