"""The office of regions: what there is, make one, change it, take it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.models.base import Overtaken
from hilo.core.problems import Problem
from hilo.places import access, services
from hilo.places.models import Region
from hilo.places.owners import NOBODY, Pair, owner_at, why_not
from hilo.places.regionforms import NewRegionForm, RegionForm


@require_GET
def regions(request: HttpRequest) -> HttpResponse:
    """The regions that the reader may change, under what they belong to."""
    allowed = access.owners_for(request.user)
    several = kept("regions", with_counts)
    shown = [
        {
            "title": str(found) if found else _("Of the whole installation"),
            "regions": [one for one in several if access.owner_of(one) == pair],
            "new": f"{reverse('places:make')}{query_of(pair)}",
        }
        for pair, found in allowed
    ]
    return render(request, "places/office/regions.html", {"shown": shown})


def with_counts() -> list[Region]:
    """All regions in their order, with how many places each holds."""
    return list(Region.objects.annotate(held=Count("places")).order_by("order", "slug"))


def query_of(pair: Pair) -> str:
    kind, uuid = pair
    return f"?owner={kind}:{uuid}" if kind else ""


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A new region of a programme, or of the installation."""
    owner = asked_owner(request)
    access.require_owner(request.user, owner)
    form = NewRegionForm(request.POST or None)
    if request.method == "POST" and not is_search(request, form) and form.is_valid():
        try:
            region = services.make_region(
                slug=form.cleaned_data["slug"],
                name=form.cleaned_data["name"],
                order=form.cleaned_data["order"],
                places=form.chosen,
                owner=owner,
                by=request.user,
            )
        except Problem as problem:
            problem.put_on(form)
        else:
            return redirect(region)
    shown = {
        "form": form,
        "owner": owner_at(owner, request.user),
        "stays": why_not(owner),
    }
    return render(request, "places/office/make.html", shown)


def asked_owner(request: HttpRequest) -> Pair:
    """What the new region shall belong to, as the address says; raises Http404 for what is not there."""
    kind, _colon, uuid = request.GET.get("owner", "").partition(":")
    if not kind:
        return NOBODY
    try:
        pair = (kind, UUID(uuid))
    except ValueError:
        raise Http404 from None
    if owner_at(pair, request.user) is None:
        raise Http404
    return pair


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, order and places of a region; a second person is told what the first has changed."""
    region = access.region_for(request.user, slug, to="change")
    form = RegionForm(request.POST or None, instance=region)
    if request.method == "POST" and not is_search(request, form) and form.is_valid():
        try:
            saved(region, form, by=request.user)
        except Overtaken:
            form.overtaken()
        except Problem as problem:
            problem.put_on(form)
        else:
            return redirect(region)
    shown = {"form": form, "region": region, "stays": why_not(access.owner_of(region))}
    return render(request, "places/office/change.html", shown)


def saved(region: Region, form: RegionForm, *, by: Any) -> Region:
    return services.change_region(
        region,
        name=form.cleaned_data["name"],
        order=form.cleaned_data["order"],
        places=form.chosen,
        expected=form.cleaned_data["version"],
        by=by,
    )


def is_search(request: HttpRequest, form: RegionForm) -> bool:
    """Whether the reader only looks for places; then the form comes back with what was found."""
    if "look" in request.POST:
        form.look()
    return "look" in request.POST


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what hangs on the region, and remove it once that was confirmed."""
    region = access.region_for(request.user, slug, to="change")
    problem = None
    if request.method == "POST":
        try:
            services.remove_region(region, by=request.user)
        except Problem as found:
            problem = found
        else:
            messages.info(request, _("The region is removed. Its places remain."))
            return redirect("places:regions")
    hanging = registries.what_depends_on("region", region)
    context = {
        "region": region,
        "problem": problem,
        "hanging": hanging,
        "is_forbidden": any(one.forbids_removal for one in hanging),
        "held_count": region.places.count(),
    }
    return render(request, "places/office/remove.html", context)
