"""The pages of cohorts: twins, people with what they lack, many at once, one's own courses."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.queries.reactions import heard_of
from hilo.learning.services import enrolments, evaluation, progress, reactions
from hilo.notifications.models import Notification
from tests.competences.factories import CompetenceFactory
from tests.credentials.factories import AchievementFactory, a_certificate
from tests.learning.cohort_access import published
from tests.learning.factories import CohortFactory, EnrolmentFactory
from tests.people.factories import PersonFactory
from tests.places.factories import RegionFactory
from tests.programme.factories import AudienceFactory

pytestmark = pytest.mark.django_db
State = Enrolment.State


@pytest.fixture
def cohort():
    return published()


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


def office(name, cohort):
    return reverse(f"learning:{name}", args=[cohort.slug])


def act(client, cohort, action, rows, **more):
    data = {"do": action, "chosen": [str(row.uuid) for row in rows], **more}
    return client.post(office("act", cohort), data)


class TestTwins:
    def test_a_region_with_one_side_only_is_flagged(self, coordinator):
        course = published().course
        programme = course.programme
        region = RegionFactory(
            owner_kind="programme", owner=programme.uuid, name=Text.of("es", "Noroeste")
        )
        sides = [AudienceFactory(programme=programme) for _n in range(2)]
        made = [CohortFactory(course=course, region=region, audience=side) for side in sides]
        EnrolmentFactory(cohort=made[0])
        page = coordinator.get(reverse("learning:office_cohorts")).content.decode()
        assert "One side only" in page
        enrolments.enrol(made[1], PersonFactory(), by=None)
        page = coordinator.get(reverse("learning:office_cohorts")).content.decode()
        assert "One side only" not in page


class TestPeople:
    def test_whoever_vanished_is_found(self, coordinator, cohort):
        EnrolmentFactory(cohort=cohort, enrolled_at=now() - dt.timedelta(days=20), due=9)
        EnrolmentFactory(cohort=cohort, due=9)
        page = coordinator.get(office("office_cohort", cohort) + "?standing=vanished")
        assert page.context["list"].how_many == 1

    def test_all_on_one_page(self, coordinator, cohort):
        for _n in range(52):
            EnrolmentFactory(cohort=cohort)
        first = coordinator.get(office("office_cohort", cohort))
        assert first.context["list"].how_many == 50
        page = coordinator.get(office("office_cohort", cohort) + "?rows=all")
        assert page.context["list"].how_many == 52

    def test_it_leads_to_grades_and_to_every_kind_of_certificate(self, coordinator, cohort):
        page = coordinator.get(office("office_cohort", cohort)).content.decode()
        assert office("gradebook", cohort) in page
        assert office("certificates", cohort) in page

    def test_its_cost_does_not_grow(self, coordinator, cohort, django_assert_max_num_queries):
        for _n in range(3):
            EnrolmentFactory(cohort=cohort)
        coordinator.get(office("office_cohort", cohort))
        for _n in range(20):
            EnrolmentFactory(cohort=cohort)
        with django_assert_max_num_queries(24):
            coordinator.get(office("office_cohort", cohort))


class TestManyAtOnce:
    def test_moved_after_a_look(self, coordinator, cohort):
        rows = [EnrolmentFactory(cohort=cohort) for _n in range(2)]
        other = CohortFactory(
            course=cohort.course, edition=cohort.edition, slug="other", ends_on=None
        )
        look = act(coordinator, cohort, "move", rows)
        assert "Move 2 people" in look.content.decode()
        act(coordinator, cohort, "move", rows, expected="2", to="other", reason="")
        assert other.enrolments.count() == 2

    def test_withdrawn_with_a_reason(self, coordinator, cohort):
        rows = [EnrolmentFactory(cohort=cohort)]
        act(coordinator, cohort, "withdraw", rows, expected="1", reason=" ")
        assert cohort.enrolments.get().state == State.ACTIVE
        act(coordinator, cohort, "withdraw", rows, expected="1", reason="Cambió de trabajo")
        row = cohort.enrolments.get()
        assert (row.state, row.reason) == (State.WITHDRAWN, "Cambió de trabajo")
        listed = coordinator.get(office("office_cohort", cohort)).content.decode()
        assert "1 person is withdrawn." in listed and "Has withdrawn</span>" in listed

    def test_reminded(self, coordinator, cohort):
        rows = [EnrolmentFactory(cohort=cohort)]
        answer = act(coordinator, cohort, "remind", rows, expected="1")
        assert answer.status_code == 302
        assert rows[0].person.notifications.filter(message="learning.reminder").exists()

    def test_a_trainer_does_not_move_people(self, as_role, cohort):
        client, _account = as_role("trainer")
        row = EnrolmentFactory(cohort=cohort)
        assert act(client, cohort, "move", [row], expected="1").status_code == 422
        assert client.post(reverse("learning:enrolment", args=[row.uuid])).status_code == 403


class TestEnrolling:
    def test_searched_ticked_enrolled(self, coordinator, cohort):
        person = EnrolmentFactory().person
        page = coordinator.get(office("enrol", cohort) + "?" + urlencode({"q": str(person)}))
        assert str(person.uuid) in page.content.decode()
        coordinator.post(office("enrol", cohort), {"person": [str(person.uuid)]})
        assert cohort.enrolments.get().person == person

    def test_nonsense_is_nobody(self, coordinator, cohort):
        page = coordinator.post(office("enrol", cohort), {"person": ["x", "\0"]})
        assert "Choose at least one person" in page.content.decode()


class TestOneOfThem:
    def test_withdraw_and_come_back(self, coordinator, cohort):
        row = EnrolmentFactory(cohort=cohort)
        address = reverse("learning:enrolment", args=[row.uuid])
        coordinator.post(address, {"do": "withdraw", "reason": "Viaje"})
        row.refresh_from_db()
        assert row.state == State.WITHDRAWN
        coordinator.post(address, {"do": "come_back"})
        row.refresh_from_db()
        assert row.state == State.ACTIVE


class TestOnesOwn:
    @pytest.fixture
    def own(self, as_role, cohort):
        client, account = as_role("member")
        row = EnrolmentFactory(cohort=cohort, person=account.person)
        return client, progress.refresh(row)

    def test_the_next_step_and_what_is_missing(self, own):
        client, _row = own
        page = client.get(reverse("learning:mine")).content.decode()
        assert "1 lesson" in page
        assert "Begin the course" in page

    def test_the_group_of_others_is_not_there(self, own):
        client, _row = own
        assert client.get(reverse("learning:cohort", args=[published().slug])).status_code == 404

    def test_joining_by_code(self, as_role):
        client, account = as_role("member")
        made = published()
        Cohort.objects.filter(pk=made.pk).update(way_in="code", code="ABCD2345")
        page = client.post(reverse("learning:join"), {"code": "abcd-2345"})
        assert page.status_code == 302
        assert Enrolment.objects.get(person=account.person).cohort == made

    def test_what_one_says_can_be_changed(self, own):
        client, row = own
        address = reverse("learning:react", args=[row.cohort.slug])
        client.post(address, {"useful": "5", "helped": "Los ejemplos"})
        client.post(address, {"useful": "4", "helped": "Los ejemplos"})
        assert row.reaction.answers == {"useful": 4}


def test_reactions_of_fewer_than_five_are_not_told(cohort):
    for number in range(5):
        row = EnrolmentFactory(cohort=cohort)
        if number < 4:
            reactions.react(row, answers={"useful": 4}, by=None)
    assert not heard_of(cohort).is_shown
    reactions.react(row, answers={"useful": 5}, helped="Todo", by=None)
    found = heard_of(cohort)
    assert (found.asked, found.answered, str(found.lines[0].mean)) == (5, 5, "4.20")


class TestBeforeAndAfter:
    @pytest.fixture
    def rated(self, cohort):
        cohort.course.competences.set([CompetenceFactory()])
        cohort.audience = AudienceFactory(programme=cohort.course.programme)
        cohort.save()
        EnrolmentFactory(cohort=cohort)
        return cohort

    def test_opened_twice_is_one_that_asks_who_is_new(self, rated):
        first = evaluation.open_rating(rated, "before", by=None)
        EnrolmentFactory(cohort=rated)
        again = evaluation.open_rating(rated, "before", by=None)
        assert again == first
        assert first.respondents.count() == 2

    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (dt.date(2026, 2, 20), ["before"]),
            (dt.date(2026, 4, 1), []),
            (dt.date(2026, 6, 28), ["after"]),
            (dt.date(2026, 10, 1), ["follow_up"]),
        ],
    )
    def test_the_dates_of_a_cohort_call_for_them(self, day, due):
        cohort = CohortFactory(starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 6, 30))
        assert [str(one) for one, _months in evaluation.due_of(cohort, day)] == due

    def test_a_follow_up_asks_the_same_people(self, rated):
        evaluation.open_rating(rated, "after", by=None)
        later = evaluation.open_rating(rated, "follow_up", months=3, by=None)
        assert (later.months, later.respondents.count()) == (3, 1)

    def test_who_is_asked_months_later_by_hand_hears_of_it_once(self, coordinator, rated):
        evaluation.open_rating(rated, "after", by=None)
        told = Notification.objects.filter(message="learning.what_changed")
        for _press in range(2):
            coordinator.post(office("ratings", rated), {"open": "follow_up:3"})
            assert told.count() == 1

    def test_what_changed_is_told_by_the_rating_after(self, coordinator, rated):
        before = evaluation.open_rating(rated, "before", by=None)
        page = coordinator.get(office("ratings", rated)).content.decode()
        assert reverse("competences:gain", args=[before.uuid]) not in page
        after = evaluation.open_rating(rated, "after", by=None)
        page = coordinator.get(office("ratings", rated)).content.decode()
        assert reverse("competences:gain", args=[after.uuid]) in page

    def test_by_hand(self, coordinator, rated):
        page = coordinator.post(office("ratings", rated), {"open": "before"})
        assert page.status_code == 302
        assert len(evaluation.occasions_of(rated)) == 1


class TestCertificates:
    def test_who_holds_one_is_a_step_away(self, coordinator, cohort):
        held = a_certificate(
            EnrolmentFactory(cohort=cohort).person,
            achievement=AchievementFactory(about_kind="course", about=cohort.course.uuid),
        )
        page = coordinator.get(office("certificates", cohort)).content.decode()
        assert reverse("credentials:certificate", args=[held.uuid]) in page
