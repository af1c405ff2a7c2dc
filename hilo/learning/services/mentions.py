"""Which lessons speak of a word or a file: what may not be torn out of their texts."""

from __future__ import annotations

from hilo.learning.models import Course, Lesson
from hilo.learning.rules.marks import references_in


def lessons_that_name(course: Course, kind: str, slug: str) -> str:
    """The titles of the lessons that speak of it, in any language, as a sentence shows them; "" for none."""
    lessons = Lesson.objects.filter(step__module__course=course).select_related("step")
    return ", ".join(
        f"“{one.step.title}”"
        for one in lessons
        if any((kind, slug) in references_in(text) for text in one.body.texts.values())
    )
