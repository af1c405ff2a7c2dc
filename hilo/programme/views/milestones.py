"""Milestones: set, change, remove; they are read with the activities."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.programme import access
from hilo.programme.forms.plan import MilestoneForm
from hilo.programme.models import Milestone, Programme
from hilo.programme.services import milestones as services
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send


@show_or_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a day by which something must be there."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    row = Milestone(programme=programme)
    form = MilestoneForm(request.POST or None, instance=row, programme=programme)
    if request.method == "POST" and saved(
        request, form, lambda: services.add(programme, by=request.user, **given(form))
    ):
        return redirect("programme:activities", slug=slug)
    shown = _frame(programme, form=form, title=_("Add a milestone"))
    return render(request, "programme/keep/row.html", shown)


@show_or_send
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change a milestone, or note that it was reached."""
    milestone = access.part_for(request.user, slug, "milestones", uuid=uuid)
    programme = milestone.programme
    form = MilestoneForm(request.POST or None, instance=milestone, programme=programme)
    if request.method == "POST" and saved(request, form, lambda: _save(request, form)):
        return redirect("programme:activities", slug=slug)
    removal = reverse("programme:remove_milestone", args=[slug, uuid])
    shown = _frame(programme, form=form, title=_("Change a milestone"), removal=removal)
    return render(request, "programme/keep/row.html", shown)


def _save(request: HttpRequest, form: MilestoneForm) -> None:
    row = Milestone.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a milestone off the plan."""
    milestone = access.part_for(request.user, slug, "milestones", uuid=uuid)
    return asked_to_remove(
        request,
        milestone.title,
        lambda: services.remove(milestone, by=request.user),
        _frame(milestone.programme),
    )


def _frame(programme: Programme, **more: Any) -> dict[str, Any]:
    back = reverse("programme:activities", args=[programme.slug])
    return frame(programme, "activities", back=back, part=_("Activities"), **more)
