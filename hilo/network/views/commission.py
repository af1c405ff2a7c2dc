"""The commission of a cluster for its keepers, and the own seats of whoever sits on one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.time import today
from hilo.network import access
from hilo.network.forms.clusters import SeatForm
from hilo.network.models import Cluster, Seat
from hilo.network.queries import clusters as queries
from hilo.network.services import commission as services
from hilo.network.showing import commissions, keeping
from hilo.network.views.clusters import frame, show_or_send
from hilo.ui import reader
from hilo.ui.saving import done, given


@show_or_send
def commission(request: HttpRequest, slug: str) -> HttpResponse:
    """The seats, taken and vacant; add one more."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    form = SeatForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        try:
            services.seat(cluster, by=request.user, **given(form))
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("The seat is added."))
            return redirect("network:cluster_commission", slug=slug)
    # The same for every keeper: each of them is signed in.
    told = kept(("seats", cluster.pk, today(), *reader.eyes()), lambda: told_of(request, cluster))
    shown = frame(cluster, "cluster_commission", form=form, told=told)
    return render(request, "network/clusters/commission.html", shown)


def told_of(request: HttpRequest, cluster: Cluster) -> str:
    """The seats of today and of before, and women and men on them, written."""
    seats = queries.seats_of(cluster)
    shown = {
        "table": keeping.seats_table(cluster, seats),
        "former": keeping.former_table(queries.former_seats_of(cluster)),
        "balance": commissions.balance_figure(queries.balance_of(seats, request.user)),
    }
    return render_to_string("network/clusters/seats.html", shown)


@show_or_send
def change_seat(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change a seat, let somebody take it, vacate it, or have one seat less."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    rows = Seat.objects.in_force().select_related("person", "organisation", "cluster")
    seat = get_object_or_404(rows, cluster=cluster, uuid=uuid)
    form = SeatForm(request.POST or None, viewer=request.user, instance=seat)
    if _settled(request, seat, form):
        messages.success(request, _("Saved."))
        return redirect("network:cluster_commission", slug=slug)
    # A form that was sent has filled `seat` with what was typed.
    now = rows.get(pk=seat.pk) if form.is_bound else seat
    shown = frame(cluster, "cluster_commission", form=form, seat=now)
    return render(request, "network/clusters/seat.html", shown)


def _settled(request: HttpRequest, seat: Seat, form: SeatForm) -> bool:
    """Do what the pressed button says; what stands in the way is said on the form."""
    action = request.POST.get("action", "")
    if action == "vacate":
        services.vacate(seat, by=request.user)
        return True
    if action == "remove":
        services.remove_seat(seat, by=request.user)
        return True
    return form.is_valid() and done(form, lambda: _save(request, seat, form))


def _save(request: HttpRequest, seat: Seat, form: SeatForm) -> None:
    expected = form.cleaned_data["version"]
    services.change_seat(seat, expected=expected, by=request.user, **given(form))


# One's own seats.


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The commissions on which I sit: stand on the roster or not, leave."""
    seats = _own(request.user)
    return render(request, "network/my_commissions.html", {"seats": seats})


def _own(user: Any) -> Any:
    rows = Seat.objects.in_force().filter(person=user.person_id)
    return rows.select_related("cluster__place__parent", "organisation", "person").order_by("pk")


@require_POST
def choose_roster(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Stand on the roster from now on, or no longer."""
    seat = get_object_or_404(_own(request.user), uuid=uuid)
    is_shown = request.POST.get("action") == "stand"
    services.choose_roster(seat, is_shown=is_shown, by=request.user)
    words = _("You stand on the roster.") if is_shown else _("You do not stand on the roster.")
    messages.success(request, words)
    return redirect("network:my_commissions")


@show_or_send
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Leave a commission, after a look at which."""
    seat = get_object_or_404(_own(request.user), uuid=uuid)
    if request.method == "POST":
        services.vacate(seat, by=request.user)
        messages.success(request, _("You left the commission; the seat is vacant."))
        return redirect("network:my_commissions")
    return render(request, "network/leave_commission.html", {"seat": seat})
