"""docs/algorithms/progress.md: its tables, and what is written when somebody has done a step."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from hilo.attendance.rules.counting import Share
from hilo.learning.models import Done, Enrolment
from hilo.learning.rules.progress import Demands, Missing, StepDue, percent_of, progress_of
from hilo.learning.services import progress
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    an_edition,
    lesson_in,
)

LESSONS = tuple(StepDue(UUID(int=n), "lesson", True) for n in range(1, 4))
EXTRA = StepDue(UUID(int=4), "lesson", False)
QUIZ = StepDue(UUID(int=5), "quiz", True)
STEPS = (*LESSONS, EXTRA, QUIZ)


def ids(*steps):
    return {one.uuid for one in steps}


class TestTheStepsThatCount:
    def test_only_what_is_required_counts(self):
        found = progress_of(Demands(STEPS), ids(*LESSONS))
        assert (found.done, found.due) == (3, 4)
        assert found.next_step == EXTRA.uuid
        assert found.missing == (Missing("quiz", 1),)

    def test_a_kind_that_does_not_count_is_not_due(self):
        found = progress_of(Demands(STEPS, frozenset({"lesson"})), ids(*LESSONS))
        assert found.is_complete and found.due == 3

    def test_what_an_older_edition_had_is_not_counted(self):
        assert progress_of(Demands(STEPS), {uuid4()}).done == 0

    def test_a_course_that_asks_for_nothing_completes_nobody(self):
        assert not progress_of(Demands(()), set()).is_complete


class TestPresence:
    DEMANDS = Demands(LESSONS, attendance_percent=80)

    @pytest.mark.parametrize(
        ("share", "missing"),
        [
            (None, Missing("no_session")),
            (Share(), Missing("no_session")),
            (Share(ahead=600), Missing("attendance", 480)),
            (Share(there=240, due=360), Missing("out_of_reach", 48)),
            (Share(there=240, due=240, ahead=60), None),
            (Share(there=239, due=240, ahead=60), Missing("attendance", 1)),
            (Share(there=799, due=1000), Missing("out_of_reach", 1)),
            (Share(there=800, due=1000), None),
        ],
    )
    def test_the_whole_counts_exactly(self, share, missing):
        found = progress_of(self.DEMANDS, ids(*LESSONS), share)
        assert found.missing == ((missing,) if missing else ())

    def test_a_course_without_presence_asks_for_none(self):
        assert progress_of(Demands(LESSONS), ids(*LESSONS), None).is_complete


def test_per_cent_is_rounded_down():
    assert [percent_of(done, 3) for done in range(4)] == [0, 33, 66, 100]


@pytest.fixture
def enrolment(db):
    course = CourseFactory(attendance_percent=None)
    for title in ("Mirar", "Decidir"):
        lesson_in(course, title)
    edition = an_edition(course)
    return EnrolmentFactory(cohort=CohortFactory(course=course, edition=edition))


def steps_of(enrolment):
    return [one.step for one in enrolment.cohort.edition.pages.all()]


def test_doing_a_step_is_written_once(enrolment):
    first, second = steps_of(enrolment)
    progress.do(enrolment, first, by=None)
    found = progress.do(enrolment, first, by=None)
    assert Done.objects.count() == 1
    assert (found.done, found.due, found.next_step) == (1, 2, second)
    assert found.missing == [{"code": "lesson", "n": 1}]
    assert found.seen_at


def test_the_last_step_completes_the_course(enrolment, django_capture_on_commit_callbacks):
    for step in steps_of(enrolment):
        found = progress.do(enrolment, step, by=None)
    assert found.state == Enrolment.State.COMPLETED
    assert found.completed_at


def test_what_was_completed_stays_completed(enrolment):
    for step in steps_of(enrolment):
        progress.do(enrolment, step, by=None)
    found = progress.undo(enrolment, step, by=None)
    assert found.state == Enrolment.State.COMPLETED
    assert found.missing == [{"code": "lesson", "n": 1}]


def test_a_cohort_is_counted_in_few_questions(enrolment, django_assert_num_queries):
    for _n in range(5):
        EnrolmentFactory(cohort=enrolment.cohort)
    progress.refresh_many(enrolment.cohort)
    with django_assert_num_queries(7):
        assert progress.refresh_many(enrolment.cohort) == 6
