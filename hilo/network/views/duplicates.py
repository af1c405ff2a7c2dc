"""Suspected duplicates: listed, compared, merged, told apart; and merges, to be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.forms.merging import MergeForm
from hilo.network.models import Merge, Organisation
from hilo.network.queries import duplicates as queries
from hilo.network.services import merging
from hilo.network.showing import suspicions as showing
from hilo.people import access as people
from hilo.people.access import Scopes
from hilo.ui import reader
from hilo.ui.lists.paging import pages_of
from hilo.ui.tables import Table, draw

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
SIZE = 40
MOST_MERGES = 8


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one, the surest first, and what was merged lately."""
    scopes = people.require_anywhere(request.user, access.MERGE)
    about = ("duplicates page", scopes, request.GET.get("page", "")[:9], *reader.eyes())
    told = kept(about, lambda: _told(scopes, request.GET))
    return render(request, "network/organisations/duplicates.html", told)


def _told(scopes: Scopes, query: QueryDict) -> dict[str, Any]:
    """The page, the same for everybody who reaches as far."""
    shown = Paginator(queries.pairs_for(scopes), SIZE).get_page(query.get("page"))
    table = Table(
        rows=queries.dressed(shown.object_list),
        columns=showing.COLUMNS,
        caption=_("Suspected duplicates"),
        on_phone="cards",
    )
    return {
        "table": replace(table, drawn=draw(table)),
        "total": shown.paginator.count,
        "pages": pages_of(shown, query),
        "merges": list(access.merges_in(scopes)[:MOST_MERGES]),
    }


@show_or_send
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Put two side by side, and choose which values stay; or say that they are two."""
    kept = access.organisation_for(request.user, slug, to=access.MERGE)
    gone = _other(request, kept)
    if gone is None:
        return _choose(request, kept)
    if request.POST.get("action") == "apart":
        merging.tell_apart(kept, gone, by=request.user)
        messages.success(request, _("They are two. Nobody is asked about them again."))
        return redirect("network:duplicates")
    # Two that say the same in everything have a form without fields: an empty answer is one.
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, kept=kept, gone=gone)
    if form.is_valid() and (done := _merge(request, form, kept, gone)):
        messages.success(request, _("They are one page now. It can be taken back."))
        return redirect("network:merged", uuid=done.uuid)
    context = {
        "form": form,
        "kept": kept,
        "gone": gone,
        "hanging": queries.hanging(kept, gone),
        "swapped": showing.compare_url(gone, kept),
    }
    return render(request, "network/organisations/merge.html", context)


def _other(request: HttpRequest, kept: Organisation) -> Organisation | None:
    """The second of the two, as the address names it."""
    slug = request.GET.get("with", "").replace("\0", "")
    if not slug:
        return None
    found = access.organisation_for(request.user, slug, to=access.MERGE)
    if found == kept:
        raise Http404
    return found


def _choose(request: HttpRequest, kept: Organisation) -> HttpResponse:
    """Look for the duplicate by name; what is suspected stands first."""
    words = request.GET.get("q", "").replace("\0", "")[:80].strip()
    reached = access.organisations_kept_by(request.user, access.MERGE)
    found = queries.candidates(reached, kept, words)
    links = [(one, showing.compare_url(kept, one)) for one in found]
    context = {"kept": kept, "links": links, "words": words}
    return render(request, "network/organisations/merge_with.html", context)


def _merge(
    request: HttpRequest, form: MergeForm, kept: Organisation, gone: Organisation
) -> Merge | None:
    try:
        return merging.merge(kept, gone, choices=form.choices(), by=request.user)
    except Problem as problem:
        problem.put_on(form)
        return None


@show_or_send
def merged(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One merge: who, when, and the way back."""
    done = access.merge_for(request.user, uuid)
    problem = None
    if request.method == "POST":
        leave = request.POST.get("leave") == "1"
        try:
            merging.undo_merge(done, by=request.user, leave_later_work=leave)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("There are two pages again."))
            return redirect(done.gone)
    later = [] if done.undone_at else merging.later_work(done)
    context = {"merge": done, "later": later, "problem": problem}
    return render(request, "network/organisations/merged.html", context)
