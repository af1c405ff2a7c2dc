"""What learning tells the rest of the house about itself; each part of the chapter in its own function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import Inside, ObjectKind, Scope
from hilo.learning import (
    access,
    examining,
    handover,
    offering,
    take_along,
    taking_part,
    threads,
)
from hilo.learning.models import Cohort, Course, Enrolment
from hilo.people import access as people
from hilo.people import roles


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    powers()
    scopes()
    offering.everything()
    take_along.everything()
    taking_part.everything()
    threads.everything()
    examining.everything()
    handover.enter()


def powers() -> None:
    """The verbs of this chapter, and the roles that hold them."""
    teachers = (roles.Coordinator, roles.Trainer)
    roles.allow(access.WRITE, _("Write courses and questions."), *teachers)
    roles.allow(access.PUBLISH, _("Publish courses."), roles.Coordinator)
    roles.allow(access.TEACH, _("Accompany a cohort, grade, take attendance."), *teachers)
    roles.allow(access.ENROL, _("Make cohorts and enrol people."), roles.Coordinator)


def scopes() -> None:
    """Courses lie in programmes, cohorts in courses and in regions."""
    registries.kinds.add(
        ObjectKind("course", _("Course"), _("Courses"), Course, access.courses_visible_to, order=20)
    )
    registries.kinds.add(
        ObjectKind("cohort", _("Cohort"), _("Cohorts"), Cohort, cohorts_seen_by, order=21)
    )
    registries.scopes.add(Scope("course", _("Course"), cohorts_of_course, order=20))
    registries.scopes.add(Scope("cohort", _("Cohort"), order=21))
    registries.insides.add(Inside("courses of a programme", "programme", courses_of_programme))
    registries.insides.add(Inside("cohorts of a region", "region", cohorts_of_region))


def cohorts_seen_by(user: Any) -> Any:
    """The cohorts of which `user` may know: those they keep or teach, and those in which they learn."""
    found = people.scopes_of(user, access.TEACH)
    rows = Cohort.objects.all()
    if found.is_everywhere:
        return rows
    known = Q(uuid__in=found.of_kind("cohort"))
    if people.is_account(user):
        own = Enrolment.objects.learning().filter(person=user.person_id)
        known |= Q(pk__in=own.values("cohort"))
    return rows.filter(known)


def courses_of_programme(uuid: Any) -> Iterator[tuple[str, UUID]]:
    for found in Course.objects.filter(programme__uuid=uuid).values_list("uuid", flat=True):
        yield "course", found


def cohorts_of_course(uuid: Any) -> Iterator[tuple[str, UUID]]:
    for found in Cohort.objects.filter(course__uuid=uuid).values_list("uuid", flat=True):
        yield "cohort", found


def cohorts_of_region(uuid: Any) -> Iterator[tuple[str, UUID]]:
    for found in Cohort.objects.filter(region__uuid=uuid).values_list("uuid", flat=True):
        yield "cohort", found
