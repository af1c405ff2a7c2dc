"""The figures of a cluster, as its keepers record them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.forms.clusters import FigureForm
from hilo.network.models import ClusterFigure
from hilo.network.services import figures as services
from hilo.network.showing import clusters as showing
from hilo.network.showing import keeping
from hilo.network.views.clusters import frame, show_or_send
from hilo.ui.saving import given


@show_or_send
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on record; record one more, or correct one."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    form = FigureForm(request.POST or None)
    if form.is_valid():
        try:
            services.record(cluster, by=request.user, expected=seen_of(form), **given(form))
        except Problem as problem:
            problem.put_on(form)
        except Overtaken:
            form.meets(services.of_year(cluster, given(form)["measured"], given(form)["year"]))
        else:
            messages.success(request, _("The figure is on record."))
            return redirect("network:cluster_figures", slug=slug)
    table = keeping.kept_as_written(
        "figures",
        cluster,
        lambda: keeping.figures_table(cluster, showing.in_order(cluster.figures.all())),
    )
    shown = frame(cluster, "cluster_figures", form=form, table=table)
    return render(request, "network/clusters/figures.html", shown)


def seen_of(form: FigureForm) -> int:
    """The version of the figure that the reader corrects; 0 where none was shown to them."""
    return form.cleaned_data["version"] or 0


@show_or_send
def remove_figure(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a figure off the record, after a look at which."""
    cluster = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    figure = get_object_or_404(
        ClusterFigure.objects.select_related("cluster"), cluster=cluster, uuid=uuid
    )
    if request.method == "POST":
        services.remove(figure, by=request.user)
        messages.success(request, _("The figure is off the record."))
        return redirect("network:cluster_figures", slug=slug)
    shown = frame(cluster, "cluster_figures", figure=figure)
    return render(request, "network/clusters/remove_figure.html", shown)
