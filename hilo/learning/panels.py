"""Courses on the pages of people, organisations, regions and programmes; what waits; the thread of a cohort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.competences.enums import Purpose
from hilo.core.keeping import kept
from hilo.core.registries import ThreadEnd, ToDo
from hilo.core.time import today
from hilo.credentials.queries import certificates_about
from hilo.learning import access, words
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.learning.queries.own import enrolments_of, next_step_of
from hilo.learning.queries.standing import with_standing
from hilo.learning.services.evaluation import due_of
from hilo.learning.showing.outline import address_of
from hilo.people import access as people
from hilo.people.models import Person
from hilo.programme.access import RESULTS, sees_results
from hilo.programme.models import Policy
from hilo.ui import reader
from hilo.ui.numerals import figure

State = Enrolment.State
MOST = 6
LEARNING = (State.ACTIVE, State.COMPLETED)


# On pages.


def of_person(person: Person, viewer: Any) -> dict[str, Any] | None:
    """The courses that somebody takes, to themselves and to those who accompany them."""
    is_own = people.is_account(viewer) and viewer.person_id == person.pk
    if not is_own and not people.scopes_of(viewer, access.TEACH):
        return None
    rows = [one for one in enrolments_of(person) if one.state in LEARNING]
    if not is_own:
        rows = [one for one in rows if people.can(viewer, access.TEACH, "cohort", one.cohort.uuid)]
    if not rows:
        return None
    return {"lines": [_line(one, is_own) for one in rows[:MOST]], "is_own": is_own}


def _line(row: Enrolment, is_own: bool) -> tuple[Any, str, str]:
    href = row.cohort.get_absolute_url() if is_own else row.get_absolute_url()
    return row.course.name, href, words.missing(row)


def of_organisation(organisation: Any, viewer: Any) -> dict[str, Any] | None:
    """How many people of an organisation learn, to insiders of all results: others read what is published."""
    if not people.scopes_of(viewer, RESULTS).is_everywhere:
        return None
    count = kept(("learners of", organisation.pk), lambda: _learners(organisation))
    return {"count": count} if count else None


def _learners(organisation: Any) -> int:
    inside = organisation.affiliations.in_force().values("person")
    rows = Enrolment.objects.learning().filter(person__in=inside)
    return rows.values("person").distinct().count()


def of_programme(programme: Any, viewer: Any) -> dict[str, Any] | None:
    """How many people learn in a programme and have completed, to insiders of its results."""
    if not sees_results(viewer, programme):
        return None
    key, cohorts = ("learning in", programme.pk), Cohort.objects.filter(course__programme=programme)
    told = kept(key, lambda: _figures(cohorts))
    return told if told["people"] else None


def of_region(region: Any, viewer: Any) -> dict[str, Any] | None:
    """The cohorts of a region, to those who accompany them; how many learn, to insiders of its results."""
    cohorts = Cohort.objects.filter(region=region)
    lines = _accompanied(cohorts, viewer)
    told = {"people": 0}
    if people.can(viewer, RESULTS, "region", region.uuid):
        told = kept(("learning in region", region.pk), lambda: _figures(cohorts))
    return told | {"lines": lines} if told["people"] or lines else None


def _accompanied(cohorts: QuerySet[Cohort], viewer: Any) -> list[tuple[Any, str, str]]:
    if not people.scopes_of(viewer, access.TEACH):
        return []
    rows = access.cohorts_kept_by(viewer, access.TEACH).standing().filter(pk__in=cohorts)
    return [
        (one.name, reverse("learning:office_cohort", args=[one.slug]), words.dates(one))
        for one in rows.order_by("starts_on", "slug")[:MOST]
    ]


def _figures(cohorts: QuerySet[Cohort]) -> dict[str, int]:
    """Distinct people who learn or have learned, those who have completed, and the cohorts that stand."""
    rows = Enrolment.objects.learning().filter(cohort__in=cohorts)
    completed = Count("person", distinct=True, filter=Q(state=State.COMPLETED))
    told = rows.aggregate(people=Count("person", distinct=True), completed=completed)
    return told | {"cohorts": cohorts.filter(cancelled_at__isnull=True).count()}


# On one's home.


def to_do(viewer: Any) -> Iterator[ToDo]:
    """A learner's next step, or what changed since; what a trainer or coordinator should look at."""
    for one in enrolments_of(viewer.person):
        if one.state == State.ACTIVE and one.cohort.moment in ("current", "coming"):
            yield _next(one)
        elif one.state == State.COMPLETED and _is_asked_what_changed(one):
            yield _what_changed(one)
    yield from _to_accompany(viewer)


def _next(row: Enrolment) -> ToDo:
    step = next_step_of(row)
    told = {"course": row.course.name, "missing": words.missing(row)}
    text = _("%(course)s: %(missing)s") % told
    href = address_of(row.course.slug, step) if step else reverse("learning:mine")
    return ToDo(text, href, _("Go on learning"))


def _is_asked_what_changed(row: Enrolment) -> bool:
    """Whether a cohort is followed up now, and its learner has not reported anything from it."""
    due = due_of(row.cohort, today())
    if row.cohort.cancelled_at or not any(purpose == Purpose.FOLLOW_UP for purpose, _months in due):
        return False
    told = Policy.objects.filter(reported_by=row.person_id, origin_kind="cohort")
    return not told.filter(origin=row.cohort.uuid).exists()


def _what_changed(row: Enrolment) -> ToDo:
    text = _("What changed since “%(course)s”?") % {"course": row.course.name}
    href = f"{reverse('programme:report_policy')}?from=cohort:{row.cohort.uuid}"
    return ToDo(text, href, _("Report what was decided"))


def _to_accompany(viewer: Any) -> Iterator[ToDo]:
    scopes = people.scopes_of(viewer, access.TEACH)
    if not scopes:
        return
    key = ("to accompany", scopes, bool(people.scopes_of(viewer, access.ENROL)))
    for text, href, action in kept((*key, *reader.eyes()), lambda: list(_lines(viewer))):
        yield ToDo(text, href, action)


def _lines(viewer: Any) -> Iterator[tuple[str, str, str]]:
    """Who has vanished, who asks to take part, who waits for a certificate."""
    cohorts = access.cohorts_kept_by(viewer, access.TEACH).standing()
    rows = with_standing(Enrolment.objects.filter(cohort__in=cohorts)).order_by()
    counts = dict(rows.values_list("standing").annotate(Count("pk")))
    office = reverse("learning:office_cohorts")
    if count := counts.get("vanished", 0):
        said = ngettext(
            "%(n)s person was not seen for 14 days.",
            "%(n)s people were not seen for 14 days.",
            count,
        )
        yield said % {"n": figure(count)}, office, _("See the cohorts")
    if count := counts.get("asked", 0):
        said = ngettext(
            "%(n)s person asks to take part in a cohort.",
            "%(n)s people ask to take part in a cohort.",
            count,
        )
        yield said % {"n": figure(count)}, office, _("Answer them")


# The thread.


def of_cohort(cohort: Cohort, viewer: Any) -> Iterator[ThreadEnd]:
    """The course that it takes."""
    course = cohort.course
    yield ThreadEnd(_("Course"), course.name, course.get_absolute_url())


def cohorts_of(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The cohorts of a course that `viewer` may open."""
    if not people.scopes_of(viewer, access.TEACH):
        return
    rows = access.cohorts_kept_by(viewer, access.TEACH).standing().filter(course=course)
    for one in rows.order_by("starts_on")[:MOST]:
        href = reverse("learning:office_cohort", args=[one.slug])
        yield ThreadEnd(_("Cohort"), one.name, href, words.dates(one))


def certified_of(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """Where its certificates are verified; how many hold one, to insiders of the results alone."""
    count = kept(("certified in", course.pk), lambda: _certified(course))
    if count:
        title = _("Verify a certificate")
        if sees_results(viewer, course.programme):
            said = ngettext("%(n)s person certified", "%(n)s people certified", count)
            title = said % {"n": figure(count)}
        yield ThreadEnd(_("Certificates"), title, reverse("credentials:verify"))


def _certified(course: Course) -> int:
    return certificates_about("course", course.uuid).valid().values("person").distinct().count()


def policies_after(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The measures that towns adopted after the course, as they were reported from it or its cohorts."""
    yield from kept(
        ("policies after", course.pk, *reader.eyes()), lambda: list(_policies_after(course))
    )


def _policies_after(course: Course) -> Iterator[ThreadEnd]:
    cohorts = course.cohorts.values("uuid")
    inside = Q(origin_kind="course", origin=course.uuid)
    inside |= Q(origin_kind="cohort", origin__in=cohorts)
    for one in Policy.objects.public().filter(inside)[:MOST]:
        yield ThreadEnd(_("Policy or measure"), one.title, one.get_absolute_url())
