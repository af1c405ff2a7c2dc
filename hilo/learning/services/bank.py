"""The question bank of a programme: categories, questions, their versions and languages.

A version never changes: whoever changes a question writes a new one, and what was answered stays
with the version that was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language

from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.time import now
from hilo.learning.events import (
    QuestionRetired,
    QuestionsImported,
    QuestionTakenUpAgain,
    QuestionWritten,
)
from hilo.learning.models import Category, Question, QuestionVersion
from hilo.learning.problems.bank import (
    CategoryInUse,
    CategoryTaken,
    NotTheSameShape,
    QuestionInUse,
    SomebodyWasFaster,
    WrongLanguage,
)
from hilo.learning.rules.questions import Question as Content
from hilo.learning.rules.questions import from_json, to_json
from hilo.learning.rules.questions.kinds import Attachment
from hilo.learning.services import bank_files
from hilo.programme.models import Programme

LONGEST_CODE, LONGEST_NAME, LONGEST_PATH = 60, 200, 250
# What a question has many of; a variant in another language has as many.
PARTS = ("choices", "answers", "pairs", "distractors", "items", "gaps", "rubric")
FREE_IN = {"short": {"answers"}, "numerical": {"answers"}}  # ways to be right differ by language


@dataclass
class Taken:
    """What became of questions that were taken in; `questions` stand in the order of the file.

    `left_out` are the names of files that turned out to be damaged.
    """

    questions: list[Question] = field(default_factory=list)
    made: int = 0
    changed: int = 0
    same: int = 0
    left_out: list[str] = field(default_factory=list)


# Categories.


@transaction.atomic
def category_at(programme: Programme, path: str, *, competence: Any = None) -> Category:
    """The category at `path`, made where there is none; without a path that of everything else."""
    path = path.strip()[:LONGEST_PATH] or "–"
    found, is_new = Category.objects.get_or_create(
        programme=programme, path=path, defaults={"competence": competence}
    )
    if competence is not None and not is_new and found.competence_id is None:
        found.competence = competence
        found.save(update_fields=["competence"])
    return found


@transaction.atomic
def change_category(category: Category, *, path: str, competence: Any, by: Any) -> None:
    """Name a category anew, or say of what competence its questions are; raises `CategoryTaken`."""
    rows = Category.objects.filter(programme=category.programme_id, path=path)
    if rows.exclude(pk=category.pk).exists():
        raise CategoryTaken(field="path")
    category.path, category.competence = path, competence
    category.save()


@transaction.atomic
def remove_category(category: Category, *, by: Any) -> None:
    """Take an empty category away; raises `CategoryInUse`."""
    if category.questions.exists() or category.slots.exists():
        raise CategoryInUse
    category.delete()


# Questions.


@transaction.atomic
def add(
    category: Category, content: Content, *, by: Any, language: str = "", code: str = ""
) -> Question:
    """A new question with its first version."""
    _alone(category.programme)
    question = _made(category, content, language or _own_language(), code, by)
    event = QuestionWritten(question.uuid, 1)
    publish(event, by=by, subject=("question", question.uuid))
    return question


@transaction.atomic
def change(
    question: Question,
    content: Content,
    *,
    by: Any,
    expected: int | None = None,
    category: Category | None = None,
) -> Question:
    """A new version of a question, if it says anything new; variants in other languages stay.

    A variant that no longer has the same parts is left out of the new version. `expected` is the
    number of the version that the writer saw; raises `SomebodyWasFaster`.
    """
    current = _locked(question)
    latest = _latest(current)
    if expected is not None and expected != latest.number:
        raise SomebodyWasFaster(number=latest.number)
    current.name = _name_of(content)
    current.category = category or current.category
    current.save(update_fields=["name", "category", "changed_at"])
    variants = {
        language: one for language, one in latest.variants.items() if _is_same_shape(content, one)
    }
    _write(current, latest, _stored(content, current.programme, by), variants, by)
    return current


@transaction.atomic
def set_variant(question: Question, language: str, content: Content | None, *, by: Any) -> None:
    """The question in another language, or no longer; raises `NotTheSameShape`, `WrongLanguage`."""
    current = _locked(question)
    if language == current.language:
        raise WrongLanguage
    latest = _latest(current)
    variants = {one: said for one, said in latest.variants.items() if one != language}
    if content is not None:
        _check_shape(from_json(latest.content).question, content)
        variants[language] = _stored(content, current.programme, by)
    _write(current, latest, latest.content, variants, by)


@transaction.atomic
def retire(question: Question, *, by: Any) -> None:
    """No longer offer a question; where it is asked already it stays."""
    if question.retired_at is None:
        question.retired_at = now()
        question.save(update_fields=["retired_at", "changed_at"])
        event = QuestionRetired(question.uuid)
        publish(event, by=by, subject=("question", question.uuid))


@transaction.atomic
def take_up(question: Question, *, by: Any) -> None:
    """Offer a retired question again."""
    if question.retired_at is not None:
        question.retired_at = None
        question.save(update_fields=["retired_at", "changed_at"])
        event = QuestionTakenUpAgain(question.uuid)
        publish(event, by=by, subject=("question", question.uuid))


@transaction.atomic
def remove(question: Question, *, by: Any) -> None:
    """Take back a question that nobody has asked or answered yet, with its files; raises `QuestionInUse`."""
    is_asked = question.slots.exists()
    if is_asked or question.versions.filter(answers__isnull=False).exists():
        raise QuestionInUse
    files = {one.kept for version in question.versions.all() for one in _files_in(version)}
    Question.objects.filter(pk=question.pk).update(latest=None)
    question.delete()
    bank_files.tidy(question.programme, files)


def _files_in(version: QuestionVersion) -> list[Attachment]:
    """The files of a version, in all its languages."""
    texts = [from_json(one).question for one in (version.content, *version.variants.values())]
    return [file for text in texts if text for file in text.attachments]


# Many at once.


@transaction.atomic
def take_in(
    programme: Programme,
    questions: Iterable[Content],
    *,
    category: Category | str = "",
    by: Any,
    language: str = "",
) -> Taken:
    """Take questions of a file into the bank; twice changes nothing.

    A question lies in the category that its file names, otherwise in `category`. One with the code
    (`id_number`) of a question of the bank is a new version of it; one without a code is the same
    as one of that name and kind in its category.
    """
    _alone(programme)
    taken = Taken()
    for content in questions:
        place = _place(programme, content, category)
        found = _known(programme, place, content)
        if found is None:
            taken.made += 1
            found = _made(place, content, language or _own_language(), content.id_number, by)
        elif _says_new(found, content, by):
            taken.changed += 1
            found = change(found, content, by=by, category=place)
        else:
            taken.same += 1
        taken.questions.append(found)
        taken.left_out += _lost(found, content)
    if taken.made or taken.changed:
        event = QuestionsImported(programme.uuid, taken.made + taken.changed)
        publish(event, by=by, subject=("programme", programme.uuid))
    return taken


@transaction.atomic
def set_variants(
    questions: Sequence[Question], contents: Sequence[Content], language: str, *, by: Any
) -> int:
    """The same questions in another language, one for one; answers how many have the same parts."""
    done = 0
    for question, content in zip(questions, contents, strict=False):
        try:
            set_variant(question, language, content, by=by)
        except NotTheSameShape:
            continue
        done += 1
    return done


def _lost(question: Question, content: Content) -> list[str]:
    """The files that came with a question and are not kept."""
    if not (content.attachments and question.latest):
        return []
    kept = {one["name"] for one in question.latest.content["attachments"]}
    return [one.name for one in content.attachments if one.name not in kept]


def _place(programme: Programme, content: Content, category: Category | str) -> Category:
    if content.category:
        return category_at(programme, content.category)
    return category if isinstance(category, Category) else category_at(programme, category)


def _known(programme: Programme, place: Category, content: Content) -> Question | None:
    if content.id_number:
        rows = Question.objects.filter(programme=programme, code=content.id_number)
    else:
        name = _name_of(content)
        rows = Question.objects.filter(category=place, name=name, kind=content.kind)
    return rows.select_related("latest", "programme", "category").first()


def _says_new(question: Question, content: Content, by: Any) -> bool:
    stored = _stored(content, question.programme, by)
    return question.latest is None or question.latest.content != stored


# Versions.


def _alone(programme: Programme) -> None:
    """Codes are given one after the other in a programme."""
    lock(f"question codes of {programme.uuid}")


def _made(category: Category, content: Content, language: str, code: str, by: Any) -> Question:
    name = _name_of(content)
    question = Question.objects.create(
        programme=category.programme,
        category=category,
        name=name,
        kind=content.kind,
        language=language,
        code=_free_code(category.programme, code or name),
    )
    _write(question, None, _stored(content, category.programme, by), {}, by)
    return question


def _stored(content: Content, programme: Programme, by: Any) -> dict[str, Any]:
    """What a version keeps: the category and the code are the question's own, its files lie elsewhere."""
    bare = replace(content, category="", id_number="")
    return to_json(bank_files.keep(bare, programme, by=by))


def _name_of(content: Content) -> str:
    """The name of a question, or the beginning of what it asks."""
    words = " ".join((content.name or content.text).split())
    return words[:LONGEST_NAME] or "–"


def _free_code(programme: Programme, wanted: str) -> str:
    """`wanted` as a code that no other question of the programme has."""
    stem = slugify(wanted, allow_unicode=True)[: LONGEST_CODE - 6].strip("-") or "question"
    rows = Question.objects.filter(programme=programme, code__startswith=stem)
    taken = set(rows.values_list("code", flat=True))
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 10**5))
    return next(code for code in numbered if code not in taken)


def _locked(question: Question) -> Question:
    """The question as it is now; nobody writes another version of it meanwhile."""
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("programme", "category", "latest").get(pk=question.pk)


def _latest(question: Question) -> QuestionVersion:
    assert question.latest is not None  # every question is made with a version
    return question.latest


def _write(
    question: Question,
    latest: QuestionVersion | None,
    content: Mapping[str, Any],
    variants: Mapping[str, Any],
    by: Any,
) -> None:
    """The next version, unless it says what the latest one says."""
    if latest and (latest.content, latest.variants) == (content, variants):
        return
    question.latest = QuestionVersion.objects.create(
        question=question,
        number=latest.number + 1 if latest else 1,
        content=content,
        variants=variants,
        by=getattr(by, "person", None),
        at=now(),
    )
    question.save(update_fields=["latest", "changed_at"])
    if latest:
        event = QuestionWritten(question.uuid, question.latest.number)
        publish(event, by=by, subject=("question", question.uuid))


def _is_same_shape(content: Content, variant: Mapping[str, Any]) -> bool:
    other = from_json(variant).question
    try:
        _check_shape(content, other)
    except NotTheSameShape:
        return False
    return True


def _check_shape(one: Content | None, other: Content | None) -> None:
    """Answers count places, so both languages have as many; raises `NotTheSameShape`."""
    wanted, found = _shape(one), _shape(other)
    if wanted != found:
        raise NotTheSameShape(wanted=_told(wanted), found=_told(found))


def _shape(content: Content | None) -> dict[str, Any]:
    if content is None:
        return {}
    free = FREE_IN.get(content.kind, set())
    counts = {name: len(getattr(content, name, ())) for name in PARTS if name not in free}
    return {"kind": content.kind} | {name: count for name, count in counts.items() if count}


def _told(shape: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {count}" for name, count in shape.items())


def _own_language() -> str:
    return (get_language() or "es").split("-")[0]
