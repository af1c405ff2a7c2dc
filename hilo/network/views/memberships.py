"""The members of a cluster, as its keepers see and change them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.forms.clusters import AddMemberForm, MemberForm
from hilo.network.models import Membership
from hilo.network.queries import clusters as queries
from hilo.network.services import memberships as services
from hilo.network.showing import keeping
from hilo.network.views.clusters import frame, show_or_send
from hilo.ui.saving import given, saved
from hilo.ui.sheets.addresses import address_in


@show_or_send
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who belongs, belonged or will; add one more."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    form = AddMemberForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.add_member(cluster, by=request.user, **given)
        except Problem as problem:
            problem.put_on(form)
        else:
            said = _("%(name)s belongs to the cluster.")
            messages.success(request, said % {"name": given["organisation"]})
            return redirect("network:cluster_members", slug=slug)
    table = keeping.kept_as_written(
        "members",
        cluster,
        lambda: keeping.members_table(cluster, queries.members_to_keep(cluster)),
    )
    sheet = address_in("members", "cluster", cluster.uuid)
    shown = frame(cluster, "cluster_members", form=form, table=table, sheet_url=sheet)
    return render(request, "network/clusters/members.html", shown)


@show_or_send
def change_member(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change the place in the value chain of a member, or end its membership."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    rows = Membership.objects.select_related("organisation", "cluster")
    membership = get_object_or_404(rows, cluster=cluster, uuid=uuid)
    form = MemberForm(request.POST or None, instance=membership)
    if saved(request, form, lambda: _save(request, form)):
        return redirect("network:cluster_members", slug=slug)
    shown = frame(cluster, "cluster_members", form=form, member=membership.organisation)
    return render(request, "network/clusters/member.html", shown)


def _save(request: HttpRequest, form: MemberForm) -> None:
    rows = Membership.objects.select_related("organisation", "cluster")
    row, expected = rows.get(pk=form.instance.pk), form.cleaned_data["version"]
    services.change_member(row, expected=expected, by=request.user, **given(form))
