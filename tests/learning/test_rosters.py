"""Since when somebody belongs to a cohort is the same, whether one person or all of them are asked about."""

from __future__ import annotations

import pytest

from hilo.learning import rosters
from hilo.learning.services import enrolments
from tests.learning.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_one_person_is_told_as_among_all() -> None:
    first = CohortFactory()
    second = CohortFactory(course=first.course)
    stays, goes, comes = (EnrolmentFactory(cohort=one) for one in (first, first, second))
    enrolments.move(goes, second, reason="Vive en otra región.", by=None)
    enrolments.move(comes, first, reason="Vive en esta región.", by=None)
    for cohort in (first, second):
        people = [one.person_id for one in (stays, goes, comes)]
        together = rosters.terms_of(cohort.uuid, people)
        alone = {}
        for one in people:
            alone |= rosters.terms_of(cohort.uuid, [one])
        assert alone == together
    assert rosters.terms_of(first.uuid, [goes.person_id])[goes.person_id].until is not None
