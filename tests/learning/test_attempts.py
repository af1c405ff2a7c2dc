"""Taking a quiz: begun once, saved answer by answer, handed in once, ended by the server's clock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.time import now
from hilo.learning.models import Answer, Attempt, Done, Enrolment
from hilo.learning.problems.quizzes import (
    AlreadyHandedIn,
    AnswerTooLong,
    NoAttemptLeft,
    NotLearning,
    TimeIsOver,
)
from hilo.learning.rules.questions.kinds import Numerical, NumericAnswer
from hilo.learning.rules.quizzing import Plan
from hilo.learning.services import answers, attempts, quizzes
from tests.learning.factories import (
    a_quiz,
    an_attempt,
    choice_question,
    enrolled,
    essay_question,
)
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db

RIGHT, WRONG = {"choice": 1}, {"choice": 0}
COUNTED = Numerical(
    name="Personas", text="¿Cuántas personas?", answers=(NumericAnswer(Decimal(61)),)
)
MINUTE = dt.timedelta(minutes=1)


def of(attempt: Attempt) -> list[Any]:
    return [one.response for one in Answer.objects.filter(attempt=attempt)]


def test_two_phones_share_the_attempt_under_way() -> None:
    first = an_attempt()
    again = attempts.begin(first.enrolment, first.page, by=None, key=uuid4())
    assert again.pk == first.pk
    assert Answer.objects.filter(attempt=first).count() == 3


def test_the_same_key_is_the_same_attempt_even_after_it_was_handed_in() -> None:
    page, key = a_quiz(), uuid4()
    enrolment = enrolled(page)
    first = attempts.begin(enrolment, page, by=None, key=key)
    attempts.hand_in(first, by=None)
    assert attempts.begin(enrolment, page, by=None, key=key).pk == first.pk


def test_a_later_sequence_wins_whatever_arrives_first() -> None:
    attempt = an_attempt()
    assert answers.save(attempt, 1, RIGHT, key=uuid4(), sequence=5).is_kept
    late = answers.save(attempt, 1, WRONG, key=uuid4(), sequence=4)
    assert (late.is_kept, late.sequence, late.response) == (False, 5, RIGHT)
    assert of(attempt)[0] == RIGHT


def test_a_key_is_taken_once() -> None:
    attempt, key = an_attempt(), uuid4()
    answers.save(attempt, 1, RIGHT, key=key, sequence=1)
    answers.save(attempt, 1, WRONG, key=uuid4(), sequence=2)
    assert answers.save(attempt, 1, RIGHT, key=key, sequence=1).is_kept
    assert of(attempt)[0] == WRONG


def test_an_answer_of_forty_thousand_letters_is_too_long() -> None:
    attempt = an_attempt(a_quiz(essay_question()))
    with pytest.raises(AnswerTooLong):
        answers.save(attempt, 1, {"text": "ñ" * 40_001})


def test_handing_in_twice_grades_once() -> None:
    attempt = an_attempt()
    for slot in (1, 2):
        answers.save(attempt, slot, RIGHT)
    answers.save(attempt, 3, {"choice": 2})
    done = attempts.hand_in(attempt, by=None)
    again = attempts.hand_in(attempt, by=None)
    assert (done.state, done.marks) == (Attempt.State.GRADED, Decimal("1.667"))
    assert again.ended_at == done.ended_at
    with pytest.raises(AlreadyHandedIn):
        answers.save(attempt, 3, RIGHT)


def test_what_was_saved_in_time_counts() -> None:
    attempt = an_attempt(a_quiz(minutes_allowed=10))
    answers.save(attempt, 1, RIGHT)
    late = now() + 11 * MINUTE
    with pytest.raises(TimeIsOver):
        answers.save(attempt, 2, RIGHT, at=late)
    assert attempts.expire(at=late) == 1
    attempt.refresh_from_db()
    assert (attempt.marks, attempt.ended_at) == (Decimal(1), attempt.due_at)
    assert attempts.expire(at=late) == 0


def test_an_answer_on_its_way_when_the_time_ends_counts() -> None:
    attempt = an_attempt(a_quiz(minutes_allowed=1))
    assert attempt.due_at
    assert answers.save(attempt, 1, RIGHT, at=attempt.due_at + dt.timedelta(seconds=10)).is_kept


def test_attempts_are_counted() -> None:
    page = a_quiz(attempts_allowed=1)
    enrolment = enrolled(page)
    attempts.hand_in(attempts.begin(enrolment, page, by=None), by=None)
    with pytest.raises(NoAttemptLeft):
        attempts.begin(enrolment, page, by=None)


def test_a_learner_removed_while_answering_is_told_and_loses_nothing() -> None:
    attempt = an_attempt()
    answers.save(attempt, 1, RIGHT)
    Enrolment.objects.update(state=Enrolment.State.WITHDRAWN)
    with pytest.raises(NotLearning):
        answers.save(attempt, 2, RIGHT)
    assert of(attempt) == [RIGHT, None, None]


def test_the_grade_is_the_best_last_first_or_average() -> None:
    page = a_quiz(choice_question())
    enrolment = enrolled(page)
    for response in (WRONG, RIGHT, WRONG):
        attempt = attempts.begin(enrolment, page, by=None)
        answers.save(attempt, 1, response)
        attempts.hand_in(attempt, by=None)

    def counts(how: str) -> Any:
        return quizzes.grade_of(enrolment, page.step, Plan.read(page.content | {"counts": how}))

    assert counts("best") == 1
    assert counts("last") == counts("first") == 0
    assert counts("average") == Decimal("0.333")


def test_an_essay_waits_for_its_reader() -> None:
    attempt = an_attempt(a_quiz(choice_question(), essay_question()))
    answers.save(attempt, 1, RIGHT)
    answers.save(attempt, 2, {"text": "Más horas."})
    done = attempts.hand_in(attempt, by=None)
    assert (done.state, done.marks) == (Attempt.State.HANDED_IN, None)
    essay = Answer.objects.select_related("version").get(attempt=attempt, slot=2)
    graded = attempts.grade_essay(essay, by=None, points=Decimal("0.5"), comment="Diga cómo.")
    assert (graded.state, graded.marks) == (Attempt.State.GRADED, Decimal("1.5"))


def test_an_essay_read_anew_takes_the_step_back_unless_another_attempt_passes() -> None:
    page = a_quiz(essay_question())
    enrolment = enrolled(page)

    def an_essay() -> Answer:
        attempt = attempts.hand_in(attempts.begin(enrolment, page, by=None), by=None)
        return Answer.objects.select_related("version").get(attempt=attempt)

    def has_done() -> bool:
        return Done.objects.filter(enrolment=enrolment, step=page.step).exists()

    first, second = an_essay(), an_essay()
    for points, is_done in (("1", True), ("0", False), ("1", True)):
        attempts.grade_essay(first, by=None, points=Decimal(points))
        assert has_done() is is_done
    attempts.grade_essay(second, by=None, points=Decimal(1))
    attempts.grade_essay(first, by=None, points=Decimal(0))
    assert has_done()


def test_questions_are_drawn_once_each() -> None:
    page = a_quiz()
    versions = [slot["versions"][0] for slot in page.content["slots"]]
    page.content["slots"] = [
        {"versions": versions[:1], "draws": 1, "marks": "1"},
        {"versions": versions, "draws": 2, "marks": "2", "is_drawn": True},
    ]
    page.save()
    attempt = attempts.begin(enrolled(page), page, by=None)
    drawn = [one.version_id for one in Answer.objects.filter(attempt=attempt)]
    assert sorted(drawn) == sorted(versions)
    assert attempt.marks_possible == 5


# Pages.


def learner(page: Any = None) -> tuple[Client, Attempt]:
    account = AccountFactory()
    client = Client()
    sign_in(client, account)
    return client, an_attempt(page, account.person)


def test_without_scripts_a_form_saves_and_asks_before_it_hands_in() -> None:
    client, attempt = learner()
    address = reverse("learning:attempt", args=[attempt.uuid])
    page = client.get(address).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    sent = {"a1": "1", "a2": "1", "seen": seen}
    assert client.post(address, sent | {"save": "1"}).status_code == 302
    asked = client.post(address, sent | {"hand_in": "1"})
    assert asked.status_code == 200 and "#q3" in asked.content.decode()
    answer = client.post(address, sent | {"hand_in": "1", "as_it_is": "1"})
    assert answer["Location"] == reverse("learning:result", args=[attempt.uuid])
    result = client.get(answer["Location"]).content.decode()
    assert "2 of 3 marks" in result and "Así es." in result


@pytest.mark.parametrize("typed", ["soixante", "61 personas"])
def test_words_where_a_number_is_asked_for_are_told_before_it_is_handed_in(typed: str) -> None:
    client, attempt = learner(a_quiz(COUNTED))
    address = reverse("learning:attempt", args=[attempt.uuid])
    asked = client.post(address, {"a1": typed, "hand_in": "1"}).content.decode()
    assert "#q1" in asked and f"“{typed}” is not a number yet." in asked
    answer = client.post(address, {"a1": "۶۱", "hand_in": "1"})
    assert answer["Location"] == reverse("learning:result", args=[attempt.uuid])
    assert "1 of 1 mark</p>" in client.get(answer["Location"]).content.decode()


def test_an_old_form_does_not_undo_what_another_phone_answered() -> None:
    client, attempt = learner()
    address = reverse("learning:attempt", args=[attempt.uuid])
    page = client.get(address).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answers.save(attempt, 1, RIGHT)
    client.post(address, {"a2": "0", "seen": seen, "save": "1"})
    assert of(attempt) == [RIGHT, WRONG, None]


def test_one_answer_is_sent_by_a_script() -> None:
    client, attempt = learner()
    address = reverse("learning:answer", args=[attempt.uuid])
    sent = {"slot": "2", "a2": "1", "sequence": "7", "key": str(uuid4())}
    assert client.post(address, sent).json() == {"is_kept": True, "sequence": 7, "sentence": ""}
    late = client.post(address, sent | {"sequence": "3", "key": str(uuid4()), "a2": "0"}).json()
    assert not late["is_kept"] and late["sentence"]
    assert of(attempt)[1] == RIGHT


def test_an_answer_told_at_once_is_settled() -> None:
    client, attempt = learner(a_quiz(tells="at_once"))
    address = reverse("learning:attempt", args=[attempt.uuid])
    client.post(address, {"a1": "0", "tell": "1"})
    page = client.get(address).content.decode()
    assert "Esa es la del patrimonio." in page
    client.post(address, {"a1": "1", "save": "1"})
    assert of(attempt)[0] == WRONG


@pytest.mark.parametrize("count", [1, 8])
def test_pages_ask_as_much_for_one_question_as_for_eight(
    count: int, django_assert_num_queries: Any
) -> None:
    client, attempt = learner(a_quiz(*(choice_question(f"P {one}") for one in range(count))))
    address = reverse("learning:attempt", args=[attempt.uuid])
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)
