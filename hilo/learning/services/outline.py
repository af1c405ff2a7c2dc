"""The verbs of the outline: modules and steps are added, changed, moved and removed."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from hilo.core.text import MultilingualField
from hilo.learning.models import (
    Assignment,
    Attempt,
    Course,
    Done,
    Lesson,
    Module,
    Quiz,
    Step,
    Submission,
)
from hilo.learning.problems.courses import ModuleIsNotEmpty, StepWasDone
from hilo.learning.services.drafts import touched

Way = Literal["up", "down"]
SHORT = 8  # digits of a step's uuid in its address


# Modules.


@transaction.atomic
def add_module(course: Course, *, by: Any, **fields: Any) -> Module:
    """Put a module at the end; `fields` are its title and aims."""
    module = Module(course=course, order=_next(course.modules.all()), **fields)
    module.full_clean(exclude=["title", "aims"])
    module.save()
    touched(course, "outline", by=by)
    return module


@transaction.atomic
def change_module(module: Module, *, expected: int, by: Any, **changes: Any) -> None:
    """Change title or aims; raises `Overtaken`."""
    _change(module, module.course, expected, by, changes)


@transaction.atomic
def move_module(module: Module, way: Way, *, by: Any) -> None:
    """Let a module change places with its neighbour; at the end of the way it stays."""
    rows = list(module.course.modules.all())
    if _moved(rows, module, way):
        touched(module.course, "outline", by=by)


@transaction.atomic
def remove_module(module: Module, *, by: Any) -> None:
    """Take out a module without steps; raises `ModuleIsNotEmpty`."""
    if module.steps.exists():
        raise ModuleIsNotEmpty(name=module.title)
    course = module.course
    module.delete()
    touched(course, "outline", by=by)


# Steps.


@transaction.atomic
def add_step(module: Module, kind: str, *, by: Any, **fields: Any) -> Step:
    """Put a step at the end of a module, with an empty lesson, quiz or assignment behind it."""
    step = Step(module=module, kind=kind, order=_next(module.steps.all()), **fields)
    step.uuid = new_uuid(module.course)
    step.full_clean(exclude=["title"])
    step.save()
    BEHIND[kind].objects.create(step=step)
    touched(module.course, "outline", by=by)
    return step


BEHIND: dict[str, Any] = {
    Step.Kind.LESSON: Lesson,
    Step.Kind.QUIZ: Quiz,
    Step.Kind.ASSIGNMENT: Assignment,
}


def new_uuid(course: Course) -> UUID:
    """A uuid whose first digits no other step of the course has: they stand in its address."""
    taken = Step.objects.filter(module__course=course).values_list("uuid", flat=True)
    shorts = {str(one)[:SHORT] for one in taken}
    while True:
        made = uuid4()
        if str(made)[:SHORT] not in shorts:
            return made


@transaction.atomic
def change_step(
    step: Step, *, expected: int, by: Any, module: Module | None = None, **changes: Any
) -> None:
    """Change title, minutes or whether it counts; another `module` takes it at its end.

    Raises `Overtaken`.
    """
    if module is not None and module.pk != step.module_id:
        changes |= {"module": module, "order": _next(module.steps.all())}
    _change(step, step.module.course, expected, by, changes)


@transaction.atomic
def move_step(step: Step, way: Way, *, by: Any) -> None:
    """Let a step change places with its neighbour; past the end of its module it goes on to the next one."""
    module, course = step.module, step.module.course
    is_moved = _moved(list(module.steps.all()), step, way) or _into_next(step, way)
    if is_moved:
        touched(course, "outline", by=by)


def _into_next(step: Step, way: Way) -> bool:
    modules = list(step.module.course.modules.all())
    at = modules.index(step.module) + (1 if way == "down" else -1)
    if not 0 <= at < len(modules):
        return False
    there = list(modules[at].steps.all())
    step.module = modules[at]
    _number([step, *there] if way == "down" else [*there, step])
    return True


@transaction.atomic
def remove_step(step: Step, *, by: Any) -> None:
    """Take a step out of the course with its text and settings; raises `StepWasDone`."""
    if was_done(step):
        raise StepWasDone(name=step.title)
    course = step.module.course
    step.delete()
    touched(course, "outline", by=by)


def was_done(step: Step) -> bool:
    """Whether any learner did something at this step, in whatever edition."""
    return any(rows.objects.filter(step=step.uuid).exists() for rows in (Done, Attempt, Submission))


# What both share.


def _change(row: Any, course: Course, expected: int, by: Any, changes: dict[str, Any]) -> None:
    changed = {name: new for name, new in changes.items() if getattr(row, name) != new}
    if not changed:
        return
    for name, new in changed.items():
        setattr(row, name, new)
    texts = [one.name for one in row._meta.fields if isinstance(one, MultilingualField)]
    row.full_clean(exclude=texts)
    row.save_version(expected=expected)
    touched(course, "outline", by=by)


def _next(rows: Any) -> int:
    last = rows.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _moved(rows: list[Any], row: Any, way: Way) -> bool:
    at = rows.index(row)
    to = at + (1 if way == "down" else -1)
    if not 0 <= to < len(rows):
        return False
    rows[at], rows[to] = rows[to], rows[at]
    _number(rows)
    return True


def _number(rows: list[Any]) -> None:
    """Write the order of `rows` as they stand; their versions stay, because nobody types an order."""
    fields = ["order", "module"] if isinstance(rows[0], Step) else ["order"]
    for order, row in enumerate(rows):
        row.order = order
    type(rows[0])._default_manager.bulk_update(rows, fields)
