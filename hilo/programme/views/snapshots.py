"""Snapshots: the list, issuing one, one as it is for ever, and what changed between two."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.programme import access, tabs
from hilo.programme.forms.snapshots import SnapshotForm
from hilo.programme.models import Programme, Snapshot
from hilo.programme.services import snapshots as services
from hilo.programme.showing import logframe
from hilo.programme.showing import snapshots as showing
from hilo.programme.views import keeping
from hilo.programme.views.keeping import show_or_send

FORMS = ("xlsx", "csv", "json")


@open_to_all
@require_safe
def snapshots(request: HttpRequest, slug: str) -> HttpResponse:
    """Every snapshot that the reader may know of."""
    programme = access.programme_for(request.user, slug)
    found = list(access.snapshots_visible_to(request.user, programme).defer("content"))
    shown = {
        "programme": programme,
        "here": _("Snapshots"),
        "tabs": tabs.public(programme, request.user),
        "table": showing.list_table(found, slug),
        "snapshots": found,
        "may_compare": len(found) > 1 and tabs.sees_results(request.user, programme),
        "may_edit": tabs.may_edit(request.user, programme) and programme.is_kept,
    }
    return render(request, "programme/snapshots/list.html", shown)


@show_or_send
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the dashboard as it stands."""
    programme = access.programme_for(request.user, slug, to=access.EDIT)
    signed = {"signed": str(request.user.person)}
    form = SnapshotForm(request.POST or None, programme=programme, initial=signed)
    made: list[Snapshot] = []

    def act() -> None:
        made.append(services.issue(programme, by=request.user, **form.given()))

    if form.is_valid() and keeping.done(form, act):
        said = {"number": made[0].number}
        messages.success(request, _("Snapshot number %(number)s is issued.") % said)
        return redirect("programme:snapshot", slug=slug, number=made[0].number)
    shown = {"programme": programme, "form": form, "list": _list(programme)}
    return render(request, "programme/snapshots/issue.html", shown)


@open_to_all
@require_safe
def snapshot(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One snapshot, ready for print; strangers see its published numbers."""
    found = access.snapshot_for(request.user, slug, number)
    is_insider = tabs.sees_results(request.user, found.programme)
    if is_insider and (form := request.GET.get("as", "")) in FORMS:
        return logframe.download(form, found.content, f"{slug}-{found.number}")
    told = (
        {"sections": showing.sections_of(found.content)}
        if is_insider
        else showing.public_of(found.content)
    )
    shown = {
        "programme": found.programme,
        "snapshot": found,
        "facts": showing.facts_of(found),
        "list": _list(found.programme),
        "is_insider": is_insider,
    }
    return render(request, "programme/snapshots/snapshot.html", shown | told)


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between two snapshots: those of the address, or the last two."""
    programme = access.programme_for(request.user, slug, to=access.RESULTS)
    found = {str(one.number): one for one in programme.snapshots.defer("content")}
    chosen = _two(found, request.GET.get("a", ""), request.GET.get("b", ""))
    shown = {
        "programme": programme,
        "list": _list(programme),
        "snapshots": list(found.values()),
        "chosen": chosen,
        "table": showing.comparison(*chosen) if chosen else None,
    }
    return render(request, "programme/snapshots/compare.html", shown)


def _two(found: dict[str, Snapshot], first: str, second: str) -> list[Snapshot]:
    """Two different snapshots, the earlier first; the last two where the address names none."""
    asked = [found[one] for one in dict.fromkeys((first, second)) if one in found]
    rest = [one for one in found.values() if one not in asked]
    two = [*asked, *rest][:2]
    return sorted(two, key=lambda one: one.number) if len(two) == 2 else []


def _list(programme: Programme) -> str:
    return reverse("programme:snapshots", args=[programme.slug])
