"""What courses tell the rest of the house about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import HomeBlock, MenuEntry, SearchSource, ThreadEnd, ThreadLink, ToDo
from hilo.core.sheets import sheets
from hilo.learning import access
from hilo.learning.models import Course, Step
from hilo.learning.queries import catalogue
from hilo.learning.sheets.outline import OutlineSheet
from hilo.learning.showing.courses import hours_in_words
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.numerals import figure

MOST_COMPETENCES = 4


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.search_sources.add(
        SearchSource(
            "course",
            catalogue.found,
            catalogue.documents,
            lambda course: course.is_offered,
            entered=entered,
            order=20,
        )
    )
    sheets.add(OutlineSheet())
    registries.homes.add(
        HomeBlock("courses to review", gettext_lazy("Courses"), to_review, order=32)
    )
    menu()
    threads()
    measured()


def entered(course: Course) -> dt.datetime | None:
    """Since when it can be found: its first edition."""
    return course.editions.order_by("number").values_list("published_at", flat=True).first()


def menu() -> None:
    registries.menu.add(
        MenuEntry(
            "courses",
            "learn",
            gettext_lazy("Courses"),
            "learning:courses",
            order=10,
            sentence=gettext_lazy(
                "What one can learn here, in which steps, and for which certificate."
            ),
        )
    )
    registries.menu.add(
        MenuEntry(
            "office_courses",
            "office",
            gettext_lazy("Courses"),
            "learning:office_courses",
            shown_to=lambda viewer: people.can_anywhere(viewer, access.WRITE),
            order=30,
        )
    )


# What waits.


def to_review(viewer: Any) -> Iterator[ToDo]:
    """A line for each course whose authors ask for a review."""
    held = people.scopes_of(viewer, access.PUBLISH)
    if held:
        yield from kept(("courses to review", held, *reader.eyes()), lambda: list(_to_review(held)))


def _to_review(held: people.Scopes) -> Iterator[ToDo]:
    rows = Course.objects.filter(state=Course.State.REVIEW)
    found = rows if held.is_everywhere else rows.filter(uuid__in=held.of_kind("course"))
    for one in found:
        text = _("“%(course)s” waits for a review.") % {"course": one.name}
        yield ToDo(text, reverse("learning:publishing", args=[one.slug]), _("Read and decide"))


# The thread.


def threads() -> None:
    registries.thread_links.add(ThreadLink("origin of a course", "course", comes_from=of_course))
    registries.thread_links.add(
        ThreadLink("courses of a programme", "programme", leads_to=of_programme, order=30)
    )


def of_course(course: Course, viewer: Any) -> Iterator[ThreadEnd]:
    """The programme, the output of its results chain that it serves, and what it teaches."""
    yield from kept(
        ("thread of a course", course.pk, course.version, *reader.eyes()),
        lambda: list(_of_course(course)),
    )


def _of_course(course: Course) -> Iterator[ThreadEnd]:
    programme = course.programme
    yield ThreadEnd(_("Programme"), programme.name, programme.get_absolute_url())
    result = course.result
    if result is not None:
        chain = reverse("programme:chain", args=[programme.slug])
        yield ThreadEnd(result.get_level_display(), result.title, chain, result.code)
    for one in course.competences.all()[:MOST_COMPETENCES]:
        yield ThreadEnd(_("Competence"), one.name, one.get_absolute_url())


def of_programme(programme: Any, viewer: Any) -> Iterator[ThreadEnd]:
    """The courses that are offered for it."""
    key = ("courses of a programme", programme.pk, *reader.eyes())
    yield from kept(key, lambda: [_end(one) for one in offered_for(programme)])


def offered_for(programme: Any) -> Sequence[Course]:
    return list(Course.objects.published().filter(programme=programme))


def _end(course: Course) -> ThreadEnd:
    hours = hours_in_words(course.hours)
    return ThreadEnd(_("Course"), course.name, course.get_absolute_url(), hours)


def how_many() -> tuple[str, str] | None:
    """«2 courses» and where they are, for the thread of the whole network; None while there is none."""
    count = Course.objects.published().count()
    if not count:
        return None
    words = ngettext("%(count)s course", "%(count)s courses", count)
    return words % {"count": figure(count)}, reverse("learning:courses")


# Pages whose cost is measured.


def measured() -> None:
    """The pages of courses for `bin/hilo bench`."""
    registries.measured("catalogue", "learning:courses")
    registries.measured("course, for a stranger", "learning:course", args=a_course)
    in_office("lesson, as a coordinator", "lesson", a_lesson)
    in_office("office: courses", "office_courses")
    in_office("office: page of a course", "edit_course", a_course)
    in_office("office: outline of a course", "outline", a_course)
    in_office("office: files of a course", "files", a_course)
    in_office("office: glossary", "glossary", a_course)
    in_office("office: publishing", "publishing", a_course)
    in_office("office: editor of a lesson", "edit_lesson", a_text)


def in_office(title: str, name: str, args: Callable[[], Sequence[Any]] = tuple) -> None:
    """Measure a page of `learning` as a coordinator of the whole installation."""
    registries.measured(title, f"learning:{name}", "coordinator", args=args, is_whole=True)


def a_text() -> list[Any]:
    step = Step.objects.filter(kind="lesson").select_related("module__course")[0]
    return [step.module.course.slug, step.uuid]


def a_course() -> list[Any]:
    return [Course.objects.published()[0].slug]


def a_lesson() -> list[Any]:
    written = Course.objects.published().filter(edition__pages__kind="lesson")
    course = written.select_related("edition")[0]
    assert course.edition is not None
    page = course.edition.pages.filter(kind="lesson")[0]
    return [course.slug, str(page.step)[:8]]
