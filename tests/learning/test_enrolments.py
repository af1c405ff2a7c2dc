"""The ways into a cohort, out of it, and from one to another; presence follows."""

from __future__ import annotations

import datetime as dt

import pytest

from hilo.attendance.events import SessionHeld
from hilo.attendance.rules.counting import Record
from hilo.attendance.services import lists, sessions
from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.handlers import count_held
from hilo.learning.models import Cohort, Done, Enrolment
from hilo.learning.problems import cohorts as problems
from hilo.learning.services import cohorts, enrolments, progress
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    an_edition,
    lesson_in,
)
from tests.people.factories import AccountFactory, PersonFactory
from tests.programme.factories import AudienceFactory

pytestmark = pytest.mark.django_db
State = Enrolment.State


@pytest.fixture
def course():
    course = CourseFactory(attendance_percent=80)
    lesson_in(course, "Mirar")
    an_edition(course)
    return course


@pytest.fixture
def cohort(course):
    return CohortFactory(course=course, starts_on=dt.date(2020, 1, 1), ends_on=None)


def a_held_session(cohort, person, *, minutes=60, ago=2):
    made = sessions.plan(
        about=("cohort", cohort.uuid),
        title=Text.of("es", "Taller"),
        beginnings=[now() - dt.timedelta(hours=ago)],
        length=dt.timedelta(minutes=minutes),
        zone="America/Mexico_City",
        venue="Casa de Cultura",
        by=None,
    )[0]
    lists.record(made, {person.pk: Record("present")}, by=None)
    sessions.hold(made, by=None)
    count_held(SessionHeld(made.uuid, "cohort", cohort.uuid))
    return made


class TestEnrol:
    def test_somebody_takes_part_in_the_programme_too(self, cohort):
        person = AccountFactory().person
        found = enrolments.enrol(cohort, person, by=None)
        assert found.state == State.ACTIVE
        assert cohort.course.programme.participations.filter(person=person).count() == 1
        assert person.notifications.filter(message="learning.enrolled").count() == 1

    def test_twice_is_once(self, cohort):
        person = PersonFactory()
        enrolments.enrol(cohort, person, by=None)
        enrolments.enrol(cohort, person, by=None)
        assert Enrolment.objects.count() == 1

    def test_one_course_is_taken_in_one_cohort(self, cohort):
        there = EnrolmentFactory(cohort=CohortFactory(course=cohort.course))
        with pytest.raises(problems.TakesCourseElsewhere, match="already"):
            enrolments.enrol(cohort, there.person, by=None)

    def test_a_list_leaves_out_who_is_elsewhere(self, cohort):
        there = EnrolmentFactory(cohort=CohortFactory(course=cohort.course))
        found = enrolments.enrol_many(cohort, [there.person, PersonFactory()], by=None)
        assert (len(found.new), len(found.elsewhere)) == (1, 1)

    def test_a_full_cohort_says_so(self, cohort):
        cohort.places = 1
        cohort.save()
        enrolments.enrol(cohort, PersonFactory(), by=None)
        with pytest.raises(problems.CohortIsFull):
            enrolments.enrol(cohort, PersonFactory(), by=None)

    def test_an_audience_counts_in_the_programme(self, cohort):
        cohort.audience = AudienceFactory(programme=cohort.course.programme)
        cohort.save()
        enrolments.enrol_many(cohort, [PersonFactory(), PersonFactory()], by=None)
        assert cohort.audience.participations.count() == 2


class TestTheCode:
    def test_it_is_read_as_people_type_it(self, course):
        cohort = cohorts.open_cohort(
            course,
            slug="abierto",
            name=Text.of("es", "Abierto"),
            starts_on=dt.date(2020, 1, 1),
            way_in=Cohort.WayIn.CODE,
            by=None,
        )
        typed = f" {cohort.code[:4].lower()}-{cohort.code[4:]} "
        found = enrolments.enrol_by_code(typed, PersonFactory(), by=None)
        assert found.cohort == cohort

    @pytest.mark.parametrize("typed", ["", "XXXXXXXX", "-"])
    def test_a_wrong_one_opens_nothing(self, cohort, typed):
        with pytest.raises(problems.CodeOpensNothing):
            enrolments.enrol_by_code(typed, PersonFactory(), by=None)


class TestAsking:
    @pytest.fixture
    def asked(self, cohort):
        cohort.way_in = Cohort.WayIn.APPROVAL
        cohort.save()
        return enrolments.ask(cohort, AccountFactory().person, by=None)

    def test_who_is_admitted_takes_part(self, asked):
        assert enrolments.admit(asked, by=None).state == State.ACTIVE

    def test_who_is_refused_hears_why_and_can_ask_again(self, asked):
        refused = enrolments.refuse(asked, reason="Está lleno.", by=None)
        assert refused.reason == "Está lleno."
        assert refused.person.notifications.filter(message="learning.not_admitted").exists()
        again = enrolments.ask(asked.cohort, asked.person, by=None)
        assert (again.pk, again.state) == (asked.pk, State.ASKED)

    def test_one_cannot_ask_everywhere(self, cohort):
        with pytest.raises(problems.CannotAskHere):
            enrolments.ask(cohort, PersonFactory(), by=None)


class TestOutAndBack:
    def test_what_was_done_stays(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort)
        progress.do(enrolment, cohort.edition.pages.get().step, by=None)
        enrolments.withdraw(enrolment, reason="Cambió de trabajo.", by=None)
        back = enrolments.come_back(enrolment, by=None)
        assert (back.state, back.done) == (State.ACTIVE, 1)

    def test_it_is_withdrawn_once(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort)
        enrolments.withdraw(enrolment, reason="", by=None)
        with pytest.raises(problems.EnrolmentMovedOn):
            enrolments.withdraw(enrolment, reason="", by=None)


class TestMoving:
    def test_all_that_was_done_and_attended_moves_along(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort, enrolled_at=now() - dt.timedelta(days=9))
        a_held_session(cohort, enrolment.person, minutes=60)
        other = CohortFactory(course=cohort.course)
        moved = enrolments.move(enrolment, other, reason="Vive más cerca.", by=None)
        assert Done.objects.count() == 0
        moved.refresh_from_db()
        assert (moved.cohort, moved.attendance) == (other, 1)
        progress.do(moved, cohort.edition.pages.get().step, by=None)
        moved.refresh_from_db()
        assert moved.state == State.COMPLETED
        assert cohort.enrolments.count() == 0

    def test_progress_does_not_move_to_another_course(self, cohort):
        with pytest.raises(problems.AnotherCourse):
            enrolments.move(EnrolmentFactory(cohort=cohort), CohortFactory(), by=None)


class TestCohorts:
    def test_a_cohort_with_people_is_not_called_off(self, cohort):
        EnrolmentFactory(cohort=cohort)
        with pytest.raises(problems.CohortHasPeople):
            cohorts.cancel(cohort, by=None)

    def test_a_newer_edition_keeps_what_was_done(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort)
        progress.do(enrolment, cohort.edition.pages.get().step, by=None)
        lesson_in(cohort.course, "Decidir")
        cohort.course.refresh_from_db()
        newest = an_edition(cohort.course)
        assert cohorts.read_newest(cohort, by=None) == 1
        enrolment.refresh_from_db()
        assert (enrolment.edition, enrolment.done, enrolment.due) == (newest, 1, 2)


def test_who_was_there_is_counted_when_the_list_is_closed(cohort):
    enrolment = EnrolmentFactory(cohort=cohort, enrolled_at=now() - dt.timedelta(days=9))
    absent = EnrolmentFactory(cohort=cohort, enrolled_at=now() - dt.timedelta(days=9))
    a_held_session(cohort, enrolment.person)
    enrolment.refresh_from_db()
    absent.refresh_from_db()
    assert (enrolment.attendance, absent.attendance) == (1, 0)
    assert {one["code"] for one in absent.missing} == {"lesson", "out_of_reach"}


def test_whoever_was_reminded_today_hears_nothing_twice(cohort):
    enrolment = EnrolmentFactory(cohort=cohort, person=AccountFactory().person)
    enrolments.remind([enrolment], by=None)
    enrolments.remind([enrolment], by=None)
    assert enrolment.person.notifications.filter(message="learning.reminder").count() == 1
