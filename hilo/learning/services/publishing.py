"""The way of a course to its learners: submit, send back, publish. An edition is frozen for good."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.core import search
from hilo.core.events import Event
from hilo.core.events import publish as tell
from hilo.core.locks import lock
from hilo.core.time import now
from hilo.learning.events import CoursePublished, CourseSentBack, CourseSubmitted
from hilo.learning.models import Course, Edition, Page
from hilo.learning.problems.courses import CourseNotPossibleNow, NotReady
from hilo.learning.queries.drafts import draft_of
from hilo.learning.services import freezing


def submit(course: Course, *, by: Any) -> None:
    """Ask for a review; raises `CourseNotPossibleNow`."""
    _move(course, "submit", CourseSubmitted(course.uuid), by=by)


def send_back(course: Course, *, remark: str, by: Any) -> None:
    """Ask its authors for changes, with a remark; raises `CourseNotPossibleNow`."""
    _move(course, "send_back", CourseSentBack(course.uuid, remark), by=by)


@transaction.atomic
def _move(course: Course, verb: str, event: Event, *, by: Any) -> None:
    before, after = Course.TRANSITIONS[verb]
    rows = Course.objects.filter(pk=course.pk, state__in=before)
    if not rows.update(state=after, changed_at=now()):
        raise CourseNotPossibleNow
    course.state = after
    tell(event, by=by, subject=("course", course.uuid))


@transaction.atomic
def publish(course: Course, *, by: Any, note: str = "") -> Edition:
    """Freeze the draft as the next edition and offer it.

    Cohorts that have begun stay on theirs. Raises `NotReady`, `CourseNotPossibleNow`.
    """
    lock(f"publish {course.uuid}")
    course.refresh_from_db()
    if not course.can("publish"):
        raise CourseNotPossibleNow
    draft = draft_of(course)
    if any(one.stands_in_the_way for one in freezing.problems_of(draft)):
        raise NotReady
    edition = _edition(course, note, by)
    edition.outline = freezing.outline_of(draft)
    edition.save()
    Page.objects.bulk_create(freezing.pages_of(draft, edition))
    course.edition, course.state, course.retired_at = edition, Course.State.PUBLISHED, None
    course.save(update_fields=["edition", "state", "retired_at", "changed_at"])
    tell(CoursePublished(course.uuid, edition.number), by=by, subject=("course", course.uuid))
    search.index("course", course)
    return edition


def _edition(course: Course, note: str, by: Any) -> Edition:
    number = course.editions.count() + 1
    author = getattr(by, "person", None)
    return Edition(course=course, number=number, note=note, published_at=now(), by=author)
