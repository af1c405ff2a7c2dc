"""The guides: one for each kind of work, open to everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.site import guides as told


@open_to_all
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Which guides there are."""
    return render(request, "site/guides.html", {"guides": told.guides(get_language())})


@open_to_all
@require_safe
def guide(request: HttpRequest, audience: str) -> HttpResponse:
    """One guide with its parts; raises Http404 for an audience that has none."""
    if audience not in told.AUDIENCES:
        raise Http404
    return render(request, "site/guide.html", {"guide": told.guide(audience, get_language())})
