"""The agent of a cluster: who accompanies it, who did and who will; appoint one, end a term."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.forms.clusters import AppointForm
from hilo.network.models import AgentTerm, Cluster
from hilo.network.queries import clusters as queries
from hilo.network.services import agents as services
from hilo.network.showing import keeping
from hilo.network.views.clusters import frame, show_or_send

APPOINT = "people.grant"


@show_or_send
def agent(request: HttpRequest, slug: str) -> HttpResponse:
    """Every term; whoever gives roles here appoints the next one."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    if request.method == "POST":
        access.require_over(request.user, APPOINT, cluster)
    may_appoint = access.may(request.user, APPOINT, cluster)
    form = AppointForm(request.POST or None, viewer=request.user) if may_appoint else None
    if form is not None and form.is_valid() and appoint(request, cluster, form):
        return redirect("network:cluster_agent", slug=slug)
    table = keeping.kept_as_written(
        f"terms, to end: {may_appoint}",
        cluster,
        lambda: keeping.terms_table(cluster, queries.terms_of(cluster), may_end=may_appoint),
    )
    shown = frame(cluster, "cluster_agent", form=form, table=table)
    return render(request, "network/clusters/agent.html", shown)


def appoint(request: HttpRequest, cluster: Cluster, form: AppointForm) -> bool:
    """Appoint whom the form names; what stands in the way is said on the form."""
    given: dict[str, Any] = dict(form.cleaned_data)
    person = given.pop("person")
    try:
        services.appoint(cluster, person, by=request.user, **given)
    except Problem as problem:
        problem.put_on(form)
        return False
    said = _("%(name)s accompanies the cluster; the role is given, and the person is told.")
    messages.success(request, said % {"name": person})
    return True


@show_or_send
def end_term(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """End a term now, after a look at whose it is."""
    cluster = access.cluster_for(request.user, slug, to=APPOINT)
    rows = AgentTerm.objects.select_related("person", "grant", "cluster")
    term = get_object_or_404(rows, cluster=cluster, uuid=uuid)
    problem = None
    if request.method == "POST":
        try:
            services.end_term(term, by=request.user)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("The term has ended; the role is taken back."))
            return redirect("network:cluster_agent", slug=slug)
    shown = frame(cluster, "cluster_agent", term=term, problem=problem)
    return render(request, "network/clusters/end_term.html", shown)
