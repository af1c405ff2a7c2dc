"""One question of the bank: written, changed, seen as a learner sees it, told in other languages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core import storage
from hilo.core.problems import Problem
from hilo.core.text.values import own_name_of
from hilo.learning import access, asked
from hilo.learning.access_files import bank_file_for
from hilo.learning.forms.questions import FORMS, Written
from hilo.learning.forms.quizzes import put
from hilo.learning.models import Question, QuestionVersion
from hilo.learning.notices import kind_name
from hilo.learning.problems.bank import SomebodyWasFaster
from hilo.learning.queries import bank as queries
from hilo.learning.rules import responding
from hilo.learning.rules.questions import from_json
from hilo.learning.services import bank as services
from hilo.learning.showing.questions import drawing_of
from hilo.learning.views.reading import width_in
from hilo.ui import reader
from hilo.ui.saving import part

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
def add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new question of one kind."""
    programme = access.bank_for(request.user, slug)
    if kind not in FORMS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    first = {"category": request.GET.get("category", "")[:250].replace("\0", "")}
    written = Written(kind, None, data, request.FILES or None, **first)
    if data is not None and written.is_valid():
        category = services.category_at(programme, written.form.cleaned_data["category"])
        assert written.content is not None  # it is valid
        made = services.add(category, written.content, by=request.user)
        messages.success(request, _("The question is in the bank. This is how learners see it."))
        return redirect("learning:question", slug=slug, uuid=made.uuid)
    shown = {
        "programme": programme,
        "written": written,
        "kind": kind_name(kind),
        "paths": queries.paths_of(programme),
    }
    return render(
        request, "learning/office/write_question.html", shown, status=_status(written, data)
    )


def _status(written: Written, data: Any) -> int:
    return 422 if data is not None and not written.is_asking_for_more else 200


@require_safe
def question(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A question as a learner sees it, with its languages, its versions, and where it is asked."""
    found = access.question_for(request.user, slug, uuid)
    assert found.latest is not None  # every question is made with a version
    known = asked.of([(found.latest.uuid, found.latest.pk)])[found.latest.pk]
    language = request.GET.get("language", reader.language())
    drawn = drawing_of(known, language)
    response = responding.read(drawn.question, request.GET, "a1") if "try" in request.GET else None
    grade = known.grade(response, language)[0] if "try" in request.GET else None
    shown = {
        "programme": found.programme,
        "question": found,
        "kind": kind_name(found.kind),
        "preview": drawn.to_answer(1, response, str(found.uuid)),
        "told": drawn.told(grade, response) if grade else "",
        "percent": float(grade.fraction) if grade else None,
        "language": known.language_for(language),
    }
    shown["about"] = part(
        "learning/office/question_about.html",
        *(found.pk, found.latest.pk),
        shown=lambda: _about(found, known),
    )
    return render(request, "learning/office/question.html", shown)


def _about(question: Question, known: asked.Asked) -> dict[str, Any]:
    """In which languages a question is told, where it is asked, who wrote it when."""
    return {
        "programme": question.programme,
        "question": question,
        "languages": [
            (code, own_name_of(code), code in known.texts) for code, _n in settings.LANGUAGES
        ],
        "versions": queries.versions_of(question),
        "steps": queries.quizzes_of(question),
    }


@show_or_send
def change(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A new version of a question; who was overtaken sees what the other wrote."""
    found = access.question_for(request.user, slug, uuid)
    assert found.latest is not None  # every question is made with a version
    base = from_json(found.latest.content).question
    data = request.POST if request.method == "POST" else None
    first = {"category": found.category.path, "number": found.latest.number, "name": found.name}
    written = Written(found.kind, base, data, request.FILES or None, **first)
    theirs = None
    if data is not None and written.is_valid():
        try:
            _save(found, written, request.user)
        except SomebodyWasFaster as problem:
            problem.put_on(written.form)
            theirs = found.latest
            put(written.form, "number", theirs.number)
        else:
            messages.success(request, _("Saved. What was answered before stays with its version."))
            return redirect("learning:question", slug=slug, uuid=uuid)
    shown = {
        "programme": found.programme,
        "question": found,
        "written": written,
        "kind": kind_name(found.kind),
        "paths": queries.paths_of(found.programme),
        "theirs": _preview(theirs),
    }
    return render(
        request, "learning/office/write_question.html", shown, status=_status(written, data)
    )


def _save(found: Question, written: Written, by: Any) -> None:
    said = written.form.cleaned_data
    category = services.category_at(found.programme, said["category"])
    assert written.content is not None  # it is valid
    services.change(found, written.content, by=by, expected=said["number"] or 0, category=category)


def _preview(version: QuestionVersion | None) -> str:
    """A version as learners see it."""
    if version is None:
        return ""
    known = asked.of([(version.uuid, version.pk)])[version.pk]
    return drawing_of(known, known.original).to_answer(1, None, "")


@show_or_send
def variant(request: HttpRequest, slug: str, uuid: UUID, language: str) -> HttpResponse:
    """The question in another language, beside its original."""
    found = access.question_for(request.user, slug, uuid)
    if language not in dict(settings.LANGUAGES) or language == found.language:
        raise Http404
    assert found.latest is not None  # every question is made with a version
    original = from_json(found.latest.content).question
    here = found.latest.variants.get(language)
    base = from_json(here).question if here else original
    data = request.POST if request.method == "POST" else None
    if data is not None and "remove" in data:
        services.set_variant(found, language, None, by=request.user)
        return redirect("learning:question", slug=slug, uuid=uuid)
    first = {"category": found.category.path}
    written = Written(found.kind, base, data, request.FILES or None, **first)
    if data is not None and written.is_valid() and _set(found, language, written, request.user):
        messages.success(request, _("Saved."))
        return redirect("learning:question", slug=slug, uuid=uuid)
    shown = {
        "programme": found.programme,
        "question": found,
        "written": written,
        "kind": kind_name(found.kind),
        "paths": [],
        "is_variant": True,
        "is_there": bool(here),
        "language": own_name_of(language),
        "original": _preview(found.latest),
    }
    return render(
        request, "learning/office/write_question.html", shown, status=_status(written, data)
    )


def _set(found: Question, language: str, written: Written, by: Any) -> bool:
    try:
        services.set_variant(found, language, written.content, by=by)
    except Problem as problem:
        problem.put_on(written.form)
        return False
    return True


@require_safe
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A picture or another file of questions."""
    found = bank_file_for(request.user, uuid)
    return storage.send(found.stored, request, width=width_in(request.GET.get("w", "")))


@require_POST
def retire(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """No longer offer a question, or offer it again."""
    found = access.question_for(request.user, slug, uuid)
    if found.retired_at is None:
        services.retire(found, by=request.user)
        messages.info(request, _("Retired. Quizzes that are published go on asking it."))
    else:
        services.take_up(found, by=request.user)
        messages.success(request, _("The question can be asked again."))
    return redirect("learning:question", slug=slug, uuid=uuid)
