"""What should be mended before a course is published, in sentences with the way there."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hilo.core.text import own_name_of
from hilo.learning.models import Course
from hilo.learning.services.freezing import Hindrance


def want_in_words(code: str, name: str) -> str:
    """What a text lacks (codes of docs/algorithms/lessons.md)."""
    return {
        "empty": _("Nothing is written yet."),
        "no_term": _("The glossary has no word with the short name “%(name)s”."),
        "no_file": _("The course has no file with the short name “%(name)s”."),
        "no_alt": _("Nobody has said what the picture “%(name)s” shows."),
        "no_transcript": _("“%(name)s” has no transcript: who does not hear it cannot follow."),
        "no_question": _("The question bank has no question with the code “%(name)s”."),
        "no_steps": _("The course has no steps yet."),
        "empty_module": _("The module “%(name)s” has no steps."),
        "no_task": _("The assignment does not say yet what to do."),
        "stale": _("The original has changed since this was translated."),
    }[code] % {"name": name}


def told(hindrances: list[Hindrance], course: Course) -> list[dict[str, Any]]:
    """Each with where it is and how to get there."""
    return [_told(one, course) for one in hindrances]


def _told(one: Hindrance, course: Course) -> dict[str, Any]:
    where = str(one.step.title) if one.step else ""
    if one.language:
        where = f"{where} ({own_name_of(one.language)})"
    return {
        "where": where,
        "sentence": one.sentence or want_in_words(one.code, one.name),
        "href": _href(one, course),
        "stands_in_the_way": one.stands_in_the_way,
    }


def _href(one: Hindrance, course: Course) -> str:
    if one.step is None:
        return reverse("learning:outline", args=[course.slug])
    if one.step.kind == "lesson" and one.language not in ("", one.step.title.original):
        words = [course.slug, one.step.uuid, one.language]
        return reverse("learning:translate_lesson", args=words)
    try:
        return reverse(f"learning:edit_{one.step.kind}", args=[course.slug, one.step.uuid])
    except NoReverseMatch:
        return reverse("learning:edit_step", args=[course.slug, one.step.uuid])
