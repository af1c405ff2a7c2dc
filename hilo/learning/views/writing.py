"""Writing a lesson: its text in one language, preview, drafts that keep themselves, history, translation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.text import direction_of, own_name_of
from hilo.learning.forms.lessons import LessonForm
from hilo.learning.lessons import render as render_lesson
from hilo.learning.lessons import with_files_at
from hilo.learning.materials import Materials
from hilo.learning.models import Course, Step
from hilo.learning.queries.drafts import codes_of
from hilo.learning.rules.differences import compare
from hilo.learning.services import lessons as services
from hilo.learning.showing import history as showing
from hilo.learning.showing.hindrances import want_in_words
from hilo.learning.views.keeping import frame, saved, show_or_send, version_of
from hilo.learning.views.outline import step_for
from hilo.ui import reader
from hilo.ui.drafts import Kept, draft_of
from hilo.ui.saving import part

KEPT = ("title", "body", "version", "seen")
DRAFT = "text"
OFFICE = "learning/office"


def lesson_for(user: Any, slug: str, uuid: UUID) -> Step:
    """A lesson that `user` writes; raises Http404, `OffDuty`, `Refused`."""
    return step_for(user, slug, uuid, Step.Kind.LESSON)


@show_or_send
def edit(request: HttpRequest, slug: str, uuid: UUID, language: str = "") -> HttpResponse:
    """Write a lesson in its original language, or in another one beside the original."""
    step = lesson_for(request.user, slug, uuid)
    language = _language(step, language)
    draft = _draft(request, step, language)
    form = _form(request, step, language, draft)
    if request.method == "POST":
        answer = _answer(request, step, language, form, draft)
        if answer is not None:
            return answer
    return render(request, "learning/office/lesson.html", _shown(request, form, language, draft))


def _language(step: Step, language: str) -> str:
    """`language`, or that of the original where none is named; raises Http404 for one that nobody speaks here."""
    language = language or step.title.original or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _draft(request: HttpRequest, step: Step, language: str) -> Kept:
    return draft_of(request, "lesson", f"{step.uuid} {language}")


def _form(request: HttpRequest, step: Step, language: str, draft: Kept) -> LessonForm:
    if request.method == "POST":
        return LessonForm(request.POST, instance=step, language=language)
    form = LessonForm(instance=step, language=language)
    if "draft" in request.GET:
        typed = draft.steps().get(DRAFT, {})
        form.initial.update({name: values[0] for name, values in typed.items() if values})
    return form


def _answer(
    request: HttpRequest, step: Step, language: str, form: LessonForm, draft: Kept
) -> HttpResponse | None:
    """Where to go on; None where the page is shown again with what was typed."""
    here = request.path
    if "drop" in request.POST:
        draft.forget()
        return redirect(here)
    if "keep" in request.POST:
        draft.keep(DRAFT, _typed(request))
        messages.success(request, _("Your draft is kept. Only you see it."))
        return redirect(f"{here}?draft=1")
    if "preview" in request.POST or not saved(request, form, lambda: _save(request, form)):
        return None
    draft.forget()
    return redirect(here)


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name)[:1] for name in KEPT}


def _save(request: HttpRequest, form: LessonForm) -> None:
    rows = Step.objects.select_related("module__course", "lesson")
    services.write(
        rows.get(pk=form.instance.pk),
        language=form.language,
        title=form.cleaned_data["title"],
        body=form.cleaned_data["body"],
        expected=version_of(form),
        by=request.user,
    )


def _shown(request: HttpRequest, form: LessonForm, language: str, draft: Kept) -> dict[str, Any]:
    step: Step = form.instance
    course, body = step.module.course, step.lesson.body
    original = step.title.original
    is_translation = language != original
    return frame(
        course,
        "outline",
        form=form,
        step=step,
        language=language,
        language_name=own_name_of(language),
        direction=direction_of(language),
        original=beside(step) if is_translation else None,
        is_stale=language in body.stale or language in step.title.stale,
        has_draft="draft" not in request.GET and not form.is_bound and bool(draft.steps()),
        preview=_preview(step, request.POST.get("body", ""), language) if form.is_bound else None,
        changes=_difference(form),
        ways=part(
            f"{OFFICE}/lesson_ways.html", step.pk, language, shown=lambda: _ways(step, language)
        ),
        how_to_write=part(f"{OFFICE}/how_to_write.html", shown=dict),
        title_shown=step.title,
        toolbar=kept(("toolbar", course.pk, *reader.eyes()), lambda: _toolbar(course)),
    )


def _ways(step: Step, language: str) -> dict[str, Any]:
    """The languages of a lesson, and how far each is."""
    course = step.module.course
    languages = [(code, own_name_of(code), _state(step, code)) for code in course.languages]
    return {"course": course, "step": step, "language": language, "languages": languages}


def _toolbar(course: Course) -> str:
    """The buttons, with the files and words of the course; the same for all its lessons."""
    shown = {"files": list(course.files.all()), "terms": list(course.terms.all())}
    return render_to_string("learning/office/toolbar.html", shown)


def beside(step: Step) -> dict[str, Any]:
    """The original, to translate from."""
    title, body = step.title.shown(step.title.original), step.lesson.body
    text = body.texts.get(body.original, "")
    return {
        "title": title.value,
        "body": text,
        "language": body.original or title.language,
        "direction": direction_of(body.original or title.language),
    }


def _state(step: Step, code: str) -> str:
    body = step.lesson.body
    if code == (body.original or step.title.original):
        return _("original")
    if code not in body.texts:
        return _("missing")
    return _("look again") if code in body.stale else ""


def _difference(form: LessonForm) -> Any:
    """What somebody else changed in the text while it was being written."""
    conflict = getattr(form, "conflict", None)
    found = conflict.of("body") if conflict else None
    if found is None:
        return None
    return showing.drawn(compare(found.theirs, found.mine))


# Preview and drafts.


@require_POST
def preview(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """What is being typed, as learners would read it: a piece of the page for the editor."""
    step = lesson_for(request.user, slug, uuid)
    language = _language(step, request.GET.get("in", ""))
    shown = {"preview": _preview(step, request.POST.get("body", ""), language)}
    return render(request, "learning/office/preview.html", shown)


def _preview(step: Step, text: str, language: str) -> dict[str, Any]:
    course = step.module.course
    material = Materials(course, codes_of(course)).within(language)
    found = render_lesson(text, language, material)
    html: SafeString = mark_safe(with_files_at(found.html, course.get_absolute_url()))
    return {
        "html": html,  # cleaned by `lessons.render`
        "language": language,
        "direction": direction_of(language),
        "wants": [want_in_words(want.code, want.name) for want in found.wants],
    }


@require_POST
def keep_draft(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Keep what is being typed until it is saved; the editor sends it by itself."""
    step = lesson_for(request.user, slug, uuid)
    language = _language(step, request.GET.get("in", ""))
    _draft(request, step, language).keep(DRAFT, _typed(request))
    return HttpResponse(status=204)


@require_POST
def confirm(request: HttpRequest, slug: str, uuid: UUID, language: str) -> HttpResponse:
    """The original changed, and the text in this language is still right."""
    step = lesson_for(request.user, slug, uuid)
    there = reverse("learning:translate_lesson", args=[slug, uuid, _language(step, language)])
    try:
        services.confirm(step, language=language, expected=step.version, by=request.user)
    except Overtaken:
        messages.error(request, _("Somebody saved this in the same moment. Look once more."))
    return redirect(there)


# History.


@require_safe
def history(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Every earlier text: who wrote it when."""
    step = lesson_for(request.user, slug, uuid)
    rows = step.revisions.select_related("by").defer("body")
    shown = frame(step.module.course, "outline", step=step, table=showing.table(step, list(rows)))
    return render(request, "learning/office/history.html", shown)


@show_or_send
def revision(request: HttpRequest, slug: str, uuid: UUID, number: int) -> HttpResponse:
    """An earlier text: what differs from the one before and from the one now; it can be restored."""
    step = lesson_for(request.user, slug, uuid)
    found = step.revisions.filter(number=number).first() if number < 2**31 else None
    if found is None:
        raise Http404
    if request.method == "POST":
        return _restore(request, step, number)
    shown = showing.revision(step, found, with_now=request.GET.get("with") == "now")
    return render(
        request,
        "learning/office/revision.html",
        frame(step.module.course, "outline", step=step, **shown),
    )


def _restore(request: HttpRequest, step: Step, number: int) -> HttpResponse:
    try:
        services.restore(step, number, expected=step.version, by=request.user)
    except (Problem, Overtaken) as problem:
        said = (
            problem if isinstance(problem, Problem) else _("Somebody saved meanwhile. Look again.")
        )
        messages.error(request, str(said))
    else:
        messages.success(request, _("The earlier text is back. Nothing in between is lost."))
    return redirect("learning:edit_lesson", slug=step.module.course.slug, uuid=step.uuid)


@require_safe
def look(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The lesson as it stands in the draft, as a learner would read it."""
    step = lesson_for(request.user, slug, uuid)
    body = step.lesson.body
    language = request.GET.get("in", "") or body.original
    text = body.texts.get(language, "")
    shown = frame(
        step.module.course,
        "outline",
        step=step,
        preview=_preview(step, text, language),
        languages=[(code, own_name_of(code)) for code in body.texts if code != language],
        around=_around(step, f"?in={language}" if "in" in request.GET else ""),
    )
    return render(request, "learning/office/look.html", shown)


def _around(step: Step, query: str) -> list[tuple[str, Any, str]]:
    """The lessons before and after in the draft, as (which way, title, address)."""
    course = step.module.course
    rows = Step.objects.filter(module__course=course, kind=Step.Kind.LESSON)
    lessons = list(rows.order_by("module__order", "module__pk", "order", "pk"))
    at = lessons.index(step)
    near = [("prev", at - 1), ("next", at + 1)]
    return [
        (way, lessons[place].title, f"{_look_at(course, lessons[place])}{query}")
        for way, place in near
        if 0 <= place < len(lessons)
    ]


def _look_at(course: Course, step: Step) -> str:
    return reverse("learning:look_at_lesson", args=[course.slug, step.uuid])
