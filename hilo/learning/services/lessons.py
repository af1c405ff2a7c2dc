"""The verbs of a lesson's text: write it in one language, say that a variant is still right, restore an earlier one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.models import LessonRevision, Step
from hilo.learning.problems.courses import NoSuchRevision
from hilo.learning.services.drafts import touched


@transaction.atomic
def write(
    step: Step, *, language: str, body: str, expected: int, by: Any, title: str = "", **fields: Any
) -> None:
    """Set the text in `language`, its title where one is given, and fields of the step such as `minutes`.

    In the language of the original other languages become stale where they differ from what they
    translate; in another one, it is up to date from now on. Raises `Overtaken`.
    """
    lesson = step.lesson
    titled = said(step.title, language, title) if title else step.title
    texts = titled, said(lesson.body, language, body)
    changed = {name: new for name, new in fields.items() if getattr(step, name) != new}
    if texts == (step.title, lesson.body) and not changed:
        return
    _save(step, *texts, expected=expected, by=by, **changed)


def said(text: Text, language: str, value: str) -> Text:
    """`text` with `value` in `language`; a first text is the original, an empty one takes a variant away."""
    if text.original in {"", language}:
        return text.with_original(language, value) if value else text
    return text.with_variant(language, value)


@transaction.atomic
def confirm(step: Step, *, language: str, expected: int, by: Any) -> None:
    """Say that title and text in `language` are still right although the original changed; raises `Overtaken`."""
    title, body = (_still_right(text, language) for text in (step.title, step.lesson.body))
    if (title.stale, body.stale) != (step.title.stale, step.lesson.body.stale):
        _save(step, title, body, expected=expected, by=by)


def _still_right(text: Text, language: str) -> Text:
    return replace(text, stale=tuple(one for one in text.stale if one != language))


@transaction.atomic
def restore(step: Step, number: int, *, expected: int, by: Any) -> None:
    """Bring the text of revision `number` back, as a new one; raises `NoSuchRevision`, `Overtaken`."""
    earlier = step.revisions.filter(number=number).first()
    if earlier is None:
        raise NoSuchRevision
    _save(step, earlier.title, earlier.body, expected=expected, by=by, restored=number)


def _save(
    step: Step,
    title: Text,
    body: Text,
    *,
    expected: int,
    by: Any,
    restored: int | None = None,
    **fields: Any,
) -> None:
    for name, new in {"title": title, **fields}.items():
        setattr(step, name, new)
    step.full_clean(exclude=["title"])
    step.save_version(expected=expected)
    step.lesson.body = body
    step.lesson.save()
    last = step.revisions.aggregate(last=Max("number"))["last"] or 0
    LessonRevision.objects.create(
        step=step,
        number=last + 1,
        title=title,
        body=body,
        by=getattr(by, "person", None),
        at=now(),
        restored=restored,
    )
    touched(step.module.course, "lesson", by=by)
