"""Taking enrolments back that were made by mistake, as long as nothing rests on them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hilo.attendance.models import Presence
from hilo.core.events import publish
from hilo.learning.events import EnrolmentTakenBack
from hilo.learning.models import Attempt, Done, Enrolment, Reaction, Submission
from hilo.learning.problems.cohorts import EnrolmentIsNeeded

WORK: tuple[Any, ...] = (Done, Attempt, Submission, Reaction)


def what_rests_on(rows: Collection[Enrolment]) -> dict[int, str]:
    """What somebody did since, by the key of the enrolment: its name; nothing for those who did nothing."""
    keys = [row.pk for row in rows]
    found: dict[int, str] = {}
    for model in WORK:
        held = model._default_manager.filter(enrolment__in=keys).values_list("enrolment", flat=True)
        for key in set(held):
            found.setdefault(key, str(model._meta.verbose_name_plural))
    for row in rows:
        if row.pk not in found and _was_there(row):
            found[row.pk] = _("presence at sessions")
    return found


def _was_there(row: Enrolment) -> bool:
    sessions = Presence.objects.filter(session__about_kind="cohort", person=row.person_id)
    return sessions.filter(session__about=row.cohort.uuid).exists()


@transaction.atomic
def take_back(rows: Collection[Enrolment], *, by: Any) -> None:
    """Take these enrolments off the record as if they had never been, or none.

    Raises `EnrolmentIsNeeded` where somebody has done something since.
    """
    if what_rests_on(rows):
        raise EnrolmentIsNeeded
    for row in rows:
        event = EnrolmentTakenBack(row.cohort.uuid)
        publish(event, by=by, subject=("cohort", row.cohort.uuid))
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).delete()
