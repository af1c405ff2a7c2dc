"""What is handed over of a programme's learning: courses with texts and files, the bank, who learned and met.

The marks of quizzes and works go along; what people answered and handed in stays here: it is between them and
those who taught them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.attendance.handover import tables_about
from hilo.competences.handover import totals_about
from hilo.core import registries
from hilo.core.handover import Held
from hilo.core.registries import WholePart
from hilo.learning import access
from hilo.learning.models import (
    Assignment,
    Attempt,
    Category,
    Cohort,
    Course,
    CourseFile,
    Edition,
    Enrolment,
    Lesson,
    Module,
    Move,
    Pack,
    Quiz,
    Slot,
    Step,
    Submission,
    Term,
)
from hilo.learning.packing.books import WHOLE
from hilo.learning.queries.bank import to_export
from hilo.learning.rules.questions import moodle_xml
from hilo.people import access as people
from hilo.people.visibility import told_to_coordinators
from hilo.programme.models import Programme

File = tuple[str, Any]
CONTENTS = (
    ("courses", _("Each course: its lessons as they are written, its files, and the course as a book (EPUB).")),
    ("questions/moodle.xml", _("The question bank, as Moodle and others take it in.")),
    ("json, csv: cohorts, enrolments, moves", _("Who learned in which cohort, and how far they came.")),
    ("json, csv: quiz_attempts, works", _("What quizzes and works earned. What was answered stays here.")),
    ("json, csv: sessions, presences", _("When cohorts met, and who was there.")),
    ("json, csv: ratings", _("Competences as cohorts rated them: totals alone, never what one person rated.")),
)  # fmt: skip

# Of a work: what was handed in, and what was said of it. Its page is that of an edition; its step stands in the tables.
SAID = frozenset({"text", "file_id", "feedback", "levels", "page_id"})


def enter() -> None:
    """Called once, when the application starts."""
    registries.wholes.add(WholePart("learning", "programme", files, CONTENTS, order=20))


def files(programme: Programme, viewer: Any) -> Iterator[File]:
    """Everything of the programme's courses; people only for whoever may enrol them there."""
    courses = Course.objects.filter(programme=programme).order_by("pk")
    yield from _courses(courses)
    yield "questions/moodle.xml", moodle_xml.write(to_export(programme)).content
    tables = list(_written(programme, courses))
    if people.can(viewer, access.ENROL, "programme", programme.uuid):
        tables += _learned(courses)
    for held in tables:
        yield from held.files()


# What is read.


def _courses(courses: QuerySet[Course]) -> Iterator[File]:
    for course in courses.select_related("edition"):
        place = f"courses/{course.slug}"
        for lesson in Lesson.objects.filter(step__module__course=course).select_related(
            "step__module"
        ):
            yield from _texts(place, lesson)
        for row in course.files.select_related("stored"):
            if row.stored is not None:
                yield f"{place}/files/{row.slug}{PurePath(row.stored.name).suffix}", row.stored
        books = Pack.objects.filter(edition=course.edition, module=WHOLE, kind=Pack.Kind.EPUB)
        for book in books.select_related("stored"):
            yield f"{place}/{course.slug}-{book.language}.epub", book.stored


def _texts(place: str, lesson: Lesson) -> Iterator[File]:
    """A lesson in each of its languages; its place tells module and step, its key keeps two apart."""
    step = lesson.step
    name = f"{step.module.order:02}-{step.order:02}-{step.pk}"
    for language, body in lesson.body.texts.items():
        title = step.title.texts.get(language, str(step.title))
        yield f"{place}/lessons/{name}.{language}.md", f"# {title}\n\n{body}\n"


# Tables.


def _written(programme: Programme, courses: QuerySet[Course]) -> Iterator[Held]:
    """How the courses are made."""
    yield Held("courses", courses.prefetch_related("competences"), _competences)
    yield Held("course_modules", Module.objects.filter(course__in=courses))
    yield Held("course_steps", Step.objects.filter(module__course__in=courses))
    of_step = {"step__module__course__in": courses}
    yield Held("course_lessons", Lesson.objects.filter(**of_step))
    yield Held("course_quizzes", Quiz.objects.filter(**of_step))
    yield Held("course_assignments", Assignment.objects.filter(**of_step))
    yield Held("course_quiz_slots", Slot.objects.filter(quiz__step__module__course__in=courses))
    yield Held("course_glossary", Term.objects.filter(course__in=courses))
    yield Held("course_files", CourseFile.objects.filter(course__in=courses))
    yield Held("course_editions", Edition.objects.filter(course__in=courses))
    yield Held("question_categories", Category.objects.filter(programme=programme))


def _learned(courses: QuerySet[Course]) -> Iterator[Held]:
    """Who took them, when they met, and what they rated in total."""
    cohorts = Cohort.objects.filter(course__in=courses).order_by("pk")
    yield Held("cohorts", cohorts, without=frozenset({"code"}))
    took = Enrolment.objects.filter(cohort__in=cohorts).order_by("pk")
    yield Held("enrolments", took.select_related("person__account"), _person)
    of_cohorts = {"enrolment__cohort__in": cohorts}
    yield Held("moves", Move.objects.filter(**of_cohorts))
    attempts = Attempt.objects.filter(**of_cohorts).order_by("pk")
    yield Held("quiz_attempts", attempts, without=frozenset({"key", "seed", "page_id"}))
    yield Held("works", Submission.objects.filter(**of_cohorts).order_by("pk"), without=SAID)
    uuids = list(cohorts.values_list("uuid", flat=True))
    yield from tables_about("cohort", uuids)
    yield totals_about("cohort", uuids)


def _competences(course: Course) -> dict[str, Any]:
    return {"competences": [one.code for one in course.competences.all()]}


def _person(enrolment: Enrolment) -> dict[str, Any]:
    return told_to_coordinators(enrolment.person)
