"""Taking a quiz: its first page, the questions, one answer at a time, what came of it.

Everything works without scripts: a form with all questions, "Save" and "Hand in". With scripts each
answer is sent as it is chosen (`ui/quiz.js`), to `answer`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.models import Attempt
from hilo.learning.problems.quizzes import AlreadyHandedIn, NoSuchQuestion, TimeIsOver
from hilo.learning.queries import attempts as queries
from hilo.learning.queries.attempts import Line
from hilo.learning.rules import responding
from hilo.learning.rules.quizzing import Plan
from hilo.learning.services import answers, progress
from hilo.learning.services import attempts as services
from hilo.learning.showing import attempts as showing
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
def quiz(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """What a quiz is, what one has done of it, and the button to begin."""
    enrolment, page = access.page_for(request.user, slug, step, "quiz")
    progress.seen(enrolment)
    problem = None
    if request.method == "POST":
        try:
            key = _uuid(request.POST.get("key", ""))
            begun = services.begin(enrolment, page, by=request.user, key=key)
            return redirect("learning:attempt", uuid=begun.uuid)
        except Problem as found:
            problem = found
    shown = showing.start(enrolment, page, queries.attempts_at(enrolment, step))
    shown["problem"] = problem
    return render(request, "learning/quiz.html", shown, status=422 if problem else 200)


@show_or_send
def attempt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questions of an attempt under way; what is sent is saved, told or handed in."""
    found = access.attempt_for(request.user, uuid)
    if found.state != Attempt.State.OPEN:
        return _was_over(request, found, AlreadyHandedIn())
    if services.is_over(found) or (request.method != "POST" and services.has_ended(found)):
        services.hand_in(found, by=request.user)
        return _was_over(request, found, TimeIsOver(), is_new=True)
    if request.method == "POST":
        return _sent(request, found)
    return _page(request, found, queries.lines_of(found))


def _was_over(
    request: HttpRequest, found: Attempt, problem: Problem, *, is_new: bool = False
) -> HttpResponse:
    """On to what came of it; whoever sent something hears why it was not taken."""
    if request.method == "POST" or is_new:
        messages.warning(request, str(problem))
    return redirect("learning:result", uuid=found.uuid)


def _sent(request: HttpRequest, found: Attempt) -> HttpResponse:
    lines = queries.lines_of(found)
    given = _given(request, lines)
    try:
        if "hand_in" in request.POST and not _asks_again(request, lines):
            services.hand_in(found, by=request.user, given=given, lines=lines)
            return redirect("learning:result", uuid=found.uuid)
        if given:
            answers.save_many(found, given)
    except (TimeIsOver, AlreadyHandedIn) as problem:
        return _was_over(request, found, problem)
    except Problem as problem:
        _say(lines, given)
        return _page(request, found, lines, problem=problem, status=422)
    return _go_on(request, found)


def _given(request: HttpRequest, lines: list[Line]) -> dict[int, Any]:
    """What differs from what the page showed, by slot: an answer of another device is not undone.

    The lines then say it, too, so that a page shown again has lost nothing.
    """
    seen = showing.read_seen(request.POST.get("seen", ""))
    sent = {
        line.slot: responding.read(line.asked.question, request.POST, f"a{line.slot}")
        for line in lines
        if line.answer.fraction is None and line.asked.takes_answer
    }
    changed = {slot: one for slot, one in sent.items() if seen.get(slot) != showing.print_of(one)}
    _say(lines, changed)
    return changed


def _say(lines: list[Line], given: dict[int, Any]) -> None:
    for line in lines:
        line.answer.response = given.get(line.slot, line.answer.response)


def _asks_again(request: HttpRequest, lines: list[Line]) -> bool:
    """Whether something is left open that its reader did not mean to leave open."""
    return "as_it_is" not in request.POST and any(map(showing.is_open, lines))


def _go_on(request: HttpRequest, found: Attempt) -> HttpResponse:
    slot = request.POST.get("tell", "")
    if slot.isascii() and slot.isdigit() and len(slot) < 5:
        return _tell(request, found, int(slot))
    if "hand_in" in request.POST:
        lines = queries.lines_of(found)
        left = [line.slot for line in lines if showing.is_open(line)]
        return _page(request, found, lines, left=left)
    messages.success(request, _("Saved. You can go on at any time."))
    return redirect("learning:attempt", uuid=found.uuid)


def _tell(request: HttpRequest, found: Attempt, slot: int) -> HttpResponse:
    try:
        if Plan.read(found.page.content).tells == "at_once":
            answers.tell(found, slot)
    except Problem as problem:
        messages.warning(request, str(problem))
    target = f"{found.get_absolute_url()}#q{slot}"
    return redirect(target)


def _page(
    request: HttpRequest,
    found: Attempt,
    lines: list[Line],
    *,
    left: list[int] | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = showing.under_way(found, lines, reader.language())
    shown |= {"left": left or [], "problem": problem}
    return render(request, "learning/attempt.html", shown, status=status)


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Keep one answer, sent by a script: the fields of one question, a key, a sequence."""
    found = access.attempt_for(request.user, uuid)
    try:
        saved = _one(request, found)
    except (Problem, RequestDataTooBig) as problem:
        is_over = isinstance(problem, TimeIsOver | AlreadyHandedIn)
        return JsonResponse({"problem": str(problem), "is_over": is_over}, status=422)
    sentence = "" if saved.is_kept else _("Another device answered this later; that answer stands.")
    return JsonResponse(
        {"is_kept": saved.is_kept, "sequence": saved.sequence, "sentence": sentence}
    )


def _one(request: HttpRequest, found: Attempt) -> answers.Saved:
    sent = request.POST
    slot, sequence = _whole(sent.get("slot", "")), _whole(sent.get("sequence", ""))
    line = next((one for one in queries.lines_of(found) if one.slot == slot), None)
    if line is None or not line.asked.takes_answer:
        raise NoSuchQuestion
    response = responding.read(line.asked.question, sent, f"a{slot}")
    key = _uuid(sent.get("key", ""))
    return answers.save(found, line.slot, response, key=key, sequence=sequence)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _uuid(text: str) -> UUID | None:
    """A key as a phone made it; what is none counts as no key."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What came of an attempt: the grade, and what is said of each answer, as its quiz tells it."""
    found = access.attempt_for(request.user, uuid)
    if found.state == Attempt.State.OPEN:
        return redirect("learning:attempt", uuid=uuid)
    rows = queries.attempts_at(found.enrolment, found.step)
    shown = showing.over(found, queries.lines_of(found), rows, reader.language())
    return render(request, "learning/result.html", shown)
