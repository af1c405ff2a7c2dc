"""Competences and occasions in words: states, times, people, amounts."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hilo.competences.enums import SCALES, Purpose
from hilo.competences.models import Occasion
from hilo.competences.queries import Summary
from hilo.ui import calendar
from hilo.ui.numerals import figure

TONES = {"open": "ok", "coming": "wait", "over": "wait", "closed": "wait"}


def state_of(occasion: Occasion) -> str:
    """Where an occasion stands now, as people read it."""
    if occasion.moment == "coming":
        return _("Begins on %(day)s") % {"day": day_of(occasion.opens_at)}
    if occasion.moment == "open" and occasion.closes_at:
        return _("Open until %(day)s") % {"day": calendar.local_moment(occasion.closes_at)}
    if occasion.moment == "open":
        return pgettext("state of a rating", "Open")
    return pgettext("state of a rating", "Closed")


def tone_of(occasion: Occasion) -> str:
    return TONES[occasion.moment]


def purpose_of(occasion: Occasion) -> str:
    """What it is for; of a follow-up, how many months later."""
    if occasion.months is None:
        return str(Purpose(occasion.purpose).label)
    words = ngettext("%(count)s month later", "%(count)s months later", occasion.months)
    return words % {"count": figure(occasion.months)}


def day_of(moment: Any) -> str:
    return calendar.day(localtime(moment).date())


def people(count: int) -> str:
    """A number of people."""
    words = ngettext("%(count)s person", "%(count)s people", count)
    return words % {"count": figure(count)}


def facts_of(summary: Summary) -> list[tuple[str, Any]]:
    """Who was asked, who answered, and when."""
    occasion = summary.occasion
    return [
        (_("Asked"), people(summary.asked)),
        (_("Have answered"), people(summary.answered)),
        (_("Have finished"), people(summary.finished)),
        (_("From"), day_of(occasion.opens_at or occasion.created_at)),
        (_("Until"), calendar.local_moment(occasion.closes_at) if occasion.closes_at else ""),
    ]


def value_of(scale: str, value: int | None) -> str:
    """One answer: the number with its words, or that it was left open."""
    if value is None:
        return _("Not answered")
    return f"{figure(value)} · {SCALES[scale](value).label}"


def scale_label(scale: str) -> str:
    """What a scale is called, as a heading."""
    if scale == "importance":
        return _("Importance")
    return pgettext("what somebody can do", "Ability")
