"""The budget of a programme: insiders read it, coordinators keep it. Currencies are never added up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.programme import access, tabs
from hilo.programme.forms.plan import BudgetLineForm
from hilo.programme.models import BudgetLine, Programme
from hilo.programme.pieces import kept
from hilo.programme.queries import plan
from hilo.programme.services import budget as services
from hilo.programme.showing import budget as showing
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send


@require_safe
def budget(request: HttpRequest, slug: str) -> HttpResponse:
    """What is planned and what was spent: by currency, by activity, line by line."""
    programme = access.programme_for(request.user, slug, to=access.RESULTS)
    may_edit = tabs.may_edit(request.user, programme) and programme.is_kept
    drawn = kept(
        f"budget:{programme.pk}:{may_edit}",
        lambda: drawn_of(programme, may_edit),
        stamp=programme.changed_at,
    )
    shown = {
        "programme": programme,
        "here": _("Budget"),
        "tabs": tabs.public(programme, request.user),
        "may_edit": may_edit,
        "drawn": drawn,
    }
    return render(request, "programme/budget/budget.html", shown)


def drawn_of(programme: Programme, may_edit: bool) -> str:
    """The totals of each currency, the money of each activity, and each line, written."""
    lines = plan.budget_of(programme)
    shown = {
        "progress": [showing.progress_of(one) for one in plan.totals_of(lines) if one.planned],
        "by_activity": showing.by_activity_table(plan.by_activity(lines)),
        "lines": showing.lines_table(programme, lines, may_edit=may_edit),
    }
    return render_to_string("programme/budget/drawn.html", shown) if lines else ""


@show_or_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a line to the budget."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    row = BudgetLine(programme=programme, currency=programme.currency)
    form = BudgetLineForm(request.POST or None, instance=row, programme=programme)
    if request.method == "POST" and saved(
        request, form, lambda: services.add(programme, by=request.user, **given(form))
    ):
        return redirect("programme:budget", slug=slug)
    shown = _frame(programme, form=form, title=_("Add a budget line"))
    return render(request, "programme/keep/row.html", shown)


@show_or_send
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change what is planned or what was spent."""
    line = access.part_for(request.user, slug, "budget", uuid=uuid)
    programme = line.programme
    form = BudgetLineForm(request.POST or None, instance=line, programme=programme)
    if request.method == "POST" and saved(request, form, lambda: _save(request, form)):
        return redirect("programme:budget", slug=slug)
    removal = reverse("programme:remove_budget_line", args=[slug, uuid])
    shown = _frame(programme, form=form, title=_("Change a budget line"), removal=removal)
    return render(request, "programme/keep/row.html", shown)


def _save(request: HttpRequest, form: BudgetLineForm) -> None:
    row = BudgetLine.objects.select_related("programme").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a line out of the budget."""
    line = access.part_for(request.user, slug, "budget", uuid=uuid)
    return asked_to_remove(
        request, line, lambda: services.remove(line, by=request.user), _frame(line.programme)
    )


def _frame(programme: Programme, **more: Any) -> dict[str, Any]:
    back = reverse("programme:budget", args=[programme.slug])
    return frame(programme, "budget", back=back, part=_("Budget"), **more)
