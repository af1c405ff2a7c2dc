"""The verbs of the glossary: a word is added, changed, removed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.learning.models import Course, Term
from hilo.learning.problems.courses import IsSpokenOf, TermTaken
from hilo.learning.services.drafts import touched
from hilo.learning.services.mentions import lessons_that_name


@transaction.atomic
def add(course: Course, *, by: Any, **fields: Any) -> Term:
    """Put a word into the glossary; raises `TermTaken`."""
    term = Term(course=course, **fields)
    _save(term)
    touched(course, "glossary", by=by)
    return term


@transaction.atomic
def change(term: Term, *, expected: int, by: Any, **changes: Any) -> None:
    """Change word or meaning; its short name stays, lessons speak of it. Raises `Overtaken`."""
    for name, new in changes.items():
        setattr(term, name, new)
    term.full_clean(exclude=["word", "meaning"])
    term.save_version(expected=expected)
    touched(term.course, "glossary", by=by)


@transaction.atomic
def remove(term: Term, *, by: Any) -> None:
    """Take a word out of which no lesson speaks; raises `IsSpokenOf`."""
    lessons = lessons_that_name(term.course, "term", term.slug)
    if lessons:
        raise IsSpokenOf(name=term.word, lessons=lessons)
    course = term.course
    term.delete()
    touched(course, "glossary", by=by)


def _save(term: Term) -> None:
    if Term.objects.filter(course=term.course, slug=term.slug).exists():
        raise TermTaken
    term.full_clean(exclude=["word", "meaning"])
    term.save()
