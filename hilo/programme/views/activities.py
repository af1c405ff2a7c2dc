"""What is done for a programme: for everybody to read, for coordinators to plan and to keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.time import today
from hilo.programme import access, tabs
from hilo.programme.forms.plan import ActivityForm, TurnForm
from hilo.programme.models import Activity, Programme
from hilo.programme.pieces import kept
from hilo.programme.queries import plan
from hilo.programme.services import activities as services
from hilo.programme.showing import activities as showing
from hilo.programme.views.keeping import (
    asked_to_remove,
    done,
    frame,
    given,
    saved,
    show_or_send,
)


@open_to_all
@require_safe
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """What is done when, as a picture, and what is late, in words."""
    programme = access.programme_for(request.user, slug)
    may_edit = tabs.may_edit(request.user, programme) and programme.is_kept
    drawn = kept(
        f"activities:{programme.pk}:{may_edit}",
        lambda: drawn_of(programme, may_edit),
        stamp=(programme.changed_at, today()),
    )
    shown = {"programme": programme, "here": _("Activities"), "drawn": drawn, "may_edit": may_edit}
    ways = tabs.public(programme, request.user)
    return render(request, "programme/activities/activities.html", shown | {"tabs": ways})


def drawn_of(programme: Programme, may_edit: bool) -> str:
    """The chart, what is late, and both tables, written."""
    held, due = plan.activities_of(programme), list(plan.milestones_of(programme))
    shown = {
        "figure": showing.gantt_of(held, due),
        "late": showing.late_of(held, due),
        "activities": showing.activities_table(programme, held, may_edit=may_edit),
        "milestones": showing.milestones_table(programme, due, may_edit=may_edit),
    }
    return render_to_string("programme/activities/drawn.html", shown)


@show_or_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan an activity."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    row = Activity(programme=programme)
    form = ActivityForm(request.POST or None, instance=row, programme=programme)
    if request.method == "POST" and saved(
        request, form, lambda: services.add(programme, by=request.user, **given(form))
    ):
        return redirect("programme:activities", slug=slug)
    shown = _frame(programme, form=form, title=_("Add an activity"))
    return render(request, "programme/keep/row.html", shown)


@show_or_send
def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change an activity; from here one says where it stands."""
    activity = access.part_for(request.user, slug, "activities", code=code)
    programme = activity.programme
    form = ActivityForm(request.POST or None, instance=activity, programme=programme)
    if request.method == "POST" and saved(request, form, lambda: _save(request, form)):
        return redirect("programme:activities", slug=slug)
    shown = _frame(
        programme,
        form=form,
        title=_("Change an activity"),
        activity=activity,
        standing=showing.state_in_words(activity),
        removal=reverse("programme:remove_activity", args=[slug, code]),
        turning=reverse("programme:turn_activity", args=[slug, code]),
    )
    return render(request, "programme/activities/edit.html", shown)


def _save(request: HttpRequest, form: ActivityForm) -> None:
    row = Activity.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def turn(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say where an activity stands: begun, done, called off, planned again."""
    activity = access.part_for(request.user, slug, "activities", code=code)
    form = TurnForm(request.POST or None, initial={"note": activity.note})
    verb = request.POST.get("do", "")
    if verb in Activity.TRANSITIONS and form.is_valid():
        note = form.cleaned_data["note"]
        if done(form, lambda: services.turn(activity, verb, note=note, by=request.user)):
            return redirect("programme:activities", slug=slug)
    verbs = [one for one in Activity.TRANSITIONS if activity.can(one)]
    standing = showing.state_in_words(activity)
    shown = _frame(activity.programme, form=form, activity=activity, verbs=verbs, standing=standing)
    return render(request, "programme/activities/turn.html", shown)


@show_or_send
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take an activity off the plan, with its milestones."""
    activity = access.part_for(request.user, slug, "activities", code=code)
    return asked_to_remove(
        request,
        activity,
        lambda: services.remove(activity, by=request.user),
        _frame(activity.programme),
    )


def _frame(programme: Programme, **more: Any) -> dict[str, Any]:
    back = reverse("programme:activities", args=[programme.slug])
    return frame(programme, "activities", back=back, part=_("Activities"), **more)
