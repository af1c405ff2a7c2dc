"""One cohort of many in a course to measure with: grown, grown anew, taken away again; in a demonstration only."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max, Min

from hilo.core.installation import WrongMode, the_installation
from hilo.core.time import now
from hilo.learning.models import Attempt, Cohort, Course, Done, Enrolment, Submission
from hilo.site.demonstration import learners
from tests.learning.factories import choice_question, in_bank
from tests.people.factories import AccountFactory
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
PEOPLE = 6


@pytest.fixture
def house(settings):
    """A demonstration with a bank of questions and a few people."""
    settings.IS_DEMONSTRATION = True
    installation = the_installation()
    installation.is_demonstration = True
    installation.save()
    count = learners.QUIZZES * learners.QUESTIONS
    in_bank(ProgrammeFactory(), *(choice_question(f"Q{number}") for number in range(count)))
    for _number in range(PEOPLE + 1):
        AccountFactory(person__joined_at=now())


def test_many_learn_in_a_course_of_twenty_graded_steps(house, capsys):
    call_command("demo", "scale", "--learners", str(PEOPLE))
    assert f"{PEOPLE} people learn" in capsys.readouterr().out
    cohort = Cohort.objects.get(slug=learners.SLUG)
    assert cohort.enrolments.count() == PEOPLE
    assert cohort.edition.pages.count() == learners.QUIZZES + learners.ASSIGNMENTS
    reached = cohort.enrolments.aggregate(least=Min("done"), most=Max("done"))
    assert 0 <= reached["least"] < reached["most"] <= 20
    assert Done.objects.count() == sum(cohort.enrolments.values_list("done", flat=True))
    assert Attempt.objects.filter(state="graded").exists()


def test_twice_is_one_cohort_and_nothing_of_it_stays(house, capsys):
    assert learners.grow(PEOPLE) == PEOPLE
    assert learners.grow(2) == 2
    assert Cohort.objects.count() == 1
    call_command("demo", "scale", "--learners", "0", "--remove")
    for model in (Course, Cohort, Enrolment, Attempt, Submission, Done):
        assert not model.objects.exists(), model


def test_real_people_are_never_put_into_it(settings):
    installation = the_installation()
    installation.is_demonstration = False
    installation.save()
    with pytest.raises(WrongMode):
        learners.grow(PEOPLE)
    settings.IS_DEMONSTRATION = False
    with pytest.raises(CommandError):
        call_command("demo", "scale", "--learners", "5")
