"""The office of courses: the list, a new one, its page, a copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.keeping import kept
from hilo.learning import access
from hilo.learning.forms.courses import CopyForm, CourseForm, NewCourseForm, ProgrammeChoiceForm
from hilo.learning.models import Course
from hilo.learning.services import copying
from hilo.learning.services import courses as services
from hilo.learning.showing.courses import hours_in_words, languages_in_words
from hilo.learning.showing.states import edition_in_words, state_of_draft, tone_of
from hilo.learning.views.keeping import (
    done,
    drawn,
    frame,
    given,
    saved,
    show_or_send,
    version_of,
    written,
)
from hilo.people import access as people
from hilo.programme.access import EDIT
from hilo.programme.models import Programme
from hilo.ui import reader
from hilo.ui.components.words import state
from hilo.ui.tables import Column, Table


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The courses that the reader writes, in whatever state."""
    scopes = people.require_anywhere(request.user, access.WRITE)
    rows = access.courses_written_by(request.user).select_related("programme", "edition")
    table = kept(
        ("office courses", scopes, *reader.eyes()),
        lambda: written(table_of(list(rows.defer("edition__outline")))),
    )
    return render(request, "learning/office/courses.html", {"table": table})


def table_of(rows: list[Course]) -> Table:
    """One line for each course, leading to where it is written."""
    columns = (
        Column("name", _("Course"), lambda one: one.name, href=_outline, is_row_name=True),
        Column("programme", _("Programme"), lambda one: one.programme.acronym or one.programme),
        Column("state", _("State"), lambda one: state(state_of_draft(one), tone_of(one))),
        Column("edition", _("Learners read"), edition_in_words),
        Column("hours", _("Work"), lambda one: hours_in_words(one.hours)),
        Column("languages", _("Languages"), lambda one: languages_in_words(one.languages)),
    )
    return Table(rows=rows, columns=columns, caption=_("Courses"), on_phone="cards")


def _outline(course: Course) -> str:
    return reverse("learning:outline", args=[course.slug])


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Begin a course: first for which programme, then what it is."""
    programmes = access.programmes_to_write_in(request.user)
    programme = _chosen(request, programmes)
    if programme is None:
        choice = ProgrammeChoiceForm(programmes=programmes) if programmes.exists() else None
        told = {"choice": choice, "may_begin": people.can(request.user, EDIT)}
        return render(request, "learning/office/new.html", told)
    form = NewCourseForm(
        request.POST if request.method == "POST" else None,
        instance=Course(programme=programme),
        programme=programme,
    )
    if request.method == "POST" and form.is_valid() and done(form, lambda: _begin(request, form)):
        messages.success(request, _("It is begun. Learners find it once it is published."))
        return redirect("learning:outline", slug=form.cleaned_data["slug"])
    return render(request, "learning/office/new.html", {"form": form, "programme": programme})


def _chosen(request: HttpRequest, programmes: Any) -> Programme | None:
    """The programme that the address names, or the only one there is."""
    slug = request.GET.get("programme", "").replace("\0", "")
    if slug.isascii() and slug.isdigit() and len(slug) < 10:
        return programmes.filter(pk=slug).first()
    if slug:
        return programmes.filter(slug=slug).first()
    found = list(programmes[:2])
    return found[0] if len(found) == 1 else None


def _begin(request: HttpRequest, form: NewCourseForm) -> None:
    services.begin(form.instance.programme, by=request.user, **given(form))


@show_or_send
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the page of a course."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    if request.method != "POST":
        key = ("page of a course", course.pk, course.version, *reader.eyes())
        fields = kept(key, lambda: drawn(CourseForm(instance=course, programme=course.programme)))
        return _page(request, course, fields)
    form = CourseForm(request.POST, instance=course, programme=course.programme)
    if saved(request, form, lambda: _save(request, form)):
        return redirect("learning:edit_course", slug=slug)
    # A form that was checked has written into its row: the title is that of the row as it is.
    return _page(request, Course.objects.get(pk=course.pk), drawn(form))


def _page(request: HttpRequest, course: Course, fields: str) -> HttpResponse:
    return render(request, "learning/office/page.html", frame(course, "edit_course", fields=fields))


def _save(request: HttpRequest, form: CourseForm) -> None:
    row = Course.objects.get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=version_of(form), **given(form))


@show_or_send
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Make another course of this one: its texts, steps, words and files, without its learners."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: copying.copy(course, by=request.user, **given(form)))
    ):
        messages.success(request, _("This is the copy. Change its name, and what is different."))
        return redirect("learning:edit_course", slug=form.cleaned_data["slug"])
    back = reverse("learning:outline", args=[slug])
    return render(
        request, "learning/office/copy.html", frame(course, "edit_course", form=form, back=back)
    )
