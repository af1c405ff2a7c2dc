"""Where the draft of a course stands, in words and in a tone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hilo.learning.models import Course
from hilo.ui.numerals import figure

TONES = {Course.State.WRITING: "", Course.State.REVIEW: "wait", Course.State.PUBLISHED: "ok"}


def state_of_draft(course: Course) -> str:
    """«Being written», «Published», or that it is no longer offered."""
    return _("No longer offered") if course.retired_at else str(course.get_state_display())


def tone_of(course: Course) -> str:
    return "" if course.retired_at else TONES[Course.State(course.state)]


def edition_in_words(course: Course) -> str:
    """Which edition learners read now."""
    if course.edition is None:
        return _("none yet")
    return _("edition %(number)s") % {"number": figure(course.edition.number)}
