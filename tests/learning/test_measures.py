"""Who learned, by the sector of the organisation in which they worked when they did."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hilo.core.registries import measures
from hilo.core.time import now
from hilo.learning.models import Done
from tests.learning.factories import EnrolmentFactory, lesson_in
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory

pytestmark = pytest.mark.django_db


def sectors(measure: str) -> list[Any]:
    span = now() - dt.timedelta(days=1), now() + dt.timedelta(days=1)
    return sorted(
        (row["by_sector"] for row in measures.get(measure).rows(*span)), key=lambda one: one or ""
    )


def test_those_who_learn_are_told_apart_by_sector():
    workshop = OrganisationFactory(sectors=[SectorFactory(slug="crafts")])
    done = {"state": "completed", "completed_at": now()}
    enrolment = EnrolmentFactory(**done)
    AffiliationFactory(person=enrolment.person, organisation=workshop, starts_on=None)
    later = EnrolmentFactory(**done)
    tomorrow = now().date() + dt.timedelta(days=1)
    AffiliationFactory(person=later.person, organisation=workshop, starts_on=tomorrow)
    asked = EnrolmentFactory(**done)
    AffiliationFactory(person=asked.person, organisation=workshop, state="requested")
    for measure in ("people_enrolled", "people_completing"):
        assert sectors(measure) == [None, None, "crafts"]


def test_a_step_done_counts_as_learning():
    enrolment = EnrolmentFactory()
    step = lesson_in(enrolment.course)
    Done.objects.create(enrolment=enrolment, step=step.uuid, at=now())
    assert sectors("people_learning") == [None]
