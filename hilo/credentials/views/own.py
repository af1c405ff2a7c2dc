"""One's own certificates: to download, to share, to decide whether the name stays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core import storage
from hilo.credentials import access, pictures, queries, showing
from hilo.credentials.models import Certificate
from hilo.credentials.services import holders


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that the reader holds, the latest first."""
    held = queries.of_person(request.user.person)
    shown = {"certificates": [(one, *_told(one)) for one in held]}
    return render(request, "credentials/mine.html", shown)


def _told(certificate: Certificate) -> tuple[Any, str, str]:
    """State and its tone, and the link to share."""
    standing = certificate.standing
    link = showing.share_link(certificate)
    return showing.STANDING[standing], showing.TONES[standing], link


@require_safe
def file(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """The PDF; where it is not made yet, a sentence and the way back."""
    found = access.certificate_for(request.user, uuid, to=access.OWN)
    if found.file is None:
        messages.info(request, _("The file is being made. Try again in a minute."))
        return redirect("credentials:mine")
    return storage.send(found.file, request)


@require_safe
def badge(request: HttpRequest, uuid: Any, form: str) -> HttpResponse:
    """The badge as a token, as JSON, or inside a picture."""
    found = access.certificate_for(request.user, uuid, to=access.OWN)
    if form not in pictures.FORMS or not found.badge:
        raise Http404
    made = pictures.FORMS[form](found)
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.{made.ending}"'
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
def keep_name(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Whether the name stays on a certificate when its holder leaves."""
    found = access.certificate_for(request.user, uuid, to=access.OWN)
    keeps = request.POST.get("keeps") == "1"
    holders.keep_name(found, keeps=keeps, by=request.user)
    said = (
        _("Your name stays on it, also when you leave.")
        if keeps
        else _("Your name goes when you leave.")
    )
    messages.success(request, said)
    return redirect(reverse("credentials:mine") + f"#c{found.code}")
