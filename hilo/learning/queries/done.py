"""What a learner has done of a course."""

from __future__ import annotations

from uuid import UUID

from hilo.core.prepared import Given, Prepared
from hilo.learning.models import Done, Enrolment

DONE: Prepared[Done] = Prepared(
    lambda: Done.objects.filter(enrolment=Given("enrolment")).values_list("step", flat=True)
)


def steps_done(enrolment: Enrolment) -> set[UUID]:
    """The steps that were done in `enrolment`."""
    return set(DONE.rows(enrolment=enrolment.pk))
