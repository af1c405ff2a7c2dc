"""A course as its page tells it: facts, and cohorts that one can join."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.competences.models import Competence
from hilo.core.text import own_name_of
from hilo.learning.models import Cohort, Course
from hilo.learning.queries.outline import Outline
from hilo.ui import calendar
from hilo.ui.numerals import count_of, figure


def kind_of(course: Course) -> str:
    """«Course · directors of culture»."""
    audience = str(course.audience.name) if course.audience else ""
    return " · ".join(filter(None, [_("Course"), audience]))


def state_of(course: Course) -> str:
    """What a reader should know of its state; nothing where it is simply offered."""
    return _("No longer offered") if course.retired_at else ""


def hours_in_words(hours: Decimal) -> str:
    words = ngettext("%(hours)s hour", "%(hours)s hours", count_of(hours))
    return words % {"hours": figure(hours)}


def languages_in_words(codes: Iterable[str]) -> str:
    return ", ".join(own_name_of(code) for code in codes)


def facts_of(course: Course, outline: Outline) -> list[tuple[Any, Any]]:
    """What stands at a glance."""
    lessons = sum(step.kind == "lesson" for step in outline.steps)
    words = ngettext("%(count)s lesson", "%(count)s lessons", lessons)
    modules = ngettext("%(count)s module", "%(count)s modules", len(outline.modules))
    content = [
        modules % {"count": figure(len(outline.modules))},
        words % {"count": figure(lessons)},
    ]
    return [
        (_("Programme"), str(course.programme.name)),
        (_("Work"), hours_in_words(course.hours)),
        (_("Content"), ", ".join(content)),
        (_("Languages"), languages_in_words(course.languages)),
    ]


def competences_of(course: Course) -> list[Competence]:
    return list(course.competences.all())


def cohorts_open(course: Course) -> list[dict[str, Any]]:
    """The cohorts that run or will, with where, when and how one comes in."""
    rows = course.cohorts.standing().select_related("region").order_by("starts_on", "slug")
    return [_cohort(one) for one in rows if one.moment in ("coming", "current")]


def _cohort(cohort: Cohort) -> dict[str, Any]:
    days = [cohort.starts_on] + ([cohort.ends_on] if cohort.ends_on else [])
    ways = {
        Cohort.WayIn.INVITED: _("by invitation"),
        Cohort.WayIn.CODE: _("with a code"),
        Cohort.WayIn.APPROVAL: _("whoever asks"),
    }
    return {
        "name": cohort.name,
        "region": cohort.region.name if cohort.region else "",
        "days": " – ".join(calendar.day(one) for one in days),
        "way": ways[Cohort.WayIn(cohort.way_in)],
    }


def card_line(course: Course) -> str:
    """«40 hours · español, français», for a card of the catalogue."""
    parts = [hours_in_words(course.hours), languages_in_words(course.languages)]
    return " · ".join(parts)
