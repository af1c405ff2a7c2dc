"""How a draft becomes an edition: its outline, a page for each step, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hilo.core.text import Text
from hilo.learning import lessons
from hilo.learning.lessons import Rendered
from hilo.learning.models import CourseFile, Edition, Module, Page, Question, Step
from hilo.learning.queries.drafts import Draft
from hilo.learning.services import quizzes

SOFT = {"no_transcript", "stale", "not_translated"}


@dataclass(frozen=True)
class Hindrance:
    """Something that should be mended before publishing: a code, where, and the name that it is about.

    `sentence` holds words of another part (a quiz says itself what it lacks).
    """

    code: str
    step: Step | None = None
    language: str = ""
    name: str = ""
    sentence: Any = ""

    @property
    def stands_in_the_way(self) -> bool:
        return self.code not in SOFT


def problems_of(draft: Draft) -> list[Hindrance]:
    """Everything that should be mended, in the order of the course."""
    return [*_of_course(draft), *(one for step in draft.steps for one in _of_step(step, draft))]


def _of_course(draft: Draft) -> Iterator[Hindrance]:
    if not draft.steps:
        yield Hindrance("no_steps")
    for module in draft.modules:
        if not module.steps.all():
            yield Hindrance("empty_module", name=str(module.title))


def _of_step(step: Step, draft: Draft) -> Iterator[Hindrance]:
    if step.kind == Step.Kind.LESSON:
        yield from _of_lesson(step, draft)
    elif step.kind == Step.Kind.QUIZ:
        for said in quizzes.problems_of(step):
            yield Hindrance("quiz", step, sentence=said)
    elif not step.assignment.task:
        yield Hindrance("no_task", step)


def _of_lesson(step: Step, draft: Draft) -> Iterator[Hindrance]:
    body = step.lesson.body
    if not body:
        yield Hindrance("empty", step)
    for language, rendered in rendered_in(step, draft).items():
        for want in rendered.wants:
            yield Hindrance(want.code, step, language, want.name)
    for language in body.stale:
        yield Hindrance("stale", step, language)


def rendered_in(step: Step, draft: Draft) -> dict[str, Rendered]:
    """The lesson of `step` as HTML in each language in which it is written."""
    return {
        language: lessons.render(text, language, draft.materials.within(language))
        for language, text in step.lesson.body.texts.items()
    }


# The frozen form.


def outline_of(draft: Draft) -> dict[str, Any]:
    """What every page of the edition shows, as JSON."""
    course = draft.course
    return {
        "course": {
            **{name: getattr(course, name).stored() for name in ("name", "summary", "aims")},
            "hours": str(course.hours),
            "languages": course.languages,
            "competences": list(course.competences.values_list("code", flat=True)),
            "counts": [
                kind for kind in ("lessons", "quizzes", "assignments") if _counts(course, kind)
            ],
            "attendance_percent": course.attendance_percent,
        },
        "modules": [_module(one) for one in draft.modules],
        "terms": {
            one.slug: {"word": one.word.stored(), "meaning": one.meaning.stored()}
            for one in draft.materials.terms
        },
        "files": {one.slug: _file(one) for one in draft.materials.files},
    }


def _counts(course: Any, kind: str) -> bool:
    return bool(getattr(course, f"counts_{kind}"))


def _module(module: Module) -> dict[str, Any]:
    steps = [_step(one) for one in module.steps.all()]
    about = {"title": module.title.stored(), "aims": module.aims.stored()}
    return {"uuid": str(module.uuid), **about, "steps": steps}


def _step(step: Step) -> dict[str, Any]:
    return {
        "uuid": str(step.uuid),
        "kind": step.kind,
        "title": step.title.stored(),
        "minutes": step.minutes,
        "is_required": step.is_required,
        "languages": list(body_of(step).texts) if step.kind == Step.Kind.LESSON else [],
    }


def _file(file: CourseFile) -> dict[str, Any]:
    stored = file.stored
    about = {name: getattr(file, name).stored() for name in ("name", "alt", "transcript")}
    place = {"stored": str(stored.uuid) if stored else "", "link": file.link}
    return {**about, **place, "kind": stored.kind if stored else "link"}


def pages_of(draft: Draft, edition: Edition) -> list[Page]:
    """A page for each step, with its words frozen; they are not saved yet."""
    codes = _versions_by_code(draft)
    return [_page(step, order, draft, edition, codes) for order, step in enumerate(draft.steps)]


def _versions_by_code(draft: Draft) -> dict[str, int]:
    """The version of each question that a lesson may embed."""
    kept = Question.objects.filter(category__programme=draft.course.programme_id, latest__gt=0)
    return dict(kept.values_list("code", "latest"))


def _page(step: Step, order: int, draft: Draft, edition: Edition, codes: dict[str, int]) -> Page:
    page = Page(
        edition=edition,
        step=step.uuid,
        kind=step.kind,
        order=order,
        title=step.title,
        minutes=step.minutes,
        is_required=step.is_required,
        body=body_of(step),
    )
    if step.kind == Step.Kind.LESSON:
        drawn = rendered_in(step, draft)
        page.html = {language: one.html for language, one in drawn.items()}
        named = {code for one in drawn.values() for code in one.questions}
        page.content = {"questions": {code: codes[code] for code in named if code in codes}}
    else:
        page.content = CONTENTS[step.kind](step)
    return page


def body_of(step: Step) -> Text:
    """The words of a step: the text of a lesson, what to do for an assignment."""
    if step.kind == Step.Kind.LESSON:
        return step.lesson.body
    return step.assignment.task if step.kind == Step.Kind.ASSIGNMENT else Text()


def frozen_assignment(step: Step) -> dict[str, Any]:
    """An assignment as an edition keeps it."""
    fields = ("takes", "rubric", "pass_percent", "peers")
    return {name: getattr(step.assignment, name) for name in fields}


CONTENTS: dict[str, Callable[[Step], dict[str, Any]]] = {
    Step.Kind.QUIZ: quizzes.frozen,
    Step.Kind.ASSIGNMENT: frozen_assignment,
}
