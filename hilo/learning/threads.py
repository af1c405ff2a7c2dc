"""The thread at courses, cohorts, certificates, indicators, competences and people: what is recorded of learning."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.competences.models import Competence
from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import ThreadEnd, ThreadLink
from hilo.core.text import Text
from hilo.credentials.access import ISSUE
from hilo.credentials.models import Certificate
from hilo.credentials.queries import certificates_about
from hilo.learning import access, panels, words
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.people import access as people
from hilo.people.models import Person
from hilo.programme.access import (
    EDIT,
    RESULTS,
    VERIFY,
    indicators_visible_to,
    policies_visible_to,
)
from hilo.programme.models import Indicator
from hilo.ui import reader
from hilo.ui.numerals import figure

# What is counted of a course: that people take it, learn, complete it, can do more, are certified.
OF_PEOPLE = ("people_enrolled", "people_learning", "people_completing")
OF_GAIN = ("people_rated_twice", "people_rating_higher")
MEASURES = (*OF_PEOPLE, *OF_GAIN, "certificates_issued", "competences_certified")
MOST = 6


def everything() -> None:
    """Enter the registry."""
    links = registries.thread_links
    links.add(ThreadLink("indicators of a course", "course", leads_to=indicators_of, order=80))
    links.add(ThreadLink("own cohort and certificate", "course", leads_to=own_way, order=55))
    links.add(ThreadLink("courses counted", "indicator", comes_from=courses_counted, order=60))
    links.add(ThreadLink("what came of a cohort", "cohort", leads_to=certificates_of, order=60))
    links.add(ThreadLink("decided after a cohort", "cohort", leads_to=decided_after, order=70))
    links.add(ThreadLink("cohort of a certificate", "certificate", cohort_of, order=60))
    links.add(
        ThreadLink("courses that teach it", "competence", leads_to=courses_teaching, order=40)
    )
    for kind in ("person", "me"):
        links.add(ThreadLink(f"courses of {kind}", kind, leads_to=taken_by, order=40))


# Courses, the indicators that count them, the competences that they teach.


def indicators_of(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The indicators of its programme that count who takes it."""
    scopes = (people.scopes_of(viewer, verb) for verb in (RESULTS, EDIT))
    key = ("indicators of a course", course.pk, *scopes, *reader.eyes())
    yield from kept(key, lambda: list(_indicators_of(course, viewer)))


def _indicators_of(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    audiences = audiences_of(course)
    rows = indicators_visible_to(viewer).filter(programme=course.programme_id)
    for one in rows.filter(measure__in=MEASURES).select_related("programme"):
        if counts(one, audiences):
            yield ThreadEnd(_("Indicator"), one.title, one.get_absolute_url(), one.code)


def courses_counted(indicator: Indicator, viewer: Any) -> Iterator[ThreadEnd]:
    """The published courses of its programme that it counts."""
    if indicator.measure not in MEASURES:
        return
    rows = Course.objects.published().filter(programme=indicator.programme_id)
    for one in rows.select_related("audience").order_by("pk"):
        if counts(indicator, audiences_of(one)):
            yield ThreadEnd(_("Course"), one.name, one.get_absolute_url())


def counts(indicator: Indicator, audiences: Set[str]) -> bool:
    """Whether an indicator of learning counts a course that these audiences take.

    One that names none counts all courses of its programme.
    """
    wanted = indicator.where.get("audience")
    return wanted is None or not audiences.isdisjoint(wanted)


def audiences_of(course: Course) -> set[str]:
    """The short names of all for whom a course is made, or who take it."""
    slugs = course.cohorts.standing().values_list("audience__slug", flat=True)
    own = course.audience.slug if course.audience else None
    return {one for one in (own, *slugs) if one}


def courses_teaching(competence: Competence, viewer: Any) -> Iterator[ThreadEnd]:
    """The published courses that teach it."""
    key = ("courses that teach", competence.pk, *reader.eyes())
    yield from kept(key, lambda: list(_courses_teaching(competence)), is_small=True)


def _courses_teaching(competence: Competence) -> Iterator[ThreadEnd]:
    rows = Course.objects.published().filter(competences=competence)
    for one in rows.order_by("pk")[:MOST]:
        yield ThreadEnd(_("Course"), one.name, one.get_absolute_url())


# Cohorts and certificates.


def own_way(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The cohort in which the reader takes this course, and their valid certificates of it."""
    if people.is_account(viewer):
        key = ("own way", course.pk, viewer.person_id, *reader.eyes())
        yield from kept(key, lambda: _own_way(course, viewer), is_small=True)


def _own_way(course: Course, viewer: Any) -> list[ThreadEnd]:
    rows = Cohort.objects.filter(
        enrolments__person=viewer.person_id, enrolments__state__in=access.LEARNING, course=course
    )
    return [_group(one) for one in rows] + _own_certificates(course, viewer)


def _group(cohort: Cohort) -> ThreadEnd:
    way = reverse("learning:cohort", args=[cohort.slug])
    return ThreadEnd(_("Cohort"), cohort.name, way, words.dates(cohort))


def own_certificate(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The valid certificates of this course that the reader holds."""
    if people.is_account(viewer):
        key = ("own certificate", course.pk, viewer.person_id, *reader.eyes())
        yield from kept(key, lambda: _own_certificates(course, viewer), is_small=True)


def _own_certificates(course: Course, viewer: Any) -> list[ThreadEnd]:
    about = certificates_about("course", course.uuid).valid()
    return [_end(one) for one in about.filter(person=viewer.person_id)]


def certificates_of(cohort: Cohort, viewer: Any) -> Iterator[ThreadEnd]:
    """What came of it: to those who accompany it how many hold a certificate, to a learner their own."""
    if people.can(viewer, access.TEACH, "cohort", cohort.uuid):
        way = _way_to_certificates(cohort, viewer)
        key = ("certified in a cohort", cohort.pk, way, *reader.eyes())
        yield from kept(key, lambda: [*_certified(cohort, way)])
    elif people.is_account(viewer) and _takes_part(cohort, viewer):
        yield from own_certificate(cohort.course, viewer)


def _takes_part(cohort: Cohort, viewer: Any) -> bool:
    key = ("takes part in a cohort", cohort.pk, viewer.person_id)
    rows = Enrolment.objects.filter(cohort=cohort, person=viewer.person_id)
    return kept(key, rows.exists, is_small=True)


def _way_to_certificates(cohort: Cohort, viewer: Any) -> str:
    """Where they are issued, for whoever issues them; the people of the cohort, for its trainers."""
    issues = people.can(viewer, ISSUE, "programme", cohort.course.programme.uuid)
    fills = people.can(viewer, access.ENROL, "cohort", cohort.uuid)
    name = "certificates" if issues and fills else "office_cohort"
    return reverse(f"learning:{name}", args=[cohort.slug])


def _certified(cohort: Cohort, url: str) -> Iterator[ThreadEnd]:
    rows = certificates_about("course", cohort.course.uuid).valid()
    inside = cohort.enrolments.values("person")
    count = rows.filter(person__in=inside).values("person").distinct().count()
    if count:
        said = ngettext("%(n)s person certified", "%(n)s people certified", count)
        yield ThreadEnd(_("Certificates"), said % {"n": figure(count)}, url)


def decided_after(cohort: Cohort, viewer: Any) -> Iterator[ThreadEnd]:
    """The policies and measures that were reported from it, to whoever may find them."""
    key = ("decided after", cohort.pk, viewer.person_id, people.scopes_of(viewer, VERIFY))
    yield from kept((*key, *reader.eyes()), lambda: list(_decided_after(cohort, viewer)))


def _decided_after(cohort: Cohort, viewer: Any) -> Iterator[ThreadEnd]:
    rows = policies_visible_to(viewer).filter(origin_kind="cohort", origin=cohort.uuid)
    for one in rows.order_by("pk")[:MOST]:
        yield ThreadEnd(_("Policy or measure"), one.title, one.get_absolute_url())


def cohort_of(certificate: Certificate, viewer: Any) -> Iterator[ThreadEnd]:
    """The cohort in which its holder took the course, to themselves and to those who accompany it."""
    about = certificate.achievement
    if about.about_kind != "course" or about.about is None or not people.is_account(viewer):
        return
    rows = Enrolment.objects.filter(person=certificate.person_id, course__uuid=about.about)
    row = rows.select_related("cohort").first()
    is_own = certificate.person_id == viewer.person_id
    if row and (is_own or people.can(viewer, access.TEACH, "cohort", row.cohort.uuid)):
        way = reverse(
            "learning:cohort" if is_own else "learning:office_cohort", args=[row.cohort.slug]
        )
        yield ThreadEnd(_("Cohort"), row.cohort.name, way, words.dates(row.cohort))


def _end(certificate: Certificate) -> ThreadEnd:
    title = Text.of(certificate.language, certificate.content["achievement"])
    return ThreadEnd(_("Certificate"), title, certificate.get_absolute_url(), certificate.number)


# A person.


def taken_by(person: Person, viewer: Any) -> Iterator[ThreadEnd]:
    """The courses that somebody takes or took, to themselves and to those who accompany them."""
    told = panels.of_person(person, viewer)
    for name, way, _missing in told["lines"] if told else ():
        yield ThreadEnd(_("Course"), name, way)
