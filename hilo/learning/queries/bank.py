"""What pages ask of the question bank."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from hilo.competences.models import Competence
from hilo.core.prepared import Given, Prepared
from hilo.learning import asked, bank_files
from hilo.learning.models import Question, Slot
from hilo.learning.notices import in_words
from hilo.learning.rules.questions import Problem
from hilo.learning.rules.questions import Question as Content
from hilo.programme.models import Programme

MOST = 5000  # questions in one file
VERSIONS_SHOWN = 20


def names_of_competences(codes: Collection[str]) -> dict[str, str]:
    """The names of competences by code, in the reader's language."""
    return {one.code: str(one.name) for one in Competence.objects.filter(code__in=codes)}


def to_export(programme: Programme, categories: Sequence[str] = ()) -> list[Content]:
    """The questions that are asked, in the order of their categories, with category, code and files."""
    rows = Question.objects.filter(programme=programme, retired_at=None)
    if categories:
        rows = rows.filter(category__path__in=categories)
    rows = rows.select_related("latest", "category").order_by("category__path", "pk")
    return bank_files.filled(_whole(row) for row in rows[:MOST] if row.latest)


def _whole(row: Question) -> Content:
    latest: Any = row.latest
    content = asked.of([(latest.uuid, latest.pk)])[latest.pk].question
    return replace(content, category=row.category.path, id_number=row.code)


def losses(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """What a format could not hold: the name of the question, and a sentence."""
    return [(one.name or "–", in_words(one)) for one in problems]


def paths_of(programme: Programme) -> list[str]:
    """The categories of a bank."""
    return list(programme.question_categories.values_list("path", flat=True))


ASKING = Prepared(
    lambda: Slot.objects.select_related("quiz__step__module__course").filter(
        question=Given("question")
    )
)


def quizzes_of(question: Question) -> list[Any]:
    """The quizzes that ask a question by name, each with its course."""
    return [slot.quiz.step for slot in ASKING.rows(question=question.pk)]


def versions_of(question: Question) -> Any:
    """Who wrote it when, the newest first; what they wrote is not read."""
    return question.versions.select_related("by").defer("content", "variants")[:VERSIONS_SHOWN]
