"""Where pages of learning lead on: after a course, before the first one, and what its certificate says that it took."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from hilo.core import keeping
from hilo.core.registries import thread_of
from hilo.core.time import today
from hilo.learning import panels
from hilo.learning.models import Enrolment
from hilo.learning.services import issuing
from hilo.learning.showing.courses import hours_in_words
from tests.credentials.factories import TemplateFactory
from tests.learning.factories import CohortFactory, EnrolmentFactory, published
from tests.people.factories import AccountFactory
from tests.programme.factories import PolicyFactory

pytestmark = pytest.mark.django_db


def completed(account: Any, *, days_ago: int) -> Enrolment:
    """Somebody has completed a course whose cohort ended so many days ago."""
    ended = today() - dt.timedelta(days=days_ago)
    starts = ended - dt.timedelta(days=60)
    cohort = CohortFactory(course=published(), starts_on=starts, ends_on=ended)
    state = Enrolment.State.COMPLETED
    return EnrolmentFactory(cohort=cohort, person=account.person, state=state)


def asked(account: Any) -> list[str]:
    return [one.url for one in panels.to_do(account) if "policies/report" in one.url]


@pytest.mark.parametrize(
    ("days_ago", "is_asked"), [(60, False), (95, True), (130, False), (185, True), (370, True)]
)
def test_months_later_a_learner_is_asked_on_their_home_what_changed(
    days_ago: int, is_asked: bool
) -> None:
    account = AccountFactory()
    row = completed(account, days_ago=days_ago)
    assert bool(asked(account)) == is_asked
    PolicyFactory(reported_by=account.person, origin_kind="cohort", origin=row.cohort.uuid)
    assert asked(account) == []


def test_what_was_decided_after_a_cohort_stands_on_its_thread() -> None:
    account = AccountFactory()
    cohort = completed(account, days_ago=95).cohort
    policy = PolicyFactory(
        reported_by=account.person, origin_kind="cohort", origin=cohort.uuid, state="reported"
    )
    for viewer, is_drawn in ((account, True), (AccountFactory(), False)):
        keeping.forget()
        forth = [one.url for one in thread_of("cohort", cohort, viewer)[1]]
        assert (policy.get_absolute_url() in forth) == is_drawn


def test_a_certificate_says_what_it_took_in_each_language() -> None:
    course = published()
    for kind in ("completion", "trainer"):
        owner = {"owner_kind": "programme", "owner": course.programme.uuid}
        TemplateFactory(kind=kind, **owner)
    took = issuing.ensure(course, "completion", by=None).criteria
    assert set(took.texts) == {"es", "fr", "ar", "en"}
    assert "Read every lesson that counts." in took.texts["en"]
    assert took.texts["es"] != took.texts["en"]
    taught = issuing.ensure(course, "trainer", by=None).criteria
    assert taught.texts["en"] == "Teach a cohort of this course."


def test_whoever_learns_finds_the_outline_before_the_cohorts(as_role: Any) -> None:
    client, account = as_role("member")
    course = published()
    cohort = CohortFactory(course=course)

    def order() -> bool:
        page = client.get(course.get_absolute_url()).content.decode()
        return page.index("Modules and steps") < page.index("Cohorts that take it together")

    assert not order()
    EnrolmentFactory(cohort=cohort, person=account.person)
    assert order()


def test_before_the_first_programme_the_office_says_what_comes_first(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    begin = reverse("programme:new_programme")
    for name in ("new_course", "banks"):
        assert begin in client.get(reverse(f"learning:{name}")).content.decode()
    overview = client.get(reverse("learning:overview")).content.decode()
    assert "Nobody learns here yet." in overview
    assert reverse("learning:office_cohorts") in overview


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "ساعة واحدة"), (2, "ساعتان"), (5, "5 ساعات"), (40, "40 ساعة"), (2.5, "2,5 ساعة")],
)
def test_arabic_counts_hours_as_it_counts(hours: float, said: str) -> None:
    with translation.override("ar"):
        assert hours_in_words(Decimal(str(hours))) == said
