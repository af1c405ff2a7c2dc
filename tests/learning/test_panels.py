"""What pages of others show of courses: numbers of the moment to insiders, cohorts to those who accompany them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core import keeping
from hilo.learning import panels
from hilo.learning.models import Cohort, Enrolment
from tests.learning.factories import CohortFactory, EnrolmentFactory
from tests.network.factories import AffiliationFactory
from tests.places.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory(region=RegionFactory())


def page_of(client: Client, cohort: Cohort) -> str:
    keeping.forget()
    return client.get(reverse("places:region", args=[cohort.region.slug])).content.decode()


def test_a_region_tells_insiders_alone_how_many_learn_in_it(as_role: Any, cohort: Cohort) -> None:
    for _n in range(9):
        EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, state=Enrolment.State.COMPLETED)
    for role in ("stranger", "member"):
        assert "Take part" not in page_of(as_role(role)[0], cohort)
    page = page_of(as_role("coordinator")[0], cohort)
    assert re.findall(r"<dt>(Take part|Completed|Cohorts)</dt><dd>(\d+)<", page) == [
        ("Take part", "10"),
        ("Completed", "1"),
        ("Cohorts", "1"),
    ]


@pytest.mark.parametrize("show", ["programme", "organisation", "course"])
def test_what_is_true_at_this_moment_is_for_insiders(
    as_role: Any, cohort: Cohort, show: str
) -> None:
    person = EnrolmentFactory(cohort=cohort).person
    organisation = AffiliationFactory(person=person).organisation
    tells: dict[str, Callable[[Any], Any]] = {
        "programme": lambda viewer: panels.of_programme(cohort.course.programme, viewer),
        "organisation": lambda viewer: panels.of_organisation(organisation, viewer),
        "course": lambda viewer: list(panels.certified_of(cohort.course, viewer)) or None,
    }
    assert tells[show](as_role("member")[1]) is None
    if show != "course":  # nobody is certified yet
        assert tells[show](as_role("coordinator")[1]) is not None


def test_the_cohorts_of_a_region_are_there_for_those_who_accompany_them(
    as_role: Any, client: Client, cohort: Cohort
) -> None:
    href = reverse("learning:office_cohort", args=[cohort.slug])
    assert href not in page_of(client, cohort)
    assert href in page_of(as_role("coordinator")[0], cohort)
