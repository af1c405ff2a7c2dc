"""A quiz that is being written: its rules, its questions, what it draws."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.forms.quizzes import DrawForm, QuizForm, SlotForm
from hilo.learning.models import Course, Page, Question, Quiz, Slot, Step
from hilo.learning.notices import kind_name
from hilo.learning.services import quizzes as services
from hilo.people import access as people
from hilo.ui import numerals, reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
OFFERED = 12  # questions to choose from at once
RULES = [name for name in services.SETTINGS if name != "intro"]


@show_or_send
def edit(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """Its rules and its places; each button does one thing and comes back."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    found = step_of(course, step, Step.Kind.QUIZ)
    quiz = services.quiz_of(found)
    form, draw = _rules(quiz, found, None), DrawForm(_categories(course))
    if request.method == "POST":
        verb = request.POST.get("do", "rules")
        if verb == "rules":
            form = _rules(quiz, found, request.POST)
            if form.is_valid() and _save(quiz, form, request.user):
                return _back(request, slug, step, _("Saved."))
        elif verb == "draw":
            draw = DrawForm(_categories(course), request.POST)
            if draw.is_valid() and _add(quiz, draw, request.user):
                return _back(request, slug, step, _("The questions are in the quiz."))
        elif _act(request, course, quiz, verb):
            return _back(request, slug, step, "")
    shown = _page(request, course, found, quiz) | {"form": form, "draw": draw}
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/office/quiz.html", shown, status=status)


def step_of(course: Course, uuid: UUID, kind: str) -> Step:
    """The step `uuid` of the course's draft; raises Http404 for one of another kind."""
    rows = Step.objects.select_related("module__course")
    return get_object_or_404(rows, module__course=course, uuid=uuid, kind=kind)


def _back(request: HttpRequest, slug: str, step: UUID, said: str) -> HttpResponse:
    if said:
        messages.success(request, said)
    query = request.GET.urlencode()
    address = reverse("learning:edit_quiz", args=[slug, step])
    return redirect(f"{address}?{query}" if query else address)


def _categories(course: Course) -> Any:
    return course.programme.question_categories.all()


def _rules(quiz: Quiz, step: Step, data: Any) -> QuizForm:
    first = {name: getattr(quiz, name) for name in RULES}
    intro = quiz.intro.texts.get(reader.language(), "")
    return QuizForm(data, initial=first | {"intro": intro, "version": step.version})


def _save(quiz: Quiz, form: QuizForm, by: Any) -> bool:
    given = {name: form.cleaned_data[name] for name in RULES}
    written = form.cleaned_data["intro"]
    given["intro"] = quiz.intro.with_variant(reader.language(), written)
    version = form.cleaned_data["version"] or 0
    try:
        services.change(Quiz.objects.get(pk=quiz.pk), by=by, expected=version, **given)
    except Overtaken:
        step = Step.objects.get(pk=quiz.step_id)
        form.overtaken(Quiz.objects.get(pk=quiz.pk), step.version)
        return False
    return True


def _add(quiz: Quiz, form: DrawForm, by: Any) -> bool:
    try:
        services.add_slot(quiz, by=by, **form.cleaned_data)
    except Problem as problem:
        problem.put_on(form)
        return False
    return True


def _act(request: HttpRequest, course: Course, quiz: Quiz, verb: str) -> bool:
    """One of the small buttons; what stands in the way is told on top of the page."""
    try:
        if verb == "add":
            _add_question(request, course, quiz)
        else:
            _with_slot(request, quiz, verb)
    except Problem as problem:
        messages.error(request, str(problem))
    return True


def _add_question(request: HttpRequest, course: Course, quiz: Quiz) -> None:
    rows = Question.objects.filter(programme=course.programme_id, retired_at=None)
    found = get_object_or_404(rows, uuid=_uuid(request.POST.get("question", "")))
    services.add_slot(quiz, by=request.user, question=found)


def _with_slot(request: HttpRequest, quiz: Quiz, verb: str) -> None:
    slot = get_object_or_404(quiz.slots.all(), uuid=_uuid(request.POST.get("slot", "")))
    if verb in ("up", "down"):
        services.move_slot(slot, by=request.user, up=verb == "up")
    elif verb == "remove":
        services.remove_slot(slot, by=request.user)
    elif verb == "marks":
        form = SlotForm(request.POST)
        if not form.is_valid():
            raise Problem(_("Marks are a number from 0 to 1000; draw between 1 and 100 questions."))
        services.change_slot(slot, by=request.user, **form.cleaned_data)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _page(request: HttpRequest, course: Course, step: Step, quiz: Quiz) -> dict[str, Any]:
    slots = list(quiz.slots.select_related("question", "category").annotate(held=_held()))
    words = request.GET.get("q", "").replace("\0", "")[:100].strip()
    whole = sum(one.marks * one.draws for one in slots)
    return {
        "course": course,
        "step": step,
        "slots": [_slot(one) for one in slots],
        "whole": numerals.figure(whole),
        "problems": services.problems_of(step),
        "is_told": _is_told(request, course, step),
        "words": words,
        "offered": [(one, kind_name(one.kind)) for one in _offered(course, slots, words)],
    }


def _is_told(request: HttpRequest, course: Course, step: Step) -> bool:
    """Whether this reader finds statistics of the quiz: it was published, and they teach the course."""
    if not people.can(request.user, access.TEACH, "course", course.uuid):
        return False
    return Page.objects.filter(edition__course=course, step=step.uuid, kind=step.kind).exists()


def _held() -> Count:
    asked = Q(category__questions__retired_at__isnull=True, category__questions__isnull=False)
    return Count("category__questions", filter=asked)


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "slot": slot,
        "kind": kind_name(slot.question.kind) if slot.question else "",
        "marks": f"{slot.marks.normalize():f}",
    }


def _offered(course: Course, slots: list[Slot], words: str) -> list[Question]:
    """Questions of the bank that are not in the quiz yet; the newest where nothing is looked for."""
    taken = [one.question_id for one in slots if one.question_id]
    rows = Question.objects.filter(programme=course.programme_id, retired_at=None)
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(code__icontains=word) | Q(category__path__icontains=word)
        )
    return list(rows.exclude(pk__in=taken).select_related("category").order_by("-pk")[:OFFERED])
