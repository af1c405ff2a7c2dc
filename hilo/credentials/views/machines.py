"""What verifiers and cameras ask for: keys, status lists, and the way to a certificate's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.credentials.models import StatusList
from hilo.credentials.problems import NoSigningKey
from hilo.credentials.rules import codes
from hilo.credentials.services import keys, statuses

LARGEST = 2**31 - 1
A_MINUTE = "public, max-age=60"


@open_to_all
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """From the printed address to the page, in the reader's language."""
    answer = redirect("credentials:shown", code=codes.normalise(code)[:24] or "-")
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


@open_to_all
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The public halves of our keys, for whoever checks what we signed."""
    return _to_anybody(JsonResponse(keys.document(), content_type="application/did+json"))


@open_to_all
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which of our certificates no longer hold, as a signed list of bits."""
    if number > LARGEST:
        raise Http404
    found = get_object_or_404(StatusList, number=number)
    try:
        signed = statuses.signed(found)
    except NoSigningKey as problem:
        return HttpResponse(str(problem), status=503, content_type="text/plain; charset=utf-8")
    return _to_anybody(HttpResponse(signed, content_type="application/vc+jwt"))


def _to_anybody(answer: HttpResponse) -> HttpResponse:
    """Readable by verifiers that run in browsers elsewhere, and kept a minute on the way."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = A_MINUTE
    return answer
