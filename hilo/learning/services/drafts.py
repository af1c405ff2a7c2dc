"""That the draft of a course was changed: what every service of its parts says in the end."""

from __future__ import annotations

from typing import Any

from hilo.core.events import publish
from hilo.core.time import now
from hilo.learning.events import CourseChanged
from hilo.learning.models import Course


def touched(course: Course, part: str, *, by: Any) -> None:
    """Say that `part` of the course changed; whoever changes a published course is writing again.

    Call it inside the transaction of the change.
    """
    Course.objects.filter(pk=course.pk).update(state=Course.State.WRITING, changed_at=now())
    course.state = Course.State.WRITING
    publish(CourseChanged(course.uuid, part), by=by, subject=("course", course.uuid))
