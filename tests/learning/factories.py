"""Courses, questions and cohorts, for tests. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image

from hilo.core import storage
from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.models import (
    Assignment,
    Attempt,
    BankFile,
    Cohort,
    Course,
    CourseFile,
    Edition,
    Enrolment,
    Lesson,
    Module,
    Page,
    Question,
    Step,
    Submission,
    Term,
)
from hilo.learning.queries.drafts import draft_of
from hilo.learning.rules.questions import Question as Content
from hilo.learning.rules.questions.kinds import Attachment, Choice, Essay, SingleChoice
from hilo.learning.services import assignments, attempts, bank, publishing, quizzes
from hilo.learning.services.freezing import frozen_assignment, outline_of
from tests.people.factories import PersonFactory
from tests.programme.factories import ProgrammeFactory


class CourseFactory(factory.django.DjangoModelFactory):
    """A course that is being written, in Spanish and French, without modules yet."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"course-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("es", f"Curso {one.slug}").with_variant("fr", f"Cours {one.slug}")
    )
    summary = Text.of("es", "Para quien dirige la cultura en un municipio.")
    aims = Text.of("es", "Hacer un diagnóstico.\nDefender un presupuesto.")
    hours = Decimal(12)
    languages = ["es", "fr"]


class ModuleFactory(factory.django.DjangoModelFactory):
    """A module without steps."""

    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: Text.of("es", f"Módulo {n}"))
    order = factory.Sequence(lambda n: n)


class StepFactory(factory.django.DjangoModelFactory):
    """A step of a module; a lesson unless told otherwise (its text: `LessonFactory`)."""

    class Meta:
        model = Step

    module = factory.SubFactory(ModuleFactory)
    kind = Step.Kind.LESSON
    title = factory.Sequence(lambda n: Text.of("es", f"Paso {n}"))
    order = factory.Sequence(lambda n: n)


class LessonFactory(factory.django.DjangoModelFactory):
    """A lesson with a short text."""

    class Meta:
        model = Lesson

    step = factory.SubFactory(StepFactory)
    body = Text.of("es", "## Mirar antes de actuar\n\nUn texto corto.")


class TermFactory(factory.django.DjangoModelFactory):
    """A word of a glossary."""

    class Meta:
        model = Term

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"cabildo-{n}")
    word = Text.of("es", "cabildo")
    meaning = Text.of("es", "El ayuntamiento reunido en sesión.")


class CourseFileFactory(factory.django.DjangoModelFactory):
    """A small document of a course."""

    class Meta:
        model = CourseFile

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"formato-{n}")
    name = Text.of("es", "Formato del registro")
    stored = factory.LazyFunction(
        lambda: storage.keep(ContentFile(A_PDF, name="formato.pdf"), kinds=("document",), by=None)
    )


A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def lesson_in(course: Course, title: str = "Mirar antes de actuar", **fields: Any) -> Step:
    """A lesson in the last module of `course`, which is made where there is none."""
    module = course.modules.last() or ModuleFactory(course=course)
    step: Step = StepFactory(module=module, title=Text.of("es", title), **fields)
    LessonFactory(step=step)
    return step


class CohortFactory(factory.django.DjangoModelFactory):
    """A cohort of a course, under way."""

    class Meta:
        model = Cohort

    course = factory.SubFactory(CourseFactory)
    edition = factory.LazyAttribute(lambda one: one.course.edition)
    slug = factory.Sequence(lambda n: f"cohort-{n}")
    name = factory.LazyAttribute(lambda one: Text.of("es", f"Grupo {one.slug}"))
    starts_on = dt.date(2026, 3, 1)
    ends_on = dt.date(2026, 6, 30)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """Somebody who takes the course of a cohort."""

    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    course = factory.LazyAttribute(lambda one: one.cohort.course)
    edition = factory.LazyAttribute(lambda one: one.cohort.edition)
    person = factory.SubFactory(PersonFactory, joined_at=factory.LazyFunction(now))
    state = Enrolment.State.ACTIVE
    enrolled_at = factory.LazyFunction(now)


def an_edition(course: Course | None = None) -> Edition:
    """An edition of `course` with a page for each of its steps, made by hand: no service is asked."""
    course = course or lesson_in(CourseFactory()).module.course
    number = course.editions.count() + 1
    edition = Edition.objects.create(
        course=course, number=number, outline=_outline(course), published_at=now()
    )
    for order, step in enumerate(_steps(course)):
        Page.objects.create(
            edition=edition,
            step=step.uuid,
            kind=step.kind,
            order=order,
            title=step.title,
            minutes=step.minutes,
            is_required=step.is_required,
        )
    course.edition, course.state = edition, Course.State.PUBLISHED
    course.save()
    return edition


def _steps(course: Course) -> list[Step]:
    return list(Step.objects.filter(module__course=course).order_by("module__order", "order"))


def published(course: Course | None = None, **fields: Any) -> Course:
    """A course with one lesson at least, published by the service."""
    course = course or CourseFactory(**fields)
    if not Step.objects.filter(module__course=course).exists():
        lesson_in(course)
    publishing.publish(course, by=None)
    return Course.objects.select_related("edition", "programme").get(pk=course.pk)


def learner_of(course: Course, account: Any) -> Enrolment:
    """That the person of `account` takes `course`."""
    enrolment: Enrolment = EnrolmentFactory(cohort__course=course, person=account.person)
    return enrolment


def _outline(course: Course) -> dict[str, Any]:
    return outline_of(draft_of(course))


# Questions and quizzes.


def choice_question(name: str = "Año", **fields: Any) -> SingleChoice:
    """«¿De qué año es la Convención?»: the second choice is right."""
    choices = (
        Choice("1972", feedback="Esa es la del patrimonio."),
        Choice("2005", Fraction(1), "Así es."),
        Choice("1948", Fraction(-1, 3)),
    )
    text = "¿De qué año es la Convención?"
    return SingleChoice(**({"name": name, "text": text, "choices": choices} | fields))


def essay_question(name: str = "Ensayo") -> Essay:
    """An essay without a rubric: a trainer gives points."""
    return Essay(name=name, text="¿Qué cambiaría usted en su municipio?")


def png(width: int = 8, height: int = 6, colour: str = "teal") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def picture_question(name: str = "Plaza", **fields: Any) -> SingleChoice:
    """A question with a picture in its text."""
    text = "¿Qué plaza es?\n\n![Una plaza con portales](file:plaza.png)"
    given = {"text": text, "attachments": (Attachment("plaza.png", png()),)}
    return choice_question(name, **(given | fields))


def bank_file(programme: Any = None) -> BankFile:
    """The picture of a question of the bank of `programme`."""
    in_bank(programme or ProgrammeFactory(), picture_question())
    return BankFile.objects.latest("pk")


def in_bank(programme: Any, *contents: Content, path: str = "Cultura") -> list[Question]:
    """Questions of the bank of `programme`; three of one choice where none are given."""
    given = contents or tuple(choice_question(f"Pregunta {number}") for number in range(1, 4))
    return bank.take_in(programme, given, category=path, by=None, language="es").questions


def a_quiz(*contents: Content, course: Course | None = None, **rules: Any) -> Page:
    """The published page of a quiz that asks these questions, with `rules` such as `minutes_allowed=5`."""
    course = course or CourseFactory()
    module = course.modules.last() or ModuleFactory(course=course)
    step = StepFactory(module=module, kind=Step.Kind.QUIZ)
    quiz = quizzes.quiz_of(step)
    for name, value in rules.items():
        setattr(quiz, name, value)
    quiz.save()
    quizzes.fill(quiz, in_bank(course.programme, *contents), by=None)
    page = an_edition(course).pages.get(step=step.uuid)
    page.content = quizzes.frozen(step)
    page.save()
    return page


def enrolled(page: Page, person: Any = None) -> Enrolment:
    """Somebody who takes the course of `page`, on its edition."""
    cohort = CohortFactory(course=page.edition.course, edition=page.edition)
    told = {"person": person} if person else {}
    return EnrolmentFactory(cohort=cohort, **told)


def an_attempt(page: Page | None = None, person: Any = None) -> Attempt:
    """An attempt under way at `page`, or at a quiz of three questions."""
    page = page or a_quiz()
    return attempts.begin(enrolled(page, person), page, by=None)


RUBRIC = [
    {
        "code": "clear",
        "title": {"original": "es", "texts": {"es": "Claridad"}},
        "levels": [
            {"points": "0", "text": {"original": "es", "texts": {"es": "No se entiende"}}},
            {"points": "4", "text": {"original": "es", "texts": {"es": "Se entiende"}}},
        ],
    }
]


def an_assignment(course: Course | None = None, **rules: Any) -> Page:
    """The published page of an assignment with a rubric of one criterion, worth 4 points."""
    course = course or CourseFactory()
    module = course.modules.last() or ModuleFactory(course=course)
    step = StepFactory(module=module, kind=Step.Kind.ASSIGNMENT)
    told = {"task": Text.of("es", "Escriba su ficha."), "rubric": RUBRIC} | rules
    Assignment.objects.create(step=step, **told)
    page = an_edition(course).pages.get(step=step.uuid)
    page.content, page.body = frozen_assignment(step), step.assignment.task
    page.save()
    return page


def a_work(page: Page | None = None, person: Any = None) -> Submission:
    """A work that was handed in."""
    page = page or an_assignment()
    kept = assignments.keep(enrolled(page, person), page, by=None, text="Mi ficha.")
    return assignments.hand_in(kept, by=None)
