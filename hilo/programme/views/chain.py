"""The results chain: for everybody to read, for coordinators to keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.programme import access, tabs
from hilo.programme.forms.plan import ResultForm
from hilo.programme.models import Programme, Result
from hilo.programme.pieces import kept
from hilo.programme.queries import plan
from hilo.programme.services import chain as services
from hilo.programme.showing import chain as showing
from hilo.programme.views.keeping import asked_to_remove, frame, given, saved, show_or_send


@open_to_all
@require_safe
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    """What shall come of the programme: objectives, outcomes, outputs, what hangs on each."""
    programme = access.programme_for(request.user, slug)
    may_edit = tabs.may_edit(request.user, programme) and programme.is_kept
    sees_all = tabs.sees_results(request.user, programme)
    drawn = kept(
        f"chain:{programme.pk}:{may_edit}:{sees_all}",
        lambda: showing.drawn(programme, plan.chain_of(programme, public=not sees_all), may_edit),
        stamp=programme.changed_at,
    )
    shown = {
        "programme": programme,
        "here": _("Results chain"),
        "drawn": drawn,
        "may_edit": may_edit,
    }
    ways = tabs.public(programme, request.user)
    return render(request, "programme/chain/chain.html", shown | {"tabs": ways})


@show_or_send
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a result into the chain; the address may say on which it hangs."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    row = Result(programme=programme)
    form = ResultForm(
        request.POST or None, instance=row, programme=programme, initial=_begun(request, programme)
    )
    if request.method == "POST" and saved(
        request, form, lambda: services.add(programme, by=request.user, **given(form))
    ):
        return redirect("programme:chain", slug=slug)
    shown = _frame(programme, form=form, title=_("Add a result"))
    return render(request, "programme/keep/row.html", shown)


def _begun(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """A result below the one that the address names: of the next level down."""
    code = request.GET.get("below", "").replace("\0", "")
    above = plan.results_above(programme).filter(code=code).first() if code else None
    return {"above": above.pk, "level": showing.BELOW[above.level]} if above else {}


@show_or_send
def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change a result, or let it lead elsewhere."""
    result = access.part_for(request.user, slug, "results", code=code)
    programme = result.programme
    form = ResultForm(request.POST or None, instance=result, programme=programme)
    if request.method == "POST" and saved(request, form, lambda: _save(request, form)):
        return redirect("programme:chain", slug=slug)
    removal = reverse("programme:remove_result", args=[slug, code])
    shown = _frame(programme, form=form, title=_("Change a result"), removal=removal)
    return render(request, "programme/keep/row.html", shown)


def _save(request: HttpRequest, form: ResultForm) -> None:
    row = Result.objects.select_related("programme", "above").get(pk=form.instance.pk)
    services.change(row, by=request.user, expected=form.cleaned_data["version"], **given(form))


@show_or_send
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take a result out of the chain on which nothing hangs."""
    result = access.part_for(request.user, slug, "results", code=code)
    return asked_to_remove(
        request, result, lambda: services.remove(result, by=request.user), _frame(result.programme)
    )


def _frame(programme: Programme, **more: Any) -> dict[str, Any]:
    back = reverse("programme:chain", args=[programme.slug])
    return frame(programme, "chain", back=back, part=_("Results chain"), **more)
