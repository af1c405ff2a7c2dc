"""The glossary of a course: its words, what they mean."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.learning import access
from hilo.learning.forms.parts import NewTermForm, TermForm
from hilo.learning.models import Course, Term
from hilo.learning.services import glossary as services
from hilo.learning.showing.courses import languages_in_words
from hilo.learning.views.keeping import (
    asked_to_remove,
    frame,
    given,
    kept_table,
    saved,
    show_or_send,
    version_of,
)
from hilo.ui.components.words import ltr
from hilo.ui.tables import Column, Table


@show_or_send
def glossary(request: HttpRequest, slug: str) -> HttpResponse:
    """All words, and one to add."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    sent = request.POST if request.method == "POST" else None
    form = NewTermForm(sent, instance=Term(course=course))
    if saved(request, form, lambda: services.add(course, by=request.user, **given(form))):
        return redirect(_back(course))
    shown = frame(
        course,
        "glossary",
        form=form,
        table=kept_table("words of a course", course, lambda: _table(course)),
    )
    return render(request, "learning/office/glossary.html", shown)


def _back(course: Course) -> str:
    return reverse("learning:glossary", args=[course.slug])


def _table(course: Course) -> Table:
    def href(term: Term) -> str:
        return reverse("learning:edit_term", args=[course.slug, term.uuid])

    columns = (
        Column("word", _("Word"), lambda term: term.word, href=href, is_row_name=True),
        Column("meaning", _("Meaning"), lambda term: term.meaning),
        Column("languages", _("Languages"), lambda term: languages_in_words(term.meaning.texts)),
        Column("slug", _("In a lesson"), lambda term: ltr(f"[…](term:{term.slug})")),
    )
    rows = list(course.terms.all())
    return Table(rows=rows, columns=columns, caption=_("Glossary"), on_phone="cards")


@show_or_send
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change a word or its meaning."""
    term = _term(request.user, slug, uuid)
    form = TermForm(request.POST if request.method == "POST" else None, instance=term)
    if saved(request, form, lambda: _save(request, form)):
        return redirect(_back(term.course))
    removal = reverse("learning:remove_term", args=[slug, uuid])
    shown = frame(term.course, "glossary", form=form, back=_back(term.course), removal=removal)
    return render(request, "learning/office/row.html", shown | {"title": _("Change a word")})


def _save(request: HttpRequest, form: TermForm) -> None:
    row = Term.objects.select_related("course").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=version_of(form), **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take out a word of which no lesson speaks."""
    term = _term(request.user, slug, uuid)
    shown = frame(term.course, "glossary", back=_back(term.course))
    return asked_to_remove(request, term, lambda: services.remove(term, by=request.user), shown)


def _term(user: Any, slug: str, uuid: UUID) -> Term:
    course = access.course_for(user, slug, to=access.WRITE)
    found = course.terms.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.course = course
    return found
