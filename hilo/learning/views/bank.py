"""The question bank in the office: its list, its categories, its files out."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.forms.bank import CategoryForm
from hilo.learning.models import Category, Question
from hilo.learning.notices import KINDS
from hilo.learning.queries import bank as queries
from hilo.learning.rules.questions import FORMATS
from hilo.learning.services import bank as services
from hilo.people import access as people
from hilo.programme.access import EDIT
from hilo.ui.components.words import ltr, state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.lists.downloads import disposition
from hilo.ui.saving import part
from hilo.ui.tables import Column

show_or_send = require_http_methods(["GET", "HEAD", "POST"])

IN_USE = {
    "current": pgettext_lazy("state of a question", "Asked"),
    "retired": pgettext_lazy("state of a question", "Retired"),
}
TONES: dict[str, Any] = {"current": "ok", "retired": "wait"}
FILES = {  # format -> ending, content type
    "moodle_xml": ("xml", "application/xml"),
    "gift": ("gift", "text/plain; charset=utf-8"),
    "aiken": ("txt", "text/plain; charset=utf-8"),
}


@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    """The question banks that one may keep; where there is one, on to it."""
    found = list(access.banks_kept_by(request.user).annotate(held=Count("questions")))
    if len(found) == 1:
        return redirect("learning:bank", slug=found[0].slug)
    told = {"banks": found, "may_begin": people.can(request.user, EDIT)}
    return render(request, "learning/office/banks.html", told)


class QuestionList(ListPage):
    """The questions of a programme, to be found, written, taken in and taken home."""

    title = gettext_lazy("Question bank")
    layout = "ui/office.html"
    template_name = "learning/office/bank.html"
    search_in = ("name__icontains",)
    search_label = gettext_lazy("A word of the name or the code")
    sort = "name"
    on_phone = "cards"
    empty = gettext_lazy("No question yet. Write one, or take a file of questions in.")
    columns = (
        Column(
            "name",
            gettext_lazy("Question"),
            lambda row: row.title,
            href=lambda row: reverse("learning:question", args=[row.programme.slug, row.uuid]),
            is_row_name=True,
            is_sortable=True,
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            lambda row: KINDS[row.kind],
            depends_on=lambda row: row.kind,
        ),
        Column(
            "category", gettext_lazy("Category"), lambda row: row.category.path, is_sortable=True
        ),
        Column("code", gettext_lazy("Code"), lambda row: ltr(row.code), is_sortable=True),
        Column("asked", gettext_lazy("In quizzes"), lambda row: row.asked, is_numeric=True),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: state(IN_USE[row.shown], TONES[row.shown]),
            depends_on=lambda row: row.shown,
        ),
    )
    facets = (
        Facet("kind", gettext_lazy("Kind"), "kind", labels=dict(KINDS)),
        Facet("category", gettext_lazy("Category"), "category__path", most=20),
        Facet(
            "competence",
            gettext_lazy("Competence"),
            "category__competence__code",
            labels=queries.names_of_competences,
        ),
        Facet("state", gettext_lazy("State"), "shown", labels=IN_USE),
    )

    def permit(self) -> None:
        self.programme = access.bank_for(self.request.user, self.kwargs["slug"])

    def rows(self) -> QuerySet[Any]:
        shown = Case(
            When(Q(retired_at__isnull=True), then=Value("current")),
            default=Value("retired"),
            output_field=CharField(),
        )
        return Question.objects.filter(programme=self.programme).annotate(shown=shown)

    def matching(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        for word in words.split():
            rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
        return rows

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.select_related("category", "programme")
        return rows.annotate(asked=Count("slots__quiz", distinct=True))

    def bearing(self) -> Hashable:
        return self.programme.pk

    def context(self) -> dict[str, Any]:
        shown = {"programme": self.programme, "kinds": KINDS.items()}
        ways, files = (
            part(name, self.programme.pk, shown=lambda: shown)
            for name in ("learning/office/bank_ways.html", "learning/office/bank_files.html")
        )
        return {"programme": self.programme, "ways": ways, "files": files}


@require_safe
def export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The bank, or one category of it, as a file of questions; what does not fit is told on a page."""
    programme = access.bank_for(request.user, slug)
    if form not in FILES:
        raise Http404
    rows = queries.to_export(programme, request.GET.getlist("category"))
    written = FORMATS[form].write(rows)
    if written.problems and "take" not in request.GET:
        shown = queries.losses(written.problems)
        address = f"{request.path}?{_taking(request)}"
        context = {"programme": programme, "losses": shown, "address": address, "form": form}
        return render(request, "learning/office/export.html", context)
    ending, kind = FILES[form]
    answer = HttpResponse(written.content, content_type=kind)
    answer["Content-Disposition"] = disposition(f"{programme.slug}-{form}", ending)
    return answer


def _taking(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["take"] = "1"
    return query.urlencode()


# Categories.


@require_safe
def categories(request: HttpRequest, slug: str) -> HttpResponse:
    """The categories of a bank, with how many questions lie in each."""
    programme = access.bank_for(request.user, slug)
    rows = programme.question_categories.select_related("competence")
    found = rows.annotate(held=Count("questions", filter=Q(questions__retired_at__isnull=True)))
    return render(
        request, "learning/office/categories.html", {"programme": programme, "categories": found}
    )


@show_or_send
def add_category(request: HttpRequest, slug: str) -> HttpResponse:
    """A category that the bank lacks."""
    programme = access.bank_for(request.user, slug)
    form = CategoryForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        services.category_at(programme, given["path"], competence=given["competence"])
        messages.success(request, _("The category is in the bank."))
        return redirect("learning:categories", slug=slug)
    return render(request, "learning/office/category.html", {"programme": programme, "form": form})


@show_or_send
def change_category(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Its name, and the competence of its questions."""
    found = access.category_for(request.user, slug, uuid)
    first = {"path": found.path, "competence": found.competence_id}
    form = CategoryForm(request.POST or None, initial=first)
    if form.is_valid() and _changed(found, form, request.user):
        messages.success(request, _("Saved."))
        return redirect("learning:categories", slug=slug)
    shown = {"programme": found.programme, "form": form, "category": found}
    return render(request, "learning/office/category.html", shown)


def _changed(category: Category, form: CategoryForm, by: Any) -> bool:
    try:
        services.change_category(category, **form.cleaned_data, by=by)
    except Problem as problem:
        problem.put_on(form)
        return False
    return True


@require_POST
def remove_category(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take away a category in which nothing lies."""
    found = access.category_for(request.user, slug, uuid)
    try:
        services.remove_category(found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("learning:categories", slug=slug)
