"""Quizzes as they are written: their rules and places; and how they stand in an edition, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hilo.core.events import publish
from hilo.learning.events import CourseChanged
from hilo.learning.models import (
    Attempt,
    Category,
    Course,
    Enrolment,
    Question,
    QuestionVersion,
    Quiz,
    Slot,
    Step,
)
from hilo.learning.problems.quizzes import NoDraws, NoMarks, QuestionTwice, SlotIsEmpty
from hilo.learning.rules.questions import from_json
from hilo.learning.rules.questions.pictures import undescribed
from hilo.learning.rules.quizzing import Plan, counted

SETTINGS = (
    *("intro", "attempts_allowed", "minutes_allowed", "counts", "tells"),
    *("pass_percent", "is_shuffled"),
)
MOST_MARKS, MOST_DRAWS = 1000, 100


def quiz_of(step: Step) -> Quiz:
    """The quiz of a step, made with the usual rules where it has none yet."""
    return Quiz.objects.get_or_create(step=step)[0]


@transaction.atomic
def change(quiz: Quiz, *, by: Any, expected: int | None = None, **rules: Any) -> None:
    """Set rules of the quiz, by the names in `SETTINGS`; raises `Overtaken`."""
    for name, value in rules.items():
        setattr(quiz, name, value)
    quiz.full_clean(exclude=["step"])
    quiz.save()
    _written(quiz, by, expected)


@transaction.atomic
def add_slot(
    quiz: Quiz,
    *,
    by: Any,
    question: Question | None = None,
    category: Category | None = None,
    draws: int = 1,
    marks: Decimal = Decimal(1),
) -> Slot:
    """Put a question, or `draws` of a category, at the end of the quiz."""
    if (question is None) == (category is None):
        raise SlotIsEmpty(field="question")
    if question and quiz.slots.filter(question=question).exists():
        raise QuestionTwice(field="question")
    _check(marks, draws)
    last = quiz.slots.aggregate(last=Max("order"))["last"] or 0
    slot = Slot.objects.create(
        quiz=quiz,
        question=question,
        category=category,
        draws=draws if category else 1,
        marks=marks,
        order=last + 1,
    )
    _written(quiz, by)
    return slot


@transaction.atomic
def change_slot(slot: Slot, *, by: Any, marks: Decimal, draws: int | None = None) -> None:
    """Set what a place is worth, and how many questions it draws."""
    _check(marks, draws or slot.draws)
    slot.marks, slot.draws = marks, draws or slot.draws
    slot.save(update_fields=["marks", "draws"])
    _written(slot.quiz, by)


@transaction.atomic
def move_slot(slot: Slot, *, by: Any, up: bool) -> None:
    """One place up or down; at the ends it stays."""
    slots = list(Slot.objects.select_for_update().filter(quiz=slot.quiz_id))
    at = next(number for number, one in enumerate(slots) if one.pk == slot.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(slots):
        return
    slots[at], slots[other] = slots[other], slots[at]
    for number, one in enumerate(slots, start=1):
        one.order = number
    Slot.objects.bulk_update(slots, ["order"])
    _written(slot.quiz, by)


@transaction.atomic
def remove_slot(slot: Slot, *, by: Any) -> None:
    """Take a place out of the quiz; the question stays in the bank, and editions as they are."""
    quiz = slot.quiz
    slot.delete()
    _written(quiz, by)


@transaction.atomic
def fill(quiz: Quiz, questions: Iterable[Question], *, by: Any) -> None:
    """Let the quiz ask exactly these questions, each worth its usual mark."""
    quiz.slots.all().delete()
    Slot.objects.bulk_create(
        Slot(quiz=quiz, order=number, question=one, marks=_usual_marks(one))
        for number, one in enumerate(questions, start=1)
    )
    _written(quiz, by)


def _usual_marks(question: Question) -> Decimal:
    return Decimal(0) if question.kind == "description" else Decimal(1)


def _check(marks: Decimal, draws: int) -> None:
    if not 0 <= marks <= MOST_MARKS:
        raise NoMarks(field="marks")
    if not 1 <= draws <= MOST_DRAWS:
        raise NoDraws(field="draws")


def _written(quiz: Quiz, by: Any, expected: int | None = None) -> None:
    written(Step.objects.get(pk=quiz.step_id), "quiz", by, expected)


def written(step: Step, part: str, by: Any, expected: int | None = None) -> None:
    """The course's draft has changed; so the step counts one version more."""
    if expected is None:
        Step.objects.filter(pk=step.pk).update(version=F("version") + 1)
    else:
        step.save_version(expected=expected)
    course = step.module.course
    if course.state != Course.State.WRITING and course.can("write"):
        course.state = Course.State.WRITING
        course.save(update_fields=["state", "changed_at"])
    publish(CourseChanged(course.uuid, part), by=by, subject=("course", course.uuid))


# What an edition keeps of it.


def frozen(step: Step) -> dict[str, Any]:
    """The quiz of `step` as an edition keeps it: its rules, and the versions that each place asks."""
    quiz = quiz_of(step)
    rules = {name: getattr(quiz, name) for name in SETTINGS if name != "intro"}
    return {"intro": quiz.intro.stored(), **rules, "slots": _slots(quiz)}


def _slots(quiz: Quiz) -> list[dict[str, Any]]:
    slots = list(quiz.slots.select_related("question"))
    offered = _offered([slot.category_id for slot in slots if slot.category_id])
    return [
        {
            "versions": [slot.question.latest_id] if slot.question else offered[slot.category_id],
            "draws": slot.draws if slot.category_id else 1,
            "marks": str(slot.marks),
            "is_drawn": bool(slot.category_id),
        }
        for slot in slots
    ]


def _offered(categories: Sequence[int]) -> dict[int | None, list[int]]:
    """The versions of the questions that are asked in each of these categories."""
    found: dict[int | None, list[int]] = {one: [] for one in categories}
    rows = Question.objects.filter(category__in=categories, retired_at=None, latest__isnull=False)
    for category, version in rows.order_by("pk").values_list("category", "latest"):
        found[category].append(version)
    return found


def problems_of(step: Step) -> list[Promise | str]:
    """What stands against publishing this quiz, in sentences."""
    quiz = quiz_of(step)
    slots = list(quiz.slots.select_related("question", "category"))
    found: list[Promise | str] = [] if slots else [_("This quiz has no question.")]
    offered = _offered([slot.category_id for slot in slots if slot.category_id])
    found += _drawing_too_many(slots, offered)
    for slot in slots:
        if slot.question and slot.question.retired_at:
            found.append(_("“%(name)s” is no longer asked.") % {"name": slot.question.name})
    found += [_mute(name) for name in _without_words(slots, offered)]
    if slots and not any(slot.marks for slot in slots):
        found.append(_("No question of this quiz is worth anything."))
    return found


def _drawing_too_many(
    slots: Iterable[Slot], offered: Mapping[int | None, list[int]]
) -> Iterator[str]:
    """Categories of which more is to be drawn than is left: no question stands in an attempt twice."""
    named = {slot.question.latest_id for slot in slots if slot.question}
    wanted: Counter[Category] = Counter()
    for slot in slots:
        if slot.category:
            wanted[slot.category] += slot.draws
    said = _("Questions left to ask in “%(name)s”: %(found)d; to be drawn: %(wanted)d.")
    for category, count in wanted.items():
        left = len(set(offered[category.pk]) - named)
        if left < count:
            yield said % {"name": category.path, "found": left, "wanted": count}


def _mute(name: str) -> str:
    return _("“%(name)s” shows a picture, and no word says what it shows.") % {"name": name}


def _without_words(slots: Iterable[Slot], offered: Mapping[int | None, list[int]]) -> list[str]:
    """The names of the questions with a picture that those who do not see it would miss."""
    named = [slot.question.latest_id or 0 for slot in slots if slot.question]
    keys = {*named, *(one for several in offered.values() for one in several)}
    rows = QuestionVersion.objects.filter(pk__in=keys).exclude(content__attachments=[])
    told = rows.values_list("question__name", "content")
    parsed = [(name, from_json(content).question) for name, content in told]
    return [name for name, one in parsed if one is not None and undescribed(one)]


# What somebody has earned.


def grade_of(enrolment: Enrolment, step: Any, plan: Plan) -> Decimal | None:
    """The marks that count of this quiz (`plan.counts`); None where nothing is graded yet."""
    rows = Attempt.objects.filter(enrolment=enrolment, step=step, state=Attempt.State.GRADED)
    marks = rows.order_by("number").values_list("marks", flat=True)
    return counted([one for one in marks if one is not None], plan.counts)
