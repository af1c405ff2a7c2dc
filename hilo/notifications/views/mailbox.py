"""`/dev/mail/`: what the demonstration would have sent, by recipient. It exists nowhere else."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.notifications import mailbox

PER_PAGE = 30
# Whoever wrote it, a letter runs no script, loads nothing, and opens its links in the whole window.
USUAL = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
SANDBOX = dict.fromkeys(USUAL) | {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
}


@open_to_all
@never_cache
@require_safe
def list_mails(request: HttpRequest) -> HttpResponse:
    """The mails, newest first, to all or to one recipient."""
    _only_in_demonstrations()
    everything = mailbox.newest()
    to = request.GET.get("to", "")
    mails = [kept for kept in everything if not to or to in kept.recipients]
    page = Paginator(mails, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notifications/mailbox.html",
        {"page_object": page, "recipients": _recipients(everything), "to": to},
    )


def _recipients(mails: list[mailbox.Kept]) -> list[tuple[str, int]]:
    """Who got how many, in alphabetical order."""
    counted: dict[str, int] = {}
    for kept in mails:
        for address in kept.recipients:
            counted[address] = counted.get(address, 0) + 1
    return sorted(counted.items())


@open_to_all
@never_cache
@csp_update({"frame-src": ["'self'"]})
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: as its reader sees it, as plain text, and its headers."""
    kept = _kept(name)
    shown: dict[str, Any] = {
        "kept": kept,
        "lines": [line for line in kept.body("plain").splitlines() if line.strip()],
        "has_html": bool(kept.body("html")),
    }
    return render(request, "notifications/mailbox_mail.html", shown)


@open_to_all
@never_cache
@xframe_options_sameorigin
@csp_replace(SANDBOX)
@require_safe
def show_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of one mail, alone, under a policy of its own."""
    body = _kept(name).body("html")
    if not body:
        raise Http404
    return HttpResponse(body.replace("<head>", '<head>\n  <base target="_top">', 1))


def _kept(name: str) -> mailbox.Kept:
    _only_in_demonstrations()
    kept = mailbox.read(name)
    if kept is None:
        raise Http404
    return kept


def _only_in_demonstrations() -> None:
    if not (settings.IS_DEMONSTRATION or settings.DEBUG):
        raise Http404
