"""The thread of learning, followed in both directions: each end leads back to where one came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hilo.core import keeping
from hilo.core.registries import thread_of
from hilo.credentials.models import Certificate
from hilo.credentials.services import ending, issuing
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.services import issuing as of_courses
from hilo.people.models import Account
from hilo.programme.models import Indicator
from tests.competences.factories import CompetenceFactory
from tests.credentials.factories import TemplateFactory
from tests.learning.factories import CohortFactory, EnrolmentFactory, published
from tests.people.factories import AccountFactory, GrantFactory, account_as, on_duty, sign_in
from tests.programme.factories import (
    AudienceFactory,
    IndicatorFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


@dataclass
class Scene:
    """A learner who holds the certificate of a course that an indicator counts."""

    course: Course
    cohort: Cohort
    learner: Account
    certificate: Certificate
    indicator: Indicator


@pytest.fixture
def scene() -> Scene:
    programme = ProgrammeFactory()
    audience = AudienceFactory(programme=programme, slug="directors")
    course = published(programme=programme, audience=audience)
    course.competences.add(CompetenceFactory(code="planning"))
    cohort = CohortFactory(course=course, audience=audience)
    learner = AccountFactory()
    ParticipationFactory(programme=programme, person=learner.person, audience=audience)
    state = Enrolment.State.COMPLETED
    EnrolmentFactory(cohort=cohort, person=learner.person, state=state)
    TemplateFactory(owner_kind="programme", owner=programme.uuid)
    achievement = of_courses.ensure(course, "completion", by=None)
    certificate = issuing.issue(learner.person, achievement=achievement, by=None)
    indicator = IndicatorFactory(programme=programme, measure="certificates_issued")
    return Scene(course, cohort, learner, certificate, indicator)


def ends(kind: str, subject: Any, viewer: Any) -> tuple[set[str], set[str]]:
    """The addresses of both directions at `subject`."""
    keeping.forget()
    back, forth = thread_of(kind, subject, viewer)
    return {one.url for one in back}, {one.url for one in forth}


def test_a_stranger_follows_the_thread_and_comes_back(scene: Scene) -> None:
    course, programme = scene.course.get_absolute_url(), scene.course.programme.get_absolute_url()
    indicator = scene.indicator.get_absolute_url()
    assert course in ends("programme", scene.course.programme, STRANGER)[1]
    back, forth = ends("course", scene.course, STRANGER)
    assert programme in back and indicator in forth
    back, forth = ends("certificate", scene.certificate, STRANGER)
    assert {course, programme} <= back and indicator in forth
    assert course in ends("indicator", scene.indicator, STRANGER)[0]


def test_strangers_are_told_no_cohort_and_no_person(scene: Scene) -> None:
    mine = scene.cohort.get_absolute_url()
    assert mine not in ends("certificate", scene.certificate, STRANGER)[0]
    assert ends("person", scene.learner.person, STRANGER) == (set(), set())
    assert ends("person", scene.learner.person, AccountFactory()) == (set(), set())


def test_a_learner_follows_it_from_home_to_the_certificate_and_back(scene: Scene) -> None:
    learner, certificate = scene.learner, scene.certificate.get_absolute_url()
    cohort = scene.cohort.get_absolute_url()
    back, forth = ends("me", learner.person, learner)
    assert scene.course.programme.get_absolute_url() in back
    assert {cohort, certificate} <= forth
    back, forth = ends("cohort", scene.cohort, learner)
    assert scene.course.get_absolute_url() in back and certificate in forth
    assert {cohort, certificate} <= ends("course", scene.course, learner)[1]
    assert cohort in ends("certificate", scene.certificate, learner)[0]


def test_a_coordinator_follows_it_through_the_office(scene: Scene) -> None:
    account = account_as("coordinator")
    office = f"/office/cohorts/{scene.cohort.slug}/"
    achievement = scene.certificate.achievement
    _back, forth = ends("course", scene.course, account)
    assert any(url.endswith(office) for url in forth)
    _back, forth = ends("cohort", scene.cohort, account)
    assert any(url.endswith(f"{office}certificates/") for url in forth)
    back, forth = ends("achievement", achievement, account)
    assert scene.course.get_absolute_url() in back
    assert scene.indicator.get_absolute_url() in forth
    assert achievement.get_absolute_url() in ends("indicator", scene.indicator, account)[0]
    back, forth = ends("person", scene.learner.person, account)
    assert scene.course.programme.get_absolute_url() in back
    assert scene.certificate.get_absolute_url() in forth


def test_a_trainer_is_led_to_nothing_that_stays_closed_to_them(scene: Scene) -> None:
    account = AccountFactory()
    GrantFactory(
        person=account.person,
        role="trainer",
        scope_kind="cohort",
        scope_uuid=scene.cohort.uuid,
    )
    on_duty(account)
    _back, forth = ends("cohort", scene.cohort, account)
    assert [url for url in forth if url.endswith("certificates/")] == []
    assert any(url.endswith(f"/office/cohorts/{scene.cohort.slug}/") for url in forth)


def test_a_revoked_certificate_leads_to_nothing(scene: Scene) -> None:
    ending.revoke(scene.certificate, reason="Se emitió por error.", by=None)
    scene.certificate.refresh_from_db()
    _back, forth = ends("certificate", scene.certificate, STRANGER)
    assert forth == set()
    assert ends("cohort", scene.cohort, scene.learner)[1] == set()


@pytest.mark.parametrize(
    ("measure", "where", "is_counted"),
    [
        ("people_completing", {}, True),
        ("people_completing", {"audience": ["directors"]}, True),
        ("people_completing", {"audience": ["practitioners"]}, False),
        ("participants", {}, False),
        ("", {}, False),
    ],
)
def test_an_indicator_counts_the_courses_of_its_audiences(
    scene: Scene, measure: str, where: dict[str, Any], is_counted: bool
) -> None:
    one = IndicatorFactory(programme=scene.course.programme, measure=measure, where=where)
    course = scene.course.get_absolute_url()
    assert (one.get_absolute_url() in ends("course", scene.course, STRANGER)[1]) is is_counted
    assert (course in ends("indicator", one, STRANGER)[0]) is is_counted


@pytest.mark.parametrize(
    ("where", "is_counted"),
    [
        ({"certificate_kind": ["completion"]}, True),
        ({"certificate_kind": ["trainer"]}, False),
        ({"competence": ["planning"]}, True),
        ({"competence": ["weaving"]}, False),
        ({"gender": ["woman"]}, False),
    ],
)
def test_of_a_restricted_indicator_a_certificate_tells_what_it_knows(
    scene: Scene, where: dict[str, Any], is_counted: bool
) -> None:
    told = {"measure": "certificates_issued", "where": where}
    one = IndicatorFactory(programme=scene.course.programme, **told)
    found = ends("certificate", scene.certificate, STRANGER)[1]
    assert (one.get_absolute_url() in found) is is_counted


def test_other_programmes_and_hidden_indicators_are_not_drawn(scene: Scene) -> None:
    told = {"measure": "people_completing"}
    other = IndicatorFactory(**told)
    hidden = IndicatorFactory(programme=scene.course.programme, is_public=False, **told)
    found = ends("course", scene.course, STRANGER)[1]
    assert not {other.get_absolute_url(), hidden.get_absolute_url()} & found
    assert hidden.get_absolute_url() in ends("course", scene.course, account_as("coordinator"))[1]


def test_a_competence_leads_to_the_courses_that_teach_it(scene: Scene) -> None:
    competence = scene.course.competences.get()
    assert scene.course.get_absolute_url() in ends("competence", competence, STRANGER)[1]
    assert competence.get_absolute_url() in ends("course", scene.course, STRANGER)[0]
    assert competence.get_absolute_url() in ends("certificate", scene.certificate, STRANGER)[1]


def test_the_pages_draw_it(client: Client, scene: Scene) -> None:
    course = scene.course.get_absolute_url()
    assert f'href="{course}"' in client.get(scene.certificate.get_absolute_url()).content.decode()
    learner = sign_in(client, scene.learner)
    for page in ("/en/me/", scene.cohort.get_absolute_url()):
        shown = learner.get(page).content.decode()
        thread = shown[shown.index('class="thread"') :]
        assert scene.certificate.get_absolute_url() in thread, page
