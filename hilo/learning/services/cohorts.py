"""The verbs of a cohort: open, change, call off, take up the newest edition."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.core.events import publish
from hilo.core.text import MultilingualField
from hilo.core.time import now
from hilo.learning.events import CohortCancelled, CohortChanged, CohortOpened
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.problems import cohorts as problems
from hilo.learning.rules.codes import new_code
from hilo.learning.services import progress


@transaction.atomic
def open_cohort(course: Course, *, slug: str, by: Any, **fields: Any) -> Cohort:
    """A group that takes `course`, on the edition that is on offer; `fields` are those of `Cohort`.

    Raises `NotPublishedYet`, `CohortNameTaken`, `NotOfThisProgramme`, ValidationError.
    """
    if course.edition_id is None:
        raise problems.NotPublishedYet
    if Cohort.objects.filter(slug=slug).exists():
        raise problems.CohortNameTaken
    made = Cohort(course=course, edition=course.edition, slug=slug, **fields)
    _check(made)
    made.save()
    publish(CohortOpened(made.uuid), by=by, subject=("cohort", made.uuid))
    return made


@transaction.atomic
def change(cohort: Cohort, *, expected: int, by: Any, **changes: Any) -> None:
    """Change the named fields; raises as `open_cohort` does, and `Overtaken`."""
    changed = tuple(name for name, new in changes.items() if getattr(cohort, name) != new)
    for name in changed:
        setattr(cohort, name, changes[name])
    _check(cohort)
    if changed:
        cohort.save_version(expected=expected)
        event = CohortChanged(cohort.uuid, changed)
        publish(event, by=by, subject=("cohort", cohort.uuid))


def _check(cohort: Cohort) -> None:
    """Region and audience are the programme's own, and every field is in order."""
    programme = cohort.course.programme
    if cohort.audience is not None and cohort.audience.programme_id != programme.pk:
        raise problems.NotOfThisProgramme(field="audience")
    region = cohort.region
    if region is not None and (region.owner_kind, region.owner) != ("programme", programme.uuid):
        raise problems.NotOfThisProgramme(field="region")
    if cohort.way_in == Cohort.WayIn.CODE and not cohort.code:
        cohort.code = new_code()
    texts = [one.name for one in cohort._meta.fields if isinstance(one, MultilingualField)]
    cohort.full_clean(exclude=texts)


@transaction.atomic
def renew_code(cohort: Cohort, *, by: Any) -> None:
    """Another code; the old one opens nothing any more."""
    cohort.code = new_code()
    cohort.save_version(expected=cohort.version)
    publish(CohortChanged(cohort.uuid, ("code",)), by=by, subject=("cohort", cohort.uuid))


@transaction.atomic
def cancel(cohort: Cohort, *, by: Any) -> None:
    """Call it off; raises `CohortHasPeople` while somebody takes part."""
    # Lock: the cohort, so that nobody is enrolled while it is called off.
    found = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if count := found.enrolments.filter(state=Enrolment.State.ACTIVE).count():
        raise problems.CohortHasPeople(count=count)
    if found.cancelled_at is None:
        found.cancelled_at = now()
        found.save_version(expected=found.version)
        publish(CohortCancelled(found.uuid), by=by, subject=("cohort", found.uuid))


@transaction.atomic
def read_newest(cohort: Cohort, *, by: Any) -> int:
    """Let everybody who has not completed read the edition on offer; answers how many move on.

    What they did stays done, because a step keeps its identity in every edition.
    """
    newest = cohort.course.edition
    cohort.edition = newest
    cohort.save_version(expected=cohort.version)
    moved = cohort.enrolments.exclude(state=Enrolment.State.COMPLETED).update(edition=newest)
    progress.refresh_many(cohort, by=by)
    publish(CohortChanged(cohort.uuid, ("edition",)), by=by, subject=("cohort", cohort.uuid))
    return moved
