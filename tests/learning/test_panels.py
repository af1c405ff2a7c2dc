"""What pages of others show of courses: totals from five people on, names to those who accompany them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hilo.core import keeping
from hilo.learning.models import Enrolment
from tests.learning.factories import CohortFactory, EnrolmentFactory
from tests.places.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(region=RegionFactory())


def page_of(client, cohort):
    keeping.forget()
    return client.get(reverse("places:region", args=[cohort.region.slug])).content.decode()


def test_a_region_tells_of_its_learners_from_five_people_on(client, cohort):
    for _n in range(4):
        EnrolmentFactory(cohort=cohort)
    assert "people learn" not in page_of(client, cohort)
    EnrolmentFactory(cohort=cohort, state=Enrolment.State.COMPLETED)
    page = page_of(client, cohort)
    assert "5 people learn, or have learned, in one group." in page
    assert "have completed" not in page  # one person alone is nobody's business


def test_the_cohorts_of_a_region_are_there_for_those_who_accompany_them(as_role, client, cohort):
    href = reverse("learning:office_cohort", args=[cohort.slug])
    assert href not in page_of(client, cohort)
    assert href in page_of(as_role("coordinator")[0], cohort)
