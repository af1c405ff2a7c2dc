"""Assignments: kept as a draft, handed in, taken back, answered, reviewed by peers without names."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hilo.core.models import Overtaken
from hilo.core.time import now
from hilo.learning.models import Done, PeerReview, Submission
from hilo.learning.problems.assignments import (
    FileIsMissing,
    LevelMissing,
    NothingToHandIn,
    NotToBeHandedIn,
    NotToBeTakenBack,
    SayWhatToImprove,
)
from hilo.learning.queries import works as queries
from hilo.learning.rules import rubrics
from hilo.learning.rules.rubrics import reviewers
from hilo.learning.services import assignments
from hilo.learning.showing.assignments import opinions
from tests.formreading import form_with
from tests.learning.factories import (
    RUBRIC,
    EnrolmentFactory,
    a_work,
    an_assignment,
    enrolled,
)
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def test_an_empty_work_cannot_be_handed_in() -> None:
    page = an_assignment()
    enrolment = enrolled(page)
    kept = assignments.keep(enrolment, page, by=None, text=" ")
    with pytest.raises(NothingToHandIn):
        assignments.hand_in(kept, by=None)


def test_a_file_is_asked_for_where_a_file_is_taken() -> None:
    page = an_assignment(takes="file")
    kept = assignments.keep(enrolled(page), page, by=None, text="Va aparte.")
    with pytest.raises(FileIsMissing):
        assignments.hand_in(kept, by=None)


def test_what_was_handed_in_is_taken_back_until_it_is_answered() -> None:
    work = a_work()
    with pytest.raises(NotToBeHandedIn):
        assignments.keep(work.enrolment, work.page, by=None, text="Otra.")
    assert assignments.take_back(work, by=None).state == Submission.State.DRAFT
    again = assignments.hand_in(work, by=None)
    assignments.grade(again, by=None, levels={"clear": 1})
    with pytest.raises(NotToBeTakenBack):
        assignments.take_back(work, by=None)


def test_a_grade_by_the_rubric_counts_the_step_as_done_and_a_worse_one_takes_it_back() -> None:
    work = a_work()
    with pytest.raises(LevelMissing):
        assignments.grade(work, by=None, levels={})
    graded = assignments.grade(work, by=None, levels={"clear": 1})
    assert graded.points == Decimal(4)
    assert Done.objects.filter(enrolment=work.enrolment, step=work.step).exists()
    assignments.grade(work, by=None, levels={"clear": 0})
    assert not Done.objects.filter(enrolment=work.enrolment, step=work.step).exists()


def test_what_is_sent_back_says_what_to_improve() -> None:
    work = a_work()
    with pytest.raises(SayWhatToImprove):
        assignments.send_back(work, feedback=" ", by=None)
    back = assignments.send_back(work, feedback="Falta el costo.", by=None)
    assert back.can("hand_in")


def test_the_second_trainer_is_told() -> None:
    work = a_work()
    assignments.grade(work, by=None, levels={"clear": 1}, expected=work.version)
    with pytest.raises(Overtaken):
        assignments.grade(work, by=None, levels={"clear": 0}, expected=work.version)


def test_works_go_to_peers_fairly() -> None:
    page = an_assignment(peers=2)
    first = enrolled(page)
    others = [EnrolmentFactory(cohort=first.cohort) for _number in range(4)]
    for one in (first, *others):
        kept = assignments.keep(one, page, by=None, text="Mi ficha.")
        assignments.hand_in(kept, by=None)
    reviews = PeerReview.objects.select_related("submission")
    assert all(one.reviewer_id != one.submission.enrolment_id for one in reviews)
    loads = [one.peer_reviews.count() for one in (first, *others)]
    assert loads == [2] * 5


def test_who_has_least_reviews_first() -> None:
    assert reviewers({1: 2, 2: 0, 3: 1, 4: 0}, 2, start=0) == [2, 4]
    assert reviewers({1: 0, 2: 0, 3: 0}, 2, start=1) == [2, 3]
    assert reviewers({}, 2, start=5) == []


# Pages.


def test_a_learner_drafts_hands_in_and_reads_the_answer(as_role: AsRole) -> None:
    page, account = an_assignment(), AccountFactory()
    enrolled(page, account.person)
    client = Client()
    sign_in(client, account)
    address = reverse("learning:assignment", args=[page.edition.course.slug, page.step])
    form = form_with("text", client.get(address).content.decode())
    file = SimpleUploadedFile("ficha.pdf", b"%PDF-1.4\n%%EOF")
    assert client.post(address, form | {"text": "Mi ficha.", "save": "1"}).status_code == 302
    late = client.post(address, form | {"text": "Otra.", "version": "1", "save": "1"})
    assert late.status_code == 422 and "Otra." in late.content.decode()
    form = form_with("text", client.get(address).content.decode())
    refused = client.post(address, form | {"file": SimpleUploadedFile("x.exe", b"MZ"), "save": "1"})
    assert refused.status_code == 422
    assert client.post(address, form | {"hand_in": "1"}).status_code == 302
    del file
    trainer = as_role("trainer")[0]
    work = Submission.objects.get()
    grading = reverse("learning:grade_work", args=[work.uuid])
    sheet = form_with("version", trainer.get(grading).content.decode())
    sent = sheet | {"level-clear": "1", "feedback": "Muy clara.", "grade": "1"}
    assert trainer.post(grading, sent).status_code == 302
    read = client.get(address).content.decode()
    assert "Muy clara." in read and "4 of 4 marks" in read


def test_a_rubric_is_written_in_rows_and_keeps_other_languages(as_role: AsRole) -> None:
    page = an_assignment(rubric=RUBRIC)
    course = page.edition.course
    client = as_role("trainer")[0]
    address = reverse("learning:edit_assignment", args=[course.slug, page.step])
    form = form_with("task", client.get(address).content.decode())
    sent = form | {
        "task": "Write your sheet.",
        "rows-0-name": "Clarity",
        "rows-0-levels": "0 Not clear\n2 Nearly\n4 Clear",
        "save": "1",
    }
    assert client.post(address, sent).status_code == 302
    kept = page.edition.course.modules.get().steps.get().assignment
    assert kept.task.texts == {"es": "Escriba su ficha.", "en": "Write your sheet."}
    levels = kept.rubric[0]["levels"]
    assert [one["points"] for one in levels] == ["0", "2", "4"]
    assert kept.rubric[0]["title"]["texts"] == {"es": "Claridad", "en": "Clarity"}


def test_what_a_peer_saw_reached_is_read_by_the_author_and_the_trainer(as_role: AsRole) -> None:
    work = a_work()
    peer = EnrolmentFactory(cohort=work.enrolment.cohort)
    PeerReview.objects.create(
        submission=work, reviewer=peer, levels={"clear": 1}, comment="Bien.", at=now()
    )
    said = opinions(queries.said_of(work), rubrics.read(work.page.content["rubric"]))
    ((title, text),) = said[0]["levels"]
    assert said[0]["comment"] == "Bien." and "Claridad" in title and "Se entiende" in text
    shown = as_role("trainer")[0].get(reverse("learning:grade_work", args=[work.uuid]))
    page = shown.content.decode()
    assert str(peer.person) in page and page.count("Se entiende") == 2  # reached, and on offer
