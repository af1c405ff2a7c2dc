"""The outline of a course that is being written: its modules and steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.learning import access
from hilo.learning.forms.outline import ModuleForm, NewModuleForm, NewStepForm, StepForm
from hilo.learning.models import Course, Module, Step
from hilo.learning.queries.drafts import Draft, draft_of
from hilo.learning.services import outline as services
from hilo.learning.showing.drafts import drawn
from hilo.learning.showing.outline import minutes_in_words
from hilo.learning.views.keeping import (
    asked_to_remove,
    done,
    frame,
    given,
    saved,
    show_or_send,
    version_of,
)
from hilo.ui import reader
from hilo.ui.numerals import figure
from hilo.ui.sheets.addresses import address_in


@require_safe
def outline(request: HttpRequest, slug: str) -> HttpResponse:
    """Modules and steps in their order, with everything that can be done with them."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    told = kept(("draft", course.pk, *reader.eyes()), lambda: _told(draft_of(course)))
    sheet = address_in("outline", "course", course.uuid)
    return render(
        request, "learning/office/outline.html", frame(course, "outline", **told, sheet=sheet)
    )


def _told(draft: Draft) -> dict[str, Any]:
    count = len(draft.steps)
    steps = ngettext("%(count)s step", "%(count)s steps", count) % {"count": figure(count)}
    return {
        "drawn": drawn(draft),
        "how_much": f"{steps} · {minutes_in_words(draft.minutes)}",
        "is_empty": not draft.modules,
    }


def _back(course: Course) -> str:
    return reverse("learning:outline", args=[course.slug])


# Modules.


@show_or_send
def new_module(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a module at the end."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    sent = request.POST if request.method == "POST" else None
    form = NewModuleForm(sent, instance=Module(course=course))
    if saved(request, form, lambda: services.add_module(course, by=request.user, **given(form))):
        return redirect(_back(course))
    return _row(request, course, form, _("Add a module"))


@show_or_send
def edit_module(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change the title and the aims of a module."""
    module = module_for(request.user, slug, uuid)
    sent = request.POST if request.method == "POST" else None
    form = ModuleForm(sent, instance=module)
    if saved(request, form, lambda: _save_module(request, form)):
        return redirect(_back(module.course))
    removal = reverse("learning:remove_module", args=[slug, uuid])
    return _row(request, module.course, form, _("Change a module"), removal)


def _save_module(request: HttpRequest, form: ModuleForm) -> None:
    row = Module.objects.select_related("course").get(pk=form.instance.pk)
    services.change_module(row, by=request.user, expected=version_of(form), **given(form))


@show_or_send
def remove_module(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take out a module without steps."""
    module = module_for(request.user, slug, uuid)
    shown = frame(module.course, "outline", back=_back(module.course))
    return asked_to_remove(
        request, module, lambda: services.remove_module(module, by=request.user), shown
    )


def module_for(user: Any, slug: str, uuid: UUID) -> Module:
    """A module of the course at `slug`, which `user` writes; raises Http404, `OffDuty`, `Refused`."""
    course = access.course_for(user, slug, to=access.WRITE)
    found = course.modules.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.course = course
    return found


# Steps.


@show_or_send
def new_step(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put a step at the end of a module; a lesson is written at once."""
    module = module_for(request.user, slug, uuid)
    sent = request.POST if request.method == "POST" else None
    form = NewStepForm(sent, instance=Step(module=module), initial={"kind": Step.Kind.LESSON})
    if form.is_bound and form.is_valid():
        made: list[Step] = []
        if done(form, lambda: made.append(_add(request, module, form))):
            return redirect(where_written(module.course, made[0]))
    return _row(request, module.course, form, _("Add a step"))


def _add(request: HttpRequest, module: Module, form: NewStepForm) -> Step:
    return services.add_step(module, by=request.user, **given(form))


def where_written(course: Course, step: Step) -> str:
    """Where the text, the questions or the task of a step are written."""
    try:
        return reverse(f"learning:edit_{step.kind}", args=[course.slug, step.uuid])
    except NoReverseMatch:
        return reverse("learning:edit_step", args=[course.slug, step.uuid])


@show_or_send
def edit_step(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change the title of a step, its minutes, whether it counts, and its module."""
    step = step_for(request.user, slug, uuid)
    course = step.module.course
    form = StepForm(
        request.POST if request.method == "POST" else None, instance=step, course=course
    )
    if saved(request, form, lambda: _save_step(request, form)):
        return redirect(_back(course))
    removal = reverse("learning:remove_step", args=[slug, uuid])
    return _row(request, course, form, _("Change a step"), removal)


def _save_step(request: HttpRequest, form: StepForm) -> None:
    row = Step.objects.select_related("module__course").get(pk=form.instance.pk)
    services.change_step(row, by=request.user, expected=version_of(form), **given(form))


@show_or_send
def remove_step(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a step out, unless learners have done it."""
    step = step_for(request.user, slug, uuid)
    shown = frame(step.module.course, "outline", back=_back(step.module.course))
    return asked_to_remove(
        request, step, lambda: services.remove_step(step, by=request.user), shown
    )


STEP = Prepared(
    lambda: Step.objects.select_related("module", "lesson").filter(
        module__course=Given("course"), uuid=Given("uuid", UUIDField())
    )
)


def step_for(user: Any, slug: str, uuid: UUID, kind: str = "") -> Step:
    """A step of the course at `slug`, which `user` writes; raises Http404, `OffDuty`, `Refused`."""
    course = access.course_for(user, slug, to=access.WRITE)
    found = STEP.row(course=course.pk, uuid=uuid)
    if found is None or (kind and found.kind != kind):
        raise Http404
    found.module.course = course
    return found


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a module or a step change places with its neighbour."""
    course = access.course_for(request.user, slug, to=access.WRITE)
    name, _space, way = request.POST.get("move", "").partition(" ")
    try:
        uuid = UUID(name)
    except ValueError:
        raise Http404 from None
    if way not in ("up", "down"):
        raise Http404
    _move(course, uuid, way, request.user)
    return redirect(f"{_back(course)}#at-{uuid}")


def _move(course: Course, uuid: UUID, way: Any, by: Any) -> None:
    module = course.modules.filter(uuid=uuid).first()
    if module is not None:
        module.course = course
        services.move_module(module, way, by=by)
        return
    rows = Step.objects.select_related("module__course").filter(module__course=course)
    step = rows.filter(uuid=uuid).first()
    if step is None:
        raise Http404
    services.move_step(step, way, by=by)


def _row(
    request: HttpRequest, course: Course, form: Any, title: str, removal: str = ""
) -> HttpResponse:
    shown = frame(course, "outline", form=form, title=title, removal=removal, back=_back(course))
    return render(request, "learning/office/row.html", shown)
