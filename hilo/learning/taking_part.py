"""What cohorts and those who take part tell the rest of the house about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hilo.attendance.register import measured_with
from hilo.core import registries
from hilo.core.registries import HomeBlock, MenuEntry, Panel, Schedule, ThreadLink
from hilo.core.sheets import sheets
from hilo.learning import (
    access,
    certifying,
    handlers,
    measures,
    messages,
    own,
    panels,
    rosters,
    tasks,
)
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.sheets.enrolments import EnrolmentsSheet
from hilo.people import access as people

HEARD = (handlers, measures, messages)  # they enter themselves when they are imported
ONCE_A_DAY = dt.timedelta(days=1)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    rosters.enter()
    certifying.enter()
    menu()
    beside_others()
    threads()
    registries.homes.add(HomeBlock("learning", _("Learning"), panels.to_do, order=11))
    registries.personal_data.add(own.DATA)
    sheets.add(EnrolmentsSheet())
    registries.schedules.add(Schedule("learning.ratings", tasks.open_ratings, ONCE_A_DAY))
    measured()
    measured_with(rosters.KIND)


def menu() -> None:
    """My courses for members; cohorts for whoever accompanies some."""
    registries.menu.add(
        MenuEntry(
            "learning",
            "learn",
            _("My courses"),
            "learning:mine",
            people.is_account,
            order=5,
            sentence=_(
                "What comes next in your courses, and what is missing for your certificate."
            ),
        )
    )
    registries.menu.add(
        MenuEntry(
            "cohorts", "office", _("Cohorts"), "learning:office_cohorts", accompanies, order=31
        )
    )


def beside_others() -> None:
    """Courses on the pages of people, organisations, regions and programmes."""
    for kind in ("person", "me"):
        registries.panels.add(
            Panel(f"courses, {kind}", kind, "learning/panels/person.html", panels.of_person, 22)
        )
    for kind, show in (
        ("organisation", panels.of_organisation),
        ("region", panels.of_region),
        ("programme", panels.of_programme),
    ):
        template = f"learning/panels/{kind}.html"
        registries.panels.add(Panel(f"learners, {kind}", kind, template, show, 35))


def threads() -> None:
    """Cohort, course, certificates, and what towns adopted afterwards: what is recorded, nothing else."""
    links = registries.thread_links
    links.add(ThreadLink("course of a cohort", "cohort", comes_from=panels.of_cohort))
    for name, leads_to in (
        ("cohorts of a course", panels.cohorts_of),
        ("certificates of a course", panels.certified_of),
        ("policies after a course", panels.policies_after),
    ):
        links.add(ThreadLink(name, "course", leads_to=leads_to, order=60))


def accompanies(viewer: Any) -> bool:
    """Whether the office shows the way to cohorts."""
    return bool(people.scopes_held(viewer, access.TEACH))


# Pages whose cost is measured.


def measured() -> None:
    """Every kind of page of cohorts and of those who take part, for `bin/hilo bench`."""
    registries.measured("my courses", "learning:mine", "member", order=33)
    registries.measured("join a group", "learning:join", "member", order=33)
    registries.measured("my group", "learning:cohort", "member", args=own_cohort, order=33)
    office: dict[str, Any] = {"is_whole": True, "order": 62}
    for name, address in _office_pages():
        registries.measured(f"office: {name}", address, "coordinator", args=a_cohort, **office)
    registries.measured(
        "office: 50 people of a cohort",
        "learning:office_cohort",
        "coordinator",
        args=the_largest_cohort,
        is_whole=True,
        limit=2,
        order=62,
    )
    registries.measured("office: cohorts", "learning:office_cohorts", "coordinator", **office)
    registries.measured("office: who learns", "learning:overview", "coordinator", **office)
    registries.measured(
        "office: all 415 people on one page",
        "learning:office_cohort",
        "coordinator",
        args=the_largest_cohort,
        query="?rows=all",
        is_whole=True,
        limit=4,
        order=62,
    )
    registries.measured(
        "office: an enrolment", "learning:enrolment", "coordinator", args=an_enrolment, **office
    )


def _office_pages() -> Iterator[tuple[str, str]]:
    yield "where people are stuck", "learning:stuck"
    yield "before and after a cohort", "learning:ratings"
    yield "enrol people", "learning:enrol"
    yield "change a cohort", "learning:change_cohort"
    yield "certificates of a cohort", "learning:certificates"


def a_cohort() -> list[Any]:
    return [Cohort.objects.order_by("slug").values_list("slug", flat=True)[0]]


def the_largest_cohort() -> list[Any]:
    """The one in which most people take part."""
    counted = Cohort.objects.annotate(people=Count("enrolments")).order_by("-people", "pk")
    return [counted.values_list("slug", flat=True)[0]]


def own_cohort() -> list[Any]:
    """That of the first member without a role, as whom the page is opened."""
    rows = Enrolment.objects.learning().filter(
        person__grants__isnull=True, person__account__is_active=True
    )
    found = rows.order_by("person__account").values_list("cohort__slug", flat=True).first()
    return [found] if found else a_cohort()


def an_enrolment() -> list[Any]:
    return [Enrolment.objects.order_by("pk").values_list("uuid", flat=True)[0]]
