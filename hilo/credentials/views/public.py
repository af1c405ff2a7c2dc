"""What anybody may see: the page of a certificate, and the page that verifies."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.access import open_to_all
from hilo.credentials import queries, showing, threads, verdicts
from hilo.credentials.forms import VerifyForm
from hilo.credentials.rules import codes
from hilo.credentials.services import verifying
from hilo.credentials.services.verifying import Answer
from hilo.people import limits

HANDED_IN = "hilo.credentials.handed_in"
MOMENT = 600  # seconds
show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@open_to_all
@require_safe
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate by its code: whether it holds, whose it is, what it says. Under 10 kB in all."""
    reading = codes.reading(code)
    found = queries.by_code(reading.code) if not reading.problem else None
    if found is None:
        told = showing.no_such_code(reading)
        return render(request, "credentials/unknown.html", told, status=404)
    back, forth = threads.for_everybody(found)
    shown = showing.page_of(found) | {"back": back, "forth": forth}
    shown["is_its_file"] = _was_handed_in(request.GET.get("file", ""), found.code)
    return render(request, "credentials/shown.html", shown)


def _was_handed_in(token: str, code: str) -> bool:
    """Whether the file of this certificate was handed in a moment ago; nobody else can say so in a link."""
    try:
        handed_in: str = signing.loads(token, salt=HANDED_IN, max_age=MOMENT)
    except signing.BadSignature:
        return False
    return handed_in == code


@open_to_all
@show_or_send
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and what came of it; nothing that is handed in is kept."""
    is_sent = request.method == "POST"
    form = VerifyForm(request.POST, request.FILES) if is_sent else VerifyForm()
    if not form.is_valid():
        return render(request, "credentials/verify.html", {"form": form})
    if not limits.allows(request, "verify", limits.sender(request)):
        form.add_error(None, _("That was very often. Wait some minutes, then go on."))
        return render(request, "credentials/verify.html", {"form": form}, status=429)
    return _answered(request, form, _answer_to(form))


def _answer_to(form: VerifyForm) -> Answer:
    upload = form.cleaned_data["file"]
    if upload:
        return verifying.verify_file(upload.read())
    return verifying.verify_text(form.cleaned_data["said"])


def _answered(request: HttpRequest, form: VerifyForm, answer: Answer) -> HttpResponse:
    if answer.code and queries.by_code(answer.code):
        is_file = bool(form.cleaned_data["file"])
        suffix = f"?file={signing.dumps(answer.code, salt=HANDED_IN)}" if is_file else ""
        return redirect(reverse("credentials:shown", args=[answer.code]) + suffix)
    if problem := _problem_of(answer, form.cleaned_data["said"]):
        form.add_error("file" if answer.is_unknown_file else "said", problem)
        return render(request, "credentials/verify.html", {"form": form})
    assert answer.report is not None, "what is neither code nor problem was checked"
    return render(request, "credentials/verified.html", _told(answer))


def _problem_of(answer: Answer, typed: str) -> str:
    """Why nothing could be checked, in words; empty where it was."""
    if answer.unfetched:
        return verdicts.unfetched(answer.unfetched, answer.fetched_from)
    if answer.is_unknown_file:
        return _(
            "No certificate of ours is this file. If it was saved anew or printed and scanned, write the "
            "code that stands on it."
        )
    return showing.why_no_code(codes.reading(answer.code), typed) if answer.report is None else ""


def _told(answer: Answer) -> dict[str, Any]:
    report: Any = answer.report
    summary, tone = verdicts.summary_of(report)
    return {
        "report": report,
        "summary": summary,
        "tone": tone,
        "checks": verdicts.checks_of(report),
        "facts": [(label, value) for label, value in verdicts.facts_of(report) if value],
        "from": answer.fetched_from,
        "ours": report.credential_id if report.is_ours else "",
    }
