"""Kept without a signal: what a browser fetches, the quiz that goes along, what comes back, and what is kept."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.problems import Problem
from hilo.learning import access
from hilo.learning.queries.outline import outline_of
from hilo.learning.rules import queue
from hilo.learning.services import offline as services
from hilo.learning.services.offline import Outcome
from hilo.learning.showing import offline as showing
from hilo.people import access as people
from hilo.ui import whose


@require_safe
def manifest(request: HttpRequest, slug: str) -> JsonResponse:
    """What a browser fetches to keep the course at `slug`."""
    reading = access.reading_for(request.user, slug)
    if reading.enrolment is None:
        raise people.refusal(is_only_off_duty=False)
    told = showing.manifest_of(reading, outline_of(reading.edition), whose.mark_of(request.user))
    return JsonResponse(told)


@require_safe
def quiz(request: HttpRequest, slug: str, step: UUID) -> HttpResponse:
    """A quiz to be answered without a signal, or why it cannot be."""
    enrolment, page = access.page_for(request.user, slug, step, "quiz")
    mark = whose.mark_of(request.user)
    try:
        reserved = services.reserve(enrolment, page)
    except Problem as problem:
        shown: dict[str, Any] = {"course": enrolment.course, "page_of": page, "problem": problem}
        return render(request, "learning/offline_quiz.html", shown | {"mark": mark})
    shown = showing.quiz(reserved.attempt, reserved.token, mark)
    return render(request, "learning/offline_quiz.html", shown | {"words": showing.words()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sync(request: HttpRequest) -> JsonResponse:
    """GET: who is signed in, and a fresh token. POST: take what was done without a signal, in order."""
    if not people.is_account(request.user):
        raise people.refusal(is_only_off_duty=False)
    if request.method != "POST":
        told = {"mark": whose.mark_of(request.user), "token": get_token(request)}
        return JsonResponse(told)
    items = queue.read(_sent(request))
    outcomes = services.take(items, by=request.user)
    return JsonResponse({"outcomes": [_told(one) for one in outcomes]})


def _sent(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RequestDataTooBig, RecursionError):
        return None


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "key": str(outcome.item.key),
        "is_taken": outcome.is_taken,
        "sentence": outcome.sentence,
        "url": outcome.url,
    }


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept on this device; filled by `offline.js`, and itself kept for when there is no signal."""
    if not people.is_account(request.user):
        raise people.refusal(is_only_off_duty=False)
    shown = {
        "mark": whose.mark_of(request.user),
        "words": showing.words(),
        "title": _("Kept on this device"),
    }
    return render(request, "learning/kept.html", shown)
