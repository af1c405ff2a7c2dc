"""What was done without a signal: taken once, in order, for whoever did it; what is refused is said."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from hilo.core.time import now
from hilo.learning.models import Answer, Attempt, Done, Enrolment, Page
from hilo.learning.problems.offline import NeedsSignal
from hilo.learning.problems.quizzes import NoAttemptLeft
from hilo.learning.rules import queue
from hilo.learning.rules.moments import believed
from hilo.learning.services import attempts, offline
from hilo.learning.showing import offline as showing
from tests.learning.factories import (
    CourseFactory,
    a_quiz,
    enrolled,
    learner_of,
    lesson_in,
    published,
)
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db

EARLIEST = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-05-03T10:00:00Z", dt.datetime(2026, 5, 3, 10, tzinfo=dt.UTC)),
        ("2026-05-09T10:00:00Z", NOW),
        ("1970-01-01T00:00:00Z", EARLIEST),
        ("2026-05-03T10:00:00", NOW),
        ("yesterday", NOW),
    ],
)
def test_a_phone_is_believed_between_the_enrolment_and_now(said: str, moment: dt.datetime) -> None:
    assert believed(said, earliest=EARLIEST, now=NOW) == moment


def test_what_cannot_be_read_is_left_out_and_the_rest_stands_in_its_order() -> None:
    good = {"kind": "read", "step": str(uuid4()), "course": "x"}
    items = [
        {**good, "key": str(uuid4()), "sequence": 9},
        {**good, "key": "no key"},
        {**good, "key": str(uuid4()), "kind": "dance"},
        {**good, "key": str(uuid4()), "sequence": 2, "fields": [["a1", "1"], ["a1"], 7]},
        "nothing",
    ]
    found = queue.read({"items": items})
    assert [one.sequence for one in found] == [2, 9]
    assert found[0].fields == (("a1", "1"),)
    assert queue.read([]) == queue.read(None) == queue.read({"items": "x"}) == []


class Phone:
    """A phone without a signal: it keeps a quiz, notes what is done, and sends it later."""

    def __init__(self, enrolment: Enrolment, page: Page) -> None:
        self.enrolment, self.page = enrolment, page
        self.reserved = offline.reserve(enrolment, page)
        told = showing.quiz(self.reserved.attempt, self.reserved.token, "")
        self.versions = dict(pair.split(":") for pair in told["versions"].split(","))
        self.begin, self.sequence = str(told["begin"]), 0

    def note(self, kind: str, **told: Any) -> dict[str, Any]:
        self.sequence += 1
        return {
            "key": str(uuid4()), "kind": kind, "course": self.enrolment.course.slug,
            "step": str(self.page.step), "sequence": self.sequence, "token": self.reserved.token,
            "begin": self.begin, "at": now().isoformat(), **told,
        }  # fmt: skip

    def answer(self, slot: int, choice: int, **told: Any) -> dict[str, Any]:
        fields = [[f"a{slot}", str(choice)]]
        version = self.versions[str(slot)]
        return self.note("answer", slot=slot, version=version, fields=fields, **told)


@pytest.fixture
def account() -> Any:
    return AccountFactory()


@pytest.fixture
def page() -> Page:
    return a_quiz()


@pytest.fixture
def enrolment(page: Page, account: Any) -> Enrolment:
    return enrolled(page, account.person)


def sent(account: Any, *items: dict[str, Any]) -> list[offline.Outcome]:
    return offline.take(queue.read({"items": list(items)}), by=account)


def responses() -> list[Any]:
    return list(Answer.objects.order_by("slot").values_list("response", flat=True))


def test_a_quiz_answered_without_a_signal_is_graded_when_it_arrives(
    enrolment: Enrolment, page: Page, account: Any
) -> None:
    phone = Phone(enrolment, page)
    assert not Attempt.objects.exists()
    items = [phone.answer(slot, 1) for slot in (1, 2, 3)] + [phone.note("hand_in")]
    outcomes = sent(account, *reversed(items))  # whatever the order of the batch
    assert all(one.is_taken and not one.sentence for one in outcomes)
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.marks) == (Attempt.State.GRADED, 3)
    assert outcomes[-1].url.endswith(f"{attempt.uuid}/result/")
    assert Done.objects.filter(enrolment=enrolment, step=page.step).count() == 1


def test_sent_twice_is_once(enrolment: Enrolment, page: Page, account: Any) -> None:
    phone = Phone(enrolment, page)
    items = [phone.answer(1, 1), phone.note("hand_in")]
    sent(account, *items)
    before = Attempt.objects.values().get()
    again = sent(account, *items)
    assert all(one.is_taken for one in again)
    assert Attempt.objects.values().get() == before


def test_two_phones_share_one_attempt_and_the_later_answer_stands(
    enrolment: Enrolment, page: Page, account: Any
) -> None:
    first, second = Phone(enrolment, page), Phone(enrolment, page)
    second.sequence = 10
    sent(account, second.answer(1, 2))
    (told,) = sent(account, first.answer(1, 0))
    assert Attempt.objects.count() == 1
    assert responses()[0] == {"choice": 2}
    assert told.is_taken and "Another device" in told.sentence


def test_what_another_phone_handed_in_before_is_told_once_and_a_new_attempt_begins(
    enrolment: Enrolment, page: Page, account: Any
) -> None:
    first, second = Phone(enrolment, page), Phone(enrolment, page)
    sent(account, first.answer(1, 1), first.note("hand_in"))
    begins, goes_on = sent(account, second.answer(1, 0), second.answer(2, 0))
    assert begins.is_taken and "a new attempt, number 2" in begins.sentence
    assert goes_on.is_taken and not goes_on.sentence
    assert list(Attempt.objects.order_by("number").values_list("state", flat=True)) == [
        Attempt.State.GRADED,
        Attempt.State.OPEN,
    ]


def test_answers_find_their_question_wherever_it_stands(account: Any) -> None:
    page = a_quiz(is_shuffled=True)
    enrolment = enrolled(page, account.person)
    phone = Phone(enrolment, page)
    other = attempts.begin(enrolment, page, by=account)  # with another seed, on another device
    sent(account, *[phone.answer(slot, slot - 1) for slot in (1, 2, 3)])
    answered = dict(other.answers.values_list("version__uuid", "response"))
    assert answered == {
        UUID(version): {"choice": int(slot) - 1} for slot, version in phone.versions.items()
    }


def test_what_is_refused_holds_up_nothing(enrolment: Enrolment, page: Page, account: Any) -> None:
    phone = Phone(enrolment, page)
    wrong = phone.answer(1, 1) | {"version": str(uuid4())}
    forged = phone.answer(2, 1) | {"token": "x"}
    outcomes = sent(account, wrong, forged, phone.answer(3, 1))
    assert [one.is_taken for one in outcomes] == [False, False, True]
    assert "another device" in outcomes[0].sentence
    assert "cannot be placed" in outcomes[1].sentence


def test_what_was_handed_in_takes_no_answer(enrolment: Enrolment, page: Page, account: Any) -> None:
    phone = Phone(enrolment, page)
    sent(account, phone.answer(1, 1), phone.note("hand_in"))
    (told,) = sent(account, phone.answer(2, 1))
    assert not told.is_taken and "handed in already" in told.sentence


def test_nobody_sends_for_somebody_else(enrolment: Enrolment, page: Page) -> None:
    phone, other = Phone(enrolment, page), AccountFactory()
    (told,) = sent(other, phone.answer(1, 1))
    assert not told.is_taken and "no longer take part" in told.sentence
    enrolled(page, other.person)  # they take the course too, but these answers are not theirs
    (told,) = sent(other, phone.answer(1, 1))
    assert not told.is_taken and "somebody else" in told.sentence
    assert not Attempt.objects.exists()


def test_whoever_was_removed_while_answering_is_told(
    enrolment: Enrolment, page: Page, account: Any
) -> None:
    phone = Phone(enrolment, page)
    Enrolment.objects.update(state=Enrolment.State.WITHDRAWN)
    (told,) = sent(account, phone.answer(1, 1))
    assert not told.is_taken and "no longer take part" in told.sentence


def test_a_wrong_clock_neither_helps_nor_harms(
    enrolment: Enrolment, page: Page, account: Any
) -> None:
    phone = Phone(enrolment, page)
    sent(account, phone.answer(1, 1, at="1999-01-01T00:00:00Z"), phone.note("hand_in", at="?"))
    attempt, arrived = Attempt.objects.get(), now()
    for moment in (attempt.started_at, attempt.ended_at):
        assert moment and arrived - moment < dt.timedelta(seconds=30)


def test_time_is_the_servers(account: Any) -> None:
    page = a_quiz(minutes_allowed=5)
    with pytest.raises(NeedsSignal):
        offline.reserve(enrolled(page, account.person), page)


def test_no_attempt_is_reserved_that_cannot_begin(account: Any) -> None:
    page = a_quiz(attempts_allowed=1)
    enrolment = enrolled(page, account.person)
    attempts.hand_in(attempts.begin(enrolment, page, by=account), by=account)
    with pytest.raises(NoAttemptLeft):
        offline.reserve(enrolment, page)


# At its address.


def post(client: Any, *items: dict[str, Any]) -> Any:
    body = json.dumps({"items": list(items)})
    return client.post(reverse("learning:sync"), body, content_type="application/json")


def test_a_lesson_read_without_a_signal_counts_once(client: Any, account: Any) -> None:
    course = published()
    step = course.modules.get().steps.get().uuid
    enrolment = learner_of(course, account)
    sign_in(client, account)
    told = {"key": str(uuid4()), "kind": "read", "course": course.slug, "step": str(step), "at": ""}
    for _ in range(2):
        assert post(client, told).json()["outcomes"][0]["is_taken"]
    assert Done.objects.filter(enrolment=enrolment).count() == 1
    (gone,) = post(client, told | {"key": str(uuid4()), "step": str(uuid4())}).json()["outcomes"]
    assert "no longer part" in gone["sentence"]


def test_who_is_signed_in_is_told_with_a_fresh_token(client: Any, account: Any) -> None:
    sign_in(client, account)
    told = client.get(reverse("learning:sync")).json()
    assert told["mark"] and told["token"]
    assert post(client, {}).json() == {"outcomes": []}
    nonsense = client.post(reverse("learning:sync"), b"{", content_type="application/json")
    assert nonsense.json() == {"outcomes": []}


def test_the_session_was_over_in_between(client: Any) -> None:
    assert client.get(reverse("learning:sync")).status_code == 302
    assert post(client).status_code in (302, 403)


def test_all_that_a_browser_fetches_is_there(client: Any, account: Any) -> None:
    course = CourseFactory()
    lesson_in(course)
    enrolled(a_quiz(course=course), account.person)
    sign_in(client, account)
    manifest = client.get(reverse("learning:offline", args=[course.slug])).json()
    assert manifest["pages"][0]["url"] == course.get_absolute_url()
    assert len(manifest["pages"]) == 3
    for one in manifest["pages"]:
        assert client.get(one.get("from", one["url"])).status_code == 200
    assert client.get(manifest["door"]).status_code == 200
    assert b"Keep for offline" in client.get(course.get_absolute_url()).content


def test_the_worker_stands_at_the_root(client: Any) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
