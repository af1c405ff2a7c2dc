"""The review of pages, as docs/algorithms/profile-review.md tells it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from hilo.core.text import Text
from hilo.core.time import now
from hilo.network.enums import State, Verdict
from hilo.network.models import Criterion, Finding, ReviewStep
from hilo.network.problems import (
    CriteriaNotMet,
    CriterionCannotBeWaived,
    NotPossibleNow,
    ReasonIsMissing,
)
from hilo.network.queries.standings import standings_of, standings_of_many
from hilo.network.rules.criteria import Condition, rule
from hilo.network.services import criteria, profiles, review
from hilo.notifications.models import Notification
from tests.network.factories import (
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    SectorFactory,
    steward_of,
)
from tests.people.factories import account_as
from tests.places.factories import RegionFactory, municipality

pytestmark = pytest.mark.django_db
LONG = Text.of(
    "es", "Hacemos vajilla de barro quemado a mano, pieza por pieza, desde hace dos generaciones."
)


@pytest.fixture(autouse=True)
def published() -> None:
    criteria.load_shipped()


def a_page(**told: object) -> object:
    told = {
        "state": State.DRAFT,
        "place": municipality("21140"),
        "web": "https://barro.example",
    } | told
    return OrganisationFactory(presentation=LONG, sectors=[SectorFactory()], **told)


def the(code: str, subject: str = "organisation") -> Criterion:
    return Criterion.objects.get(code=code, subject=subject, of_kind="")


# The worked table of docs/algorithms/profile-review.md.
@pytest.mark.parametrize(
    ("amount", "least", "counted", "said", "verdict"),
    [
        ("members", 15, 15, "", "met"),
        ("members", 15, 14, "", "not_met"),
        ("members", 15, 14, "waived", "waived"),
        ("members", 15, 16, "waived", "met"),
        ("members", 15, 14, "met", "not_met"),
        ("", 1, 0, "", ""),
        ("", 1, 0, "met", "met"),
        ("", 1, 0, "not_met", "not_met"),
    ],
)
def test_the_worked_table(amount: str, least: int, counted: int, said: str, verdict: str) -> None:
    assert rule(Condition("one", amount, least), {"members": counted}, said).verdict == verdict


@given(st.integers(0, 50), st.integers(1, 50), st.sampled_from(["", "met", "not_met", "waived"]))
def test_what_is_counted_is_never_overruled_towards_met(
    counted: int, least: int, said: str
) -> None:
    found = rule(Condition("one", "members", least), {"members": counted}, said)
    assert (found.verdict == "met") == (counted >= least)


def test_a_page_is_written_submitted_judged_and_listed() -> None:
    page = a_page()
    steward, coordinator = steward_of(page), account_as("coordinator")
    review.submit(page, by=steward)
    assert Notification.objects.filter(person=coordinator.person).count() == 1
    with pytest.raises(CriteriaNotMet):
        review.put_in_directory(page, by=coordinator)
    review.judge(page, the("active"), Verdict.MET, by=coordinator)
    review.put_in_directory(page, by=coordinator)
    page.refresh_from_db()
    assert page.state == State.LISTED and page.confirmed_at == page.listed_at
    told = Notification.objects.filter(person=steward.person).values_list("message", flat=True)
    assert list(told) == ["network.page_listed"]
    kept = Finding.objects.get(criterion=the("presentation"), subject_uuid=page.uuid)
    assert (kept.verdict, kept.value) == (Verdict.MET, len(LONG.texts["es"]))


def test_a_waiver_needs_a_reason_and_says_it() -> None:
    page, coordinator = a_page(web=""), account_as("coordinator")
    review.judge(page, the("active"), Verdict.MET, by=coordinator)
    with pytest.raises(ReasonIsMissing):
        review.judge(page, the("contact"), Verdict.WAIVED, by=coordinator, reason="  ")
    review.judge(page, the("contact"), Verdict.WAIVED, by=coordinator, reason="Sin internet.")
    review.put_in_directory(page, by=coordinator)
    [waived] = [one for one in standings_of(page) if one.ruling.verdict == "waived"]
    assert waived.finding and waived.finding.reason == "Sin internet."


def test_some_criteria_cannot_be_waived() -> None:
    with pytest.raises(CriterionCannotBeWaived):
        review.judge(a_page(place=None), the("place"), Verdict.WAIVED, by=None, reason="x")


def test_a_returned_page_keeps_its_reason_and_comes_again() -> None:
    page = a_page()
    steward = steward_of(page)
    review.submit(page, by=steward)
    with pytest.raises(ReasonIsMissing):
        review.send_back(page, by=None, reason="")
    review.send_back(page, by=None, reason="Falta decir qué hacen.")
    review.submit(page, by=steward)
    with pytest.raises(NotPossibleNow):
        review.submit(page, by=steward)
    steps = ReviewStep.objects.filter(subject_uuid=page.uuid).order_by("pk")
    assert [one.verb for one in steps] == ["submit", "return", "submit"]
    assert steps[1].reason == "Falta decir qué hacen."


def test_a_page_is_archived_with_a_reason_and_revived() -> None:
    page = OrganisationFactory()
    review.archive(page, by=None, reason="El taller cerró.")
    assert page.state == State.ARCHIVED
    review.revive(page, by=None)
    assert page.state == State.DRAFT


def test_the_cluster_s_members_and_their_kinds_are_counted() -> None:
    cluster = ClusterFactory(state=State.DRAFT)
    for kind in ("workshop", "company", "support"):
        MembershipFactory(cluster=cluster, organisation=OrganisationFactory(kind=kind))
    found = {one.criterion.code: one.ruling for one in standings_of(cluster)}
    assert (found["members"].verdict, found["members"].value) == ("not_met", 3)
    assert (found["member-sides"].verdict, found["member-sides"].value) == ("met", 2)


def test_the_coordinators_of_the_place_review() -> None:
    page = a_page()
    near = account_as("coordinator", ("region", RegionFactory(places=[page.place]).uuid))
    far = account_as("coordinator", ("region", RegionFactory(places=[municipality("19026")]).uuid))
    review.submit(page, by=None)
    assert Notification.objects.filter(person=near.person).exists()
    assert not Notification.objects.filter(person=far.person).exists()


def test_many_are_judged_in_as_few_questions_as_one(django_assert_max_num_queries: object) -> None:
    some = [a_page() for _ in range(12)]
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(standings_of_many(some)) == 12


def test_a_page_is_asked_once_a_year_whether_it_is_true() -> None:
    page = OrganisationFactory()
    steward = steward_of(page)
    eleven_months = now() + dt.timedelta(days=340)
    with time_machine.travel(eleven_months):
        assert [review.remind_of_confirming() for _ in range(2)] == [1, 0]
        page.refresh_from_db()
        assert not page.is_stale
    with time_machine.travel(now() + dt.timedelta(days=370)):
        assert page.is_stale and review.remind_of_confirming() == 0
        profiles.confirm(page, by=steward)
        assert not page.is_stale
    with time_machine.travel(now() + dt.timedelta(days=370 + 340)):
        assert review.remind_of_confirming() == 1
    asked = Notification.objects.filter(person=steward.person, message="network.page_to_confirm")
    assert asked.count() == 2


def test_criteria_that_a_coordinator_changed_or_retired_stay_so() -> None:
    criterion = the("contact")
    criteria.change(criterion, expected=criterion.version, by=None, threshold=2)
    criteria.retire(the("sector"), by=None)
    assert criteria.load_shipped() == 0
    criterion.refresh_from_db()
    assert criterion.threshold == 2
