"""Who handed something in hears that it was answered, once for each answer, in their language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hilo.learning import messages
from hilo.learning.models import Answer, Attempt
from hilo.learning.services import assignments, attempts
from hilo.notifications.compose import letter
from hilo.notifications.messages import NothingToSay, restore
from hilo.notifications.models import Notification
from hilo.notifications.recipients import of as recipient_of
from tests.learning.factories import a_quiz, a_work, enrolled, essay_question
from tests.people.factories import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_handled(django_capture_on_commit_callbacks: Any, monkeypatch: Any) -> None:
    """Each verb is followed by what handlers make of its event, as after a commit."""
    verbs = ((assignments, ("send_back", "grade")), (attempts, ("grade_essay",)))
    for module, names in verbs:
        for name in names:
            verb = getattr(module, name)
            monkeypatch.setattr(module, name, handled(verb, django_capture_on_commit_callbacks))


def handled(verb: Any, after_commit: Any) -> Any:
    def done(*args: Any, **kwargs: Any) -> Any:
        with after_commit(execute=True):
            return verb(*args, **kwargs)

    return done


def told_to(person: Any, name: str) -> list[Any]:
    """The messages `learning.<name>` to a person, the oldest first."""
    rows = Notification.objects.filter(person=person, message=f"learning.{name}").order_by("pk")
    return [restore(one.message, one.data) for one in rows]


def test_each_answer_to_a_work_is_told_once() -> None:
    work = a_work()
    person = work.enrolment.person
    assignments.send_back(work, feedback="Falta el costo.", by=None)
    again = assignments.keep(work.enrolment, work.page, by=None, text="Cuesta 300.")
    again = assignments.hand_in(again, by=None)
    assignments.grade(again, by=None, levels={"clear": 1})
    assignments.grade(again, by=None, levels={"clear": 1}, feedback="Muy claro.")
    told = told_to(person, "work_answered")
    assert [one.outcome for one in told] == ["returned", "accepted"]
    assert told[1].path(recipient_of(person)).endswith(f"/assignment/{work.step}/")


def test_what_is_no_longer_so_is_not_said() -> None:
    work = a_work()
    assignments.send_back(work, feedback="Falta el costo.", by=None)
    told = told_to(work.enrolment.person, "work_answered")[0]
    assignments.hand_in(work, by=None)
    with pytest.raises(NothingToSay):
        _ = restore(told.name, told.data()).found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Mejórelo"),
        ("fr", "Améliorez-le"),
        ("ar", "نرجو تحسينه"),
        ("en", "Please improve it"),
    ],
)
def test_the_letter_says_what_the_trainer_said(language: str, said: str) -> None:
    person = AccountFactory(person__language=language).person
    work = a_work(person=person)
    assignments.send_back(work, feedback="Falta el costo.", by=None)
    to = recipient_of(person)
    with to.reading():
        written = letter(told_to(person, "work_answered")[0], to, "Hilo")
    assert said in written.text
    assert "Falta el costo." in written.text


def an_essay() -> Answer:
    page = a_quiz(essay_question())
    attempt = attempts.begin(enrolled(page, AccountFactory().person), page, by=None)
    attempts.hand_in(attempt, by=None)
    return Answer.objects.select_related("version", "attempt__enrolment__person").get()


def test_essays_are_told_once_they_are_read_and_again_where_the_grade_changes() -> None:
    essay = an_essay()
    person = essay.attempt.enrolment.person
    assert told_to(person, "essays_answered") == []
    for points in ("1", "1", "0"):
        attempts.grade_essay(essay, by=None, points=Decimal(points))
    told = told_to(person, "essays_answered")
    assert [Decimal(one.marks) for one in told] == [1, 0]
    with pytest.raises(NothingToSay):
        _ = told[0].found
    assert not told[1].values(recipient_of(person))["is_accepted"]
    assert told[1].path(recipient_of(person)).endswith("/result/")


def test_an_attempt_of_long_ago_is_no_news() -> None:
    essay = an_essay()
    Attempt.objects.update(ended_at=essay.attempt.started_at - dt.timedelta(days=400))
    attempts.grade_essay(essay, by=None, points=Decimal(1))
    assert told_to(essay.attempt.enrolment.person, "essays_answered") == []


def test_it_comes_as_often_as_other_news_of_courses() -> None:
    for one in (messages.WorkAnswered, messages.EssaysAnswered):
        assert one.category == messages.LEARNING.name
