"""What each role meets at the addresses of quizzes, the bank, assignments and grades."""

from __future__ import annotations

from typing import Any

from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.learning.factories import a_quiz, an_attempt, in_bank
from tests.programme.factories import ProgrammeFactory


def a_bank(**more: Any) -> dict[str, Any]:
    return {"slug": ProgrammeFactory().slug, **more}


def a_question(**more: Any) -> dict[str, Any]:
    programme = ProgrammeFactory()
    return {"slug": programme.slug, "uuid": in_bank(programme)[0].uuid, **more}


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
    authors("question_variant", kwargs=lambda: a_question(language="fr")),
    authors("edit_quiz", kwargs=a_quiz_page),
]
QUIZZES = [*TAKEN, *WRITTEN]
