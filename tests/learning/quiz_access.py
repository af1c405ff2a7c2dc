"""What each role meets at the addresses of quizzes, the bank, assignments and grades."""

from __future__ import annotations

from typing import Any

from hilo.learning.models import PeerReview, Question
from hilo.learning.services import answers, attempts
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.factories import (
    CohortFactory,
    EnrolmentFactory,
    a_quiz,
    a_work,
    an_assignment,
    an_attempt,
    bank_file,
    essay_question,
    in_bank,
)
from tests.programme.factories import ProgrammeFactory


def a_bank(**more: Any) -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug, **more}


def a_question(**more: Any) -> dict[str, Any]:
    programme = ProgrammeFactory()
    return {"slug": programme.slug, "uuid": in_bank(programme)[0].uuid, **more}


def a_bank_file() -> dict[str, Any]:
    return {"uuid": str(bank_file().uuid)}


def a_category() -> dict[str, Any]:
    programme = ProgrammeFactory()
    return {"slug": programme.slug, "uuid": in_bank(programme)[0].category.uuid}


def a_quiz_page() -> dict[str, Any]:
    page = a_quiz()
    return {"slug": page.edition.course.slug, "step": page.step}


def somebodys_attempt() -> dict[str, Any]:
    return {"uuid": an_attempt().uuid}


def no_file() -> dict[str, Any]:
    return a_bank(uuid="00000000-0000-4000-8000-000000000000")


def an_assignment_page() -> dict[str, Any]:
    page = an_assignment()
    return {"slug": page.edition.course.slug, "step": page.step}


def a_work_uuid() -> dict[str, Any]:
    return {"uuid": a_work().uuid}


def a_review() -> dict[str, Any]:
    work = a_work()
    reviewer = EnrolmentFactory(cohort=work.enrolment.cohort)
    return {"uuid": PeerReview.objects.create(submission=work, reviewer=reviewer).uuid}


def an_asked_question() -> dict[str, Any]:
    page = a_quiz()
    version = page.content["slots"][0]["versions"][0]
    question = Question.objects.get(versions=version)
    return {"slug": page.edition.course.slug, "step": page.step, "question": question.uuid}


def an_essay_attempt() -> dict[str, Any]:
    attempt = an_attempt(a_quiz(essay_question()))
    answers.save(attempt, 1, {"text": "Más horas."})
    return {"uuid": attempts.hand_in(attempt, by=None).uuid}


def a_cohort() -> dict[str, Any]:
    return {"slug": CohortFactory(edition=a_quiz().edition).slug}


def authors(name: str, **told: Any) -> Row:
    """A page of those who write courses."""
    given = {"coordinator": OPEN, "trainer": OPEN, "others": REFUSED} | told
    return Row(f"learning:{name}", stranger=SIGN_IN, **given)


def to_authors(name: str, **told: Any) -> Row:
    """An address to which those who write courses send something."""
    return authors(name, method="post", coordinator=ELSEWHERE, trainer=ELSEWHERE, **told)


TAKEN = [
    Row("learning:quiz", kwargs=a_quiz_page, stranger=SIGN_IN, others=REFUSED),
    Row("learning:attempt", kwargs=somebodys_attempt, stranger=SIGN_IN, others=HIDDEN),
    Row(
        "learning:answer", kwargs=somebodys_attempt, stranger=SIGN_IN, others=HIDDEN, method="post"
    ),
    Row("learning:result", kwargs=somebodys_attempt, stranger=SIGN_IN, others=HIDDEN),
]
WRITTEN = [
    authors("banks"),
    authors("bank", kwargs=a_bank),
    authors("categories", kwargs=a_bank),
    authors("add_category", kwargs=a_bank),
    authors("change_category", kwargs=a_category),
    to_authors("remove_category", kwargs=a_category),
    authors("import_questions", kwargs=a_bank),
    authors("import_look", kwargs=no_file, coordinator=HIDDEN, trainer=HIDDEN),
    authors("export_questions", kwargs=lambda: a_bank(form="gift")),
    authors("add_question", kwargs=lambda: a_bank(kind="single")),
    authors("question", kwargs=a_question),
    authors("change_question", kwargs=a_question),
    to_authors("retire_question", kwargs=a_question),
    authors("bank_file", kwargs=a_bank_file),
    authors("question_variant", kwargs=lambda: a_question(language="fr")),
    authors("edit_quiz", kwargs=a_quiz_page),
]
TAUGHT = [
    Row("learning:assignment", kwargs=an_assignment_page, stranger=SIGN_IN, others=REFUSED),
    authors("work_file", kwargs=a_work_uuid, coordinator=HIDDEN, trainer=HIDDEN),
    Row("learning:review", kwargs=a_review, stranger=SIGN_IN, others=HIDDEN),
    authors("edit_assignment", kwargs=an_assignment_page),
    authors("quiz_statistics", kwargs=a_quiz_page),
    authors("answers_given", kwargs=an_asked_question),
    authors("queue"),
    authors("grade_work", kwargs=a_work_uuid),
    authors("grade_attempt", kwargs=an_essay_attempt),
    authors("waiting", kwargs=a_cohort),
    authors("gradebook", kwargs=a_cohort),
]
QUIZZES = [*TAKEN, *WRITTEN, *TAUGHT]
