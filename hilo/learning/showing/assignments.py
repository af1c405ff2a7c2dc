"""What the pages of assignments show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hilo.core import markdown
from hilo.core.keeping import kept
from hilo.core.text import Text
from hilo.learning.models import Enrolment, Page, PeerReview, Submission
from hilo.learning.queries import works as queries
from hilo.learning.rules import rubrics
from hilo.learning.rules.quizzing import passes
from hilo.learning.showing.attempts import in_words
from hilo.ui import calendar, numerals, reader
from hilo.ui.components.words import text as text_shown

TONES = {"draft": "wait", "handed_in": "info", "returned": "warn", "graded": "ok"}


def page_of(enrolment: Enrolment, page: Page, work: Submission | None) -> dict[str, Any]:
    """A learner's page."""
    rubric = rubrics.read(page.content.get("rubric", ()))
    course = enrolment.course
    return {
        "course": course,
        "assignment": page,
        "told": _told(page, rubric, work.levels if work and work.state == "graded" else {}),
        "work": work,
        "state": str(work.get_state_display()) if work else "",
        "tone": TONES[work.state] if work else "wait",
        "can_write": work is None or work.can("hand_in"),
        "grade": _grade(work, page, rubric),
        "handed_in": _moment(work),
        "reviews": opinions(queries.said_of(work), rubric) if work else [],
        "to_review": _to_review(enrolment, page),
        "percent": numerals.percentage(page.content.get("pass_percent", 60) / 100),
    }


def _told(page: Page, rubric: Any, levels: dict[str, int]) -> SafeString:
    """What to do and what it is looked at for, written once for all whose work reached the same levels."""
    return kept(
        ("assignment", page.uuid, tuple(sorted(levels.items())), *reader.eyes()),
        lambda: render_to_string(
            "learning/assignment_told.html",
            {"task": task_of(page), "rubric": rubric_shown(rubric, levels)},
        ),
        is_small=True,
    )


def task_of(page: Page) -> dict[str, str]:
    """What to do, as HTML in the reader's language."""
    shown = page.body.shown()
    return {
        "html": _rendered(shown.value),
        "language": shown.language,
        "direction": shown.direction,
    }


@lru_cache(maxsize=500)
def _rendered(text: str) -> SafeString:
    """Markdown costs as much as the rest of the page; a task is read by a whole cohort."""
    return markdown.render(text)


def rubric_shown(rubric: Any, levels: dict[str, int]) -> list[dict[str, Any]]:
    """Criteria with their levels; the one that was reached is marked."""
    return [
        {
            "title": text_shown(Text.read(one.title)),
            "levels": [
                {
                    "text": text_shown(Text.read(level.text)),
                    "points": numerals.figure(level.points),
                    "is_reached": levels.get(one.code) == at,
                }
                for at, level in enumerate(one.levels)
            ],
        }
        for one in rubric
    ]


def _grade(work: Submission | None, page: Page, rubric: Any) -> dict[str, Any] | None:
    if work is None or work.state != "graded":
        return None
    most = rubrics.most(rubric)
    return {
        "words": in_words(work.points, most),
        "has_passed": passes(work.points, most, page.content.get("pass_percent", 60)),
    }


def _moment(work: Submission | None) -> str:
    return calendar.local_moment(work.handed_in_at) if work and work.handed_in_at else ""


def opinions(reviews: Iterable[PeerReview], rubric: Any) -> list[dict[str, Any]]:
    """What peers wrote, and which level they saw reached of each criterion."""
    return [
        {"review": one, "levels": _levels_seen(one, rubric), "comment": one.comment}
        for one in reviews
    ]


def _levels_seen(review: PeerReview, rubric: Any) -> list[tuple[Any, Any]]:
    return [
        (text_shown(Text.read(one.title)), text_shown(Text.read(one.levels[at].text)))
        for one in rubric
        if (at := review.levels.get(one.code)) is not None and 0 <= at < len(one.levels)
    ]


def _to_review(enrolment: Enrolment, page: Page) -> list[dict[str, Any]]:
    if not page.content.get("peers"):
        return []
    return [
        {
            "url": reverse("learning:review", args=[one.uuid]),
            "name": _("Work %(number)s") % {"number": numerals.figure(number, 0)},
            "is_done": one.at is not None,
        }
        for number, one in enumerate(queries.reviews_by(enrolment, page), start=1)
        if one.submission.state == "handed_in" or one.at
    ]


def review_of(one: PeerReview) -> dict[str, Any]:
    """A peer's page: the work without its author's name."""
    page, course = one.submission.page, one.reviewer.course
    return {
        "review": one,
        "work": one.submission,
        "assignment": page,
        "course": course,
        "task": task_of(page),
        "back": reverse("learning:assignment", args=[course.slug, page.step]),
    }
