"""The draft of a course, read at once: modules with their steps, what stands in them, what they may speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch

from hilo.learning.materials import Materials
from hilo.learning.models import Course, Module, Question, Step


@dataclass
class Draft:
    """A course as it is being written; five queries, however long it is."""

    course: Course
    modules: list[Module] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """All steps in the order of the course."""
        return [step for module in self.modules for step in module.steps.all()]

    @cached_property
    def materials(self) -> Materials:
        """Words, files and the codes of questions."""
        return Materials(self.course, codes_of(self.course))

    @property
    def minutes(self) -> int:
        """How long all steps take together."""
        return sum(step.minutes for step in self.steps)


def draft_of(course: Course) -> Draft:
    """The draft of `course` as it is now."""
    steps = Step.objects.select_related("lesson", "quiz", "assignment").order_by("order", "pk")
    modules = course.modules.prefetch_related(Prefetch("steps", steps))
    draft = Draft(course, list(modules))
    for module in draft.modules:
        module.course = course
        for step in module.steps.all():
            step.module = module
    return draft


def codes_of(course: Course) -> set[str]:
    """The codes by which a lesson may embed a question of the programme's bank."""
    kept = Question.objects.filter(category__programme=course.programme_id, retired_at=None)
    return set(kept.exclude(code="").values_list("code", flat=True))
