"""Before and after: a cohort's ratings are opened by its dates, and its people asked.

Before it begins, when it ends, and 3, 6 and 12 months later, always of the course's competences.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hilo.competences.enums import USUAL_MONTHS, Purpose
from hilo.competences.models import Occasion
from hilo.competences.services import ask, follow_up, open_occasion
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.learning import messages
from hilo.learning.models import Cohort
from hilo.learning.problems.evaluation import NothingToRateInCourse, RateAfterFirst
from hilo.notifications import services as notifications
from hilo.people.models import Person

LANGUAGES = ("es", "fr", "en", "ar")
EARLY = dt.timedelta(days=14)  # before the first day
LATE = dt.timedelta(days=14)  # how long after its day a rating can still be given
ENDING = dt.timedelta(days=7)  # before the last day
FOLLOWED = dt.timedelta(days=30)  # how long a follow-up can be answered
MONTH = dt.timedelta(days=30)

NAMES: dict[str, Promise] = {
    Purpose.BEFORE: _("Before the course: %(cohort)s"),
    Purpose.AFTER: _("After the course: %(cohort)s"),
    Purpose.FOLLOW_UP: _("Some months after the course: %(cohort)s"),
}
LEADS: dict[str, Promise] = {
    Purpose.BEFORE: _(
        "Say how important each of these is for your work and how well you can do it today. Nobody sees your "
        "answers; together they show what the course changes."
    ),
    Purpose.AFTER: _("The same questions as before the course, with the eyes of today."),
    Purpose.FOLLOW_UP: _("The same questions once more: what has stayed, and what has grown?"),
}


def occasions_of(cohort: Cohort) -> list[Occasion]:
    """Its ratings in the order in which they are asked."""
    order = {Purpose.BEFORE: 0, Purpose.AFTER: 1, Purpose.FOLLOW_UP: 2}
    rows = Occasion.objects.about("cohort", cohort.uuid)
    return sorted(rows, key=lambda one: (order.get(Purpose(one.purpose), 9), one.months or 0))


@transaction.atomic
def open_rating(cohort: Cohort, purpose: str, *, by: Any, months: int = 0) -> Occasion:
    """Open the rating for `purpose` and ask everybody who takes part; opened before, it asks who is new.

    Months later they hear, once, of the question what changed since.

    Raises `NothingToRateInCourse`; `RateAfterFirst` for a follow-up of nothing.
    """
    # Lock: the cohort, so that a schedule and a coordinator do not open two.
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if purpose == Purpose.FOLLOW_UP:
        return _follow_up(cohort, months, by=by)
    found = _of(cohort, purpose) or _opened(cohort, purpose, by=by)
    ask(found, people_of(cohort), by=by, group=_group(cohort))
    return found


def _of(cohort: Cohort, purpose: str) -> Occasion | None:
    return Occasion.objects.about("cohort", cohort.uuid).filter(purpose=purpose).first()


def _opened(cohort: Cohort, purpose: str, *, by: Any) -> Occasion:
    competences = list(cohort.course.competences.all())
    if not competences:
        raise NothingToRateInCourse
    closes = None
    if purpose == Purpose.BEFORE:
        closes = _moment(cohort.starts_on) + LATE
    elif cohort.ends_on:
        closes = _moment(cohort.ends_on) + LATE
    return open_occasion(
        purpose=purpose,
        name=in_all_languages(NAMES[purpose], cohort.name),
        lead=in_all_languages(LEADS[purpose], cohort.name),
        competences=competences,
        about=("cohort", cohort.uuid),
        groups={cohort.audience.slug: cohort.audience.name} if cohort.audience else {},
        closes_at=closes if closes and closes > now() else None,
        by=by,
    )


def _follow_up(cohort: Cohort, months: int, *, by: Any) -> Occasion:
    after = _of(cohort, Purpose.AFTER)
    if after is None:
        raise RateAfterFirst
    people = [one.uuid for one in people_of(cohort)]
    notifications.notify_many(people, messages.WhatChanged(cohort.uuid, months))
    return follow_up(
        after,
        months=months,
        name=in_all_languages(NAMES[Purpose.FOLLOW_UP], cohort.name),
        lead=in_all_languages(LEADS[Purpose.FOLLOW_UP], cohort.name),
        closes_at=now() + FOLLOWED,
        by=by,
    )


def people_of(cohort: Cohort) -> list[Person]:
    """Who is asked: everybody who takes part or has completed."""
    rows = cohort.enrolments.learning()
    return list(Person.objects.present().filter(pk__in=rows.values("person")))


def _group(cohort: Cohort) -> str:
    return cohort.audience.slug if cohort.audience else ""


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def in_all_languages(sentence: Promise, cohort: Text) -> Text:
    """A sentence of ours with the name of a cohort, in every language of the house."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(sentence) % {"cohort": cohort.shown(language).value}
    return Text(cohort.original or "es", found)


def due_of(cohort: Cohort, day: dt.date) -> list[tuple[str, int]]:
    """The ratings that should be open on `day`, with the months of follow-ups."""
    found: list[tuple[str, int]] = []
    if cohort.starts_on - EARLY <= day <= cohort.starts_on + LATE:
        found.append((Purpose.BEFORE, 0))
    if cohort.ends_on is None:
        return found
    if cohort.ends_on - ENDING <= day <= cohort.ends_on + LATE:
        found.append((Purpose.AFTER, 0))
    later = [
        (str(Purpose.FOLLOW_UP), months)
        for months in USUAL_MONTHS
        if is_within(day, cohort.ends_on + months * MONTH)
    ]
    return found + later


def is_within(day: dt.date, opens: dt.date) -> bool:
    """Whether `day` lies in the time in which a follow-up that opens on `opens` is asked."""
    return opens <= day <= opens + FOLLOWED


def open_due(day: dt.date | None = None) -> int:
    """Open what is due and ask who is new; what cannot be asked is left. Answers how many were looked at."""
    count = 0
    rows = Cohort.objects.standing().select_related("course", "audience")
    for cohort in rows:
        for purpose, months in due_of(cohort, day or today()):
            count += _try(cohort, purpose, months)
    return count


def _try(cohort: Cohort, purpose: str, months: int) -> bool:
    try:
        open_rating(cohort, purpose, months=months, by=None)
    except (NothingToRateInCourse, RateAfterFirst):
        return False
    return True
