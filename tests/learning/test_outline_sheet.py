"""The outline of a course as a spreadsheet: out, in again, undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from hilo.core.models import Batch
from hilo.core.sheets import Scope, access, services, writing
from hilo.learning.models import Course, Step
from tests.core.crafts import xlsx_file
from tests.learning.factories import CourseFactory, ModuleFactory, lesson_in
from tests.people.factories import account_as

pytestmark = pytest.mark.django_db
HEADS = ("module", "module_title_es", "step_kind", "title_es", "minutes", "is_required")


@pytest.fixture
def course() -> Course:
    made = CourseFactory()
    ModuleFactory(course=made)
    lesson_in(made, "Mirar"), lesson_in(made, "Escuchar")
    return made


@pytest.fixture
def by(course: Course) -> Any:
    return account_as("trainer", ("course", course.uuid))


def checked(upload: Any, by: Any, course: Course) -> Batch:
    scope = Scope("course", course.uuid)
    sheet = access.sheet_for(by, "outline", scope)
    batch = services.read(sheet, upload, by=by, scope=scope, language="es")
    services.dry_run(batch)
    batch.refresh_from_db()
    return batch


def verdicts(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


@pytest.mark.parametrize("language", ["es", "ar"])
def test_out_and_in_again_changes_nothing(language: str, course: Course, by: Any) -> None:
    scope = Scope("course", course.uuid)
    made = writing.export(access.sheet_for(by, "outline", scope), scope=scope, language=language)
    batch = checked(ContentFile(made.content, name=made.name), by, course)
    assert verdicts(batch) == ["same", "same"], [row.messages for row in batch.rows.all()]


def test_steps_and_a_module_come_in_and_go_again(course: Course, by: Any) -> None:
    upload = xlsx_file(
        HEADS,
        (1, "", "lesson", "Mirar", 40, "no"),
        (1, "", "quiz", "Repaso", 15, "sí"),
        (2, "Planear", "lesson", "Del problema al objetivo", 30, "sí"),
        (2, "Planear", "assignment", "Una ficha", 90, "sí"),
        (9, "", "lesson", "En ninguna parte", 30, "sí"),
    )
    batch = checked(upload, by, course)
    assert verdicts(batch) == ["change", "create", "create", "create", "error"]
    services.apply(batch, by=by)

    assert [str(one) for one in course.modules.all()][1:] == ["Planear"]
    steps = Step.objects.filter(module__course=course).order_by("module__order", "order")
    assert [(str(one), one.kind, one.minutes) for one in steps] == [
        ("Mirar", "lesson", 40),
        ("Escuchar", "lesson", 15),
        ("Repaso", "quiz", 15),
        ("Del problema al objetivo", "lesson", 30),
        ("Una ficha", "assignment", 90),
    ]
    services.undo(batch, by=by)
    assert [(str(one), one.minutes) for one in steps.all()] == [("Mirar", 15), ("Escuchar", 15)]
