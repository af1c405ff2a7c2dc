"""The searches that somebody follows: begin, rename, stop."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core.problems import Problem
from hilo.network.models import FollowedSearch
from hilo.network.rules import asking
from hilo.network.services import following


@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """My followed searches, the youngest first, each with the list it stands for."""
    own = FollowedSearch.objects.filter(person_id=request.user.person_id)
    shown = [(one, asking.read_query(one.query).address_at(order="newest")) for one in own]
    return render(request, "network/searches.html", {"searches": shown})


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the search that the directory shows."""
    query, name = request.POST.get("query", ""), request.POST.get("name", "")
    try:
        search = following.follow(query=query, name=name or _("A search"), by=request.user)
    except Problem as problem:
        messages.info(request, str(problem))
    else:
        said = _("You follow “%(name)s” and will be told of what is new.")
        messages.success(request, said % {"name": search.name})
    return redirect("network:searches")


@require_POST
def rename(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Call one of my searches otherwise."""
    following.rename(_own(request, uuid), name=request.POST.get("name", ""), by=request.user)
    return redirect("network:searches")


@require_POST
def stop(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Hear no more of one of my searches."""
    search = _own(request, uuid)
    following.leave(search, by=request.user)
    messages.info(request, _("You no longer follow “%(name)s”.") % {"name": search.name})
    return redirect("network:searches")


def _own(request: HttpRequest, uuid: Any) -> FollowedSearch:
    own = FollowedSearch.objects.filter(person_id=request.user.person_id)
    return get_object_or_404(own, uuid=uuid)
