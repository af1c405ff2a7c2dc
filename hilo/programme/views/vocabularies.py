"""A programme's own vocabularies, as those who keep it see and change them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.programme import access
from hilo.programme.forms.vocabularies import (
    NewTermForm,
    NewVocabularyForm,
    TermForm,
    VocabularyForm,
)
from hilo.programme.models import OwnTerm, OwnVocabulary, Programme
from hilo.programme.services import vocabularies as services
from hilo.programme.views.keeping import (
    asked_to_remove,
    frame,
    given,
    saved,
    sheet_address,
    show_or_send,
)
from hilo.ui.tables import Column, Table

HERE = "programme_vocabularies"


@show_or_send
def vocabularies(request: HttpRequest, slug: str) -> HttpResponse:
    """Every vocabulary of the programme; add one more."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    form = NewVocabularyForm(request.POST or None)
    if saved(request, form, lambda: services.add(programme, by=request.user, **given(form))):
        return redirect("programme:programme_vocabulary", slug, form.cleaned_data["code"])
    shown = frame(programme, HERE, form=form, table=table_of(programme))
    return render(request, "programme/keep/vocabularies.html", shown)


def table_of(programme: Programme) -> Table:
    def way(one: OwnVocabulary) -> str:
        return reverse("programme:programme_vocabulary", args=[programme.slug, one.code])

    columns = (
        Column("name", _("Name"), lambda one: one.name, href=way, is_row_name=True),
        Column("code", _("Short name"), lambda one: one.code),
        Column(
            "terms",
            pgettext("words of a vocabulary", "Terms"),
            lambda one: one.held,
            is_numeric=True,
            decimals=0,
        ),
    )
    rows = list(programme.vocabularies.annotate(held=Count("terms")))
    return Table(rows=rows, columns=columns, caption=_("Vocabularies"), on_phone="cards")


@show_or_send
def vocabulary(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The terms of one vocabulary; add one more."""
    found = _vocabulary(request, slug, code)
    form = NewTermForm(request.POST or None)
    if saved(request, form, lambda: services.add_term(found, by=request.user, **given(form))):
        return redirect("programme:programme_vocabulary", slug, code)
    sheet = sheet_address(found.programme, "terms")
    shown = _frame(found, form=form, vocabulary=found, table=terms_of(found), sheet=sheet)
    return render(request, "programme/keep/vocabulary.html", shown)


def terms_of(vocabulary: OwnVocabulary) -> Table:
    def way(one: OwnTerm) -> str:
        return reverse("programme:change_term", args=[*_address(vocabulary), one.code])

    columns = (
        Column("code", _("Code"), lambda one: one.code, href=way, is_row_name=True),
        Column("label", _("Name"), lambda one: one.label),
    )
    rows = list(vocabulary.terms.all())
    return Table(rows=rows, columns=columns, caption=vocabulary.name, on_phone="cards")


@show_or_send
def change(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Call a vocabulary something else."""
    found = _vocabulary(request, slug, code)
    name, form = found.name, VocabularyForm(request.POST or None, instance=found)
    if saved(request, form, lambda: _rename(request, form)):
        return redirect("programme:programme_vocabulary", slug, code)
    removal = reverse("programme:remove_vocabulary", args=[slug, code])
    shown = _frame(found, form=form, thing=name, removal=removal)
    return render(request, "programme/keep/part.html", shown)


def _rename(request: HttpRequest, form: VocabularyForm) -> None:
    row = OwnVocabulary.objects.select_related("programme").get(pk=form.instance.pk)
    services.rename(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take a vocabulary off the record that sorts nothing."""
    found = _vocabulary(request, slug, code)
    back = reverse("programme:programme_vocabularies", args=[slug])
    shown = frame(found.programme, HERE, back=back)
    return asked_to_remove(
        request, found.name, lambda: services.remove(found, by=request.user), shown
    )


@show_or_send
def change_term(request: HttpRequest, slug: str, code: str, term: str) -> HttpResponse:
    """Call a term something else."""
    found = _term(request, slug, code, term)
    name, form = str(found), TermForm(request.POST or None, instance=found)
    if saved(request, form, lambda: _change_term(request, form)):
        return redirect("programme:programme_vocabulary", slug, code)
    removal = reverse("programme:remove_term", args=[slug, code, term])
    shown = _frame(found.vocabulary, form=form, thing=name, removal=removal)
    return render(request, "programme/keep/part.html", shown)


def _change_term(request: HttpRequest, form: TermForm) -> None:
    row = OwnTerm.objects.select_related("vocabulary__programme").get(pk=form.instance.pk)
    expected = form.cleaned_data["version"]
    services.change_term(row, by=request.user, expected=expected, **given(form))


@show_or_send
def remove_term(request: HttpRequest, slug: str, code: str, term: str) -> HttpResponse:
    """Take a term off the record that sorts nothing."""
    found = _term(request, slug, code, term)
    return asked_to_remove(
        request,
        str(found),
        lambda: services.remove_term(found, by=request.user),
        _frame(found.vocabulary),
    )


def _vocabulary(request: HttpRequest, slug: str, code: str) -> OwnVocabulary:
    found: OwnVocabulary = access.part_for(request.user, slug, "vocabularies", code=code)
    return found


def _term(request: HttpRequest, slug: str, code: str, term: str) -> OwnTerm:
    vocabulary = _vocabulary(request, slug, code)
    found = vocabulary.terms.filter(code=term.replace("\0", "")).first()
    if found is None:
        raise Http404
    found.vocabulary = vocabulary
    return found


def _address(vocabulary: OwnVocabulary) -> tuple[str, str]:
    return vocabulary.programme.slug, vocabulary.code


def _frame(found: OwnVocabulary, **more: Any) -> dict[str, Any]:
    back = reverse("programme:programme_vocabulary", args=_address(found))
    return frame(found.programme, HERE, back=back, **more)
