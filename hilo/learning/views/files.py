"""The files of a course: pictures, sounds, films, documents, and films elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.learning import access
from hilo.learning.forms.parts import FileForm, NewFileForm
from hilo.learning.materials import file_of
from hilo.learning.models import Course, CourseFile
from hilo.learning.services import files as services
from hilo.learning.views.keeping import (
    asked_to_remove,
    frame,
    given,
    kept_table,
    saved,
    show_or_send,
    version_of,
)
from hilo.ui import reader
from hilo.ui.components.words import ltr
from hilo.ui.tables import Column, Table


@show_or_send
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """All files, and one to upload."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewFileForm(*sent, instance=CourseFile(course=course))
    if saved(request, form, lambda: services.add(course, by=request.user, **given(form))):
        return redirect(_back(course))
    shown = frame(
        course,
        "files",
        form=form,
        table=kept_table("files of a course", course, lambda: _table(course)),
    )
    return render(request, "learning/office/files.html", shown)


def _back(course: Course) -> str:
    return reverse("learning:files", args=[course.slug])


def _table(course: Course) -> Table:
    def href(row: CourseFile) -> str:
        return reverse("learning:edit_file", args=[course.slug, row.uuid])

    columns = (
        Column("name", _("File"), lambda row: row.name, href=href, is_row_name=True),
        Column("about", _("Kind and size"), _about),
        Column("missing", _("Still missing"), _missing),
        Column("slug", _("In a lesson"), lambda row: ltr(f"![](file:{row.slug})")),
    )
    rows = list(course.files.select_related("stored"))
    return Table(rows=rows, columns=columns, caption=_("Files"), on_phone="cards")


def _about(row: CourseFile) -> str:
    return file_of(row, reader.language()).about if row.stored else _("on another site")


def _missing(row: CourseFile) -> str:
    """What those who do not see or hear lack."""
    kind = row.stored.kind if row.stored else "video"
    if kind == "picture" and not row.alt:
        return _("what it shows")
    return _("transcript") if kind in ("audio", "video") and not row.transcript else ""


@show_or_send
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say what a file shows, or put another one in its place."""
    row = _file(request.user, slug, uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent, instance=row)
    if saved(request, form, lambda: _save(request, form)):
        return redirect(_back(row.course))
    removal = reverse("learning:remove_file", args=[slug, uuid])
    shown = frame(row.course, "files", form=form, back=_back(row.course), removal=removal)
    return render(request, "learning/office/row.html", shown | {"title": _("Change a file")})


def _save(request: HttpRequest, form: FileForm) -> None:
    row = CourseFile.objects.select_related("course", "stored").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=version_of(form), **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take away a file of which no lesson speaks."""
    row = _file(request.user, slug, uuid)
    shown = frame(row.course, "files", back=_back(row.course))
    return asked_to_remove(request, row, lambda: services.remove(row, by=request.user), shown)


def _file(user: Any, slug: str, uuid: UUID) -> CourseFile:
    course = access.course_for(user, slug, to=access.WRITE)
    found = course.files.select_related("stored").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.course = course
    return found
