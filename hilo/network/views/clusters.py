"""The pages of clusters that everybody reads, and the page of their keepers: map, write, picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Substr
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core import markdown, storage
from hilo.core.access import open_to_all
from hilo.core.journal import history_of
from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.registries import panels_for, thread_of
from hilo.core.storage import FileRefused
from hilo.network import access
from hilo.network.enums import ClusterKind
from hilo.network.forms.clusters import ClusterForm, NewClusterForm, PictureForm
from hilo.network.models import Cluster, Sector
from hilo.network.queries import clusters as queries
from hilo.network.services import clusters as services
from hilo.network.showing import clusters as showing
from hilo.network.showing import commissions
from hilo.people import access as people
from hilo.places.models import Place
from hilo.ui import reader, saving
from hilo.ui.addresses import address
from hilo.ui.lists import Facet, ListPage
from hilo.ui.maps import MapFigure

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
MOST_HISTORY = 12


class ClusterList(ListPage):
    """Every cluster that the reader may know of, on a map and as cards."""

    title = gettext_lazy("Clusters")
    lead = gettext_lazy(
        "Firms, workshops and those who support them, of one trade and near each other: what they make, "
        "where, and with whom."
    )
    card = "network/clusters/card.html"
    template_name = "network/clusters/list.html"
    facets = (
        Facet("kind", gettext_lazy("Kind"), "kind", labels=dict(ClusterKind.choices)),
        Facet(
            "sector",
            gettext_lazy("Sector"),
            "sectors__slug",
            labels=lambda slugs: {
                one.slug: str(one.name) for one in Sector.objects.filter(slug__in=slugs)
            },
            is_many=True,
        ),
        Facet(
            "country",
            gettext_lazy("Country"),
            "country",
            labels=lambda codes: {
                one.code: str(one) for one in Place.objects.filter(code__in=codes)
            },
        ),
    )
    search_in = ("folded",)
    order = ("title", "folded", "pk")
    size = 24
    can_download = False
    empty = gettext_lazy(
        "No cluster has been mapped yet. A coordinator puts the first one on record."
    )

    def rows(self) -> QuerySet[Any]:
        rows = access.clusters_visible_to(self.request.user)
        title = Coalesce(
            KT(f"name__texts__{reader.language()}"), "folded", output_field=TextField()
        )
        return rows.annotate(country=Substr("place__code", 1, 2), title=title)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return (
            rows.select_related("place__parent__parent").prefetch_related("sectors").defer("story")
        )

    def counted(self, total: Any) -> str:
        words = ngettext("%(total)s cluster", "%(total)s clusters", total.count)
        return words % {"total": total}

    @cached_property
    def shown(self) -> list[Any]:
        """The clusters of this page, each with how many members it has."""
        found: list[Any] = self._cut[0]
        counts = queries.counts_of(found)
        for one in found:
            one.card = showing.card_of(one, counts.get(one.pk, 0))
        return found

    def map_figure(self) -> MapFigure | None:
        return showing.map_of_all(self.shown)

    def context(self) -> Mapping[str, Any]:
        """The list as it is written for whoever may know of the same clusters."""
        user = self.request.user
        may_map = people.can_anywhere(user, access.EDIT)
        who = (people.is_account(user), people.scopes_of(user, access.ACCOMPANY), may_map)
        key = ("clusters", *who, self.query.urlencode(), *reader.eyes())
        return {"told": kept(key, lambda: self._told(may_map))}

    def _told(self, may_map: bool) -> str:
        shown = {"list": self, "may_map": may_map, "directory": address("network:directory")}
        return render_to_string("network/clusters/found.html", shown, self.request)


clusters = open_to_all(ClusterList.as_view())


@open_to_all
@require_safe
def cluster(request: HttpRequest, slug: str) -> HttpResponse:
    """One cluster: what it is, who belongs to it, who accompanies it, who decides."""
    found, viewer = access.cluster_for(request.user, slug), request.user
    # What a member sees depends on who that is; every stranger sees the same.
    who = (viewer.pk, bool(viewer.duty)) if people.is_account(viewer) else ()
    key = ("cluster", found.pk, found.version, found.state, who, *reader.eyes())
    told = kept(key, lambda: told_of(request, found))
    return render(request, "network/clusters/cluster.html", {**heading_of(found), "told": told})


def told_of(request: HttpRequest, cluster: Cluster) -> str:
    """The page below its breadcrumb, written."""
    shown = page_of(cluster, request.user)
    return render_to_string("network/clusters/body.html", shown, request)


def heading_of(cluster: Cluster) -> dict[str, Any]:
    return {"cluster": cluster, "kind": showing.kind_of(cluster)}


def page_of(cluster: Cluster, viewer: Any) -> dict[str, Any]:
    """What the page of a cluster shows to `viewer`."""
    members = queries.members_of(cluster, viewer)
    agents = list(cluster.agent_terms.in_force().select_related("person"))
    seats = queries.seats_of(cluster)
    findable = queries.findable(viewer, [one.person for one in [*agents, *seats]])
    may_keep = access.may(viewer, access.ACCOMPANY, cluster)
    back, forth = thread_of("cluster", cluster, viewer)
    story = cluster.story.shown()
    state, tone = showing.state_of(cluster)
    return {
        **heading_of(cluster),
        "state": state,
        "tone": tone,
        "facts": showing.facts_of(
            cluster, members, [showing.agent_of(one, findable) for one in agents]
        ),
        "map": showing.map_of(cluster),
        "story": story,
        "story_html": markdown.render(story.value, top=3),
        "story_language": showing.told_language(story),
        "members": members,
        "chain": showing.chain_of(members, showing.members_address(cluster)),
        "table": showing.table_of(members),
        "directory": showing.members_address(cluster),
        "sides": commissions.sides_of(seats, findable),
        "balance": commissions.balance_figure(queries.balance_of(seats, viewer)),
        "figures": showing.figures_of(cluster.figures.all()),
        "panels": panels_for("cluster", cluster, viewer),
        "tabs": showing.tabs_of(cluster) if may_keep else [],
        "history": history_of("cluster", cluster.uuid, limit=MOST_HISTORY) if may_keep else [],
        "back": back,
        "forth": forth,
    }


@open_to_all
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The picture of a cluster, for whoever may see the page."""
    found = access.cluster_for(request.user, slug)
    if found.picture is None:
        raise Http404
    return storage.send(found.picture, request, width=960)


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Put a mapped item on record."""
    people.require_anywhere(request.user, access.EDIT)
    form = NewClusterForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.map_cluster(by=request.user, **form.given())
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("It is on record. Nobody else finds it before its review."))
            return redirect("network:edit_cluster", slug=made.slug)
    return render(request, "network/clusters/new.html", {"form": form})


@show_or_send
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the page."""
    found = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    form = ClusterForm(request.POST, instance=found) if request.method == "POST" else None
    if form is not None and form.is_valid() and save(request, form):
        messages.success(request, _("Saved."))
        return redirect(found)
    shown = frame(found, "edit_cluster", fields=fields_of(found, form))
    return render(request, "network/clusters/edit.html", shown)


def fields_of(cluster: Cluster, form: ClusterForm | None) -> str:
    """The form with what was typed, or, once for everybody, as the page stands now."""
    if form is not None:
        return saving.drawn(form)
    key = ("fields of a cluster", cluster.pk, cluster.version, *reader.eyes())
    return kept(key, lambda: saving.drawn(ClusterForm(instance=cluster)))


def save(request: HttpRequest, form: ClusterForm) -> bool:
    """Save what `form` changed; where somebody was faster, the form shows both."""
    row = Cluster.objects.get(pk=form.instance.pk)
    expected = form.cleaned_data["version"]
    try:
        services.change(row, by=request.user, expected=expected, **form.given())
    except Overtaken:
        form.overtaken()
        return False
    return True


@show_or_send
def change_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Put, change or remove the picture."""
    found = access.cluster_for(request.user, slug, to=access.ACCOMPANY)
    if request.POST.get("action") == "remove":
        services.remove_picture(found, by=request.user)
        return redirect("network:edit_cluster", slug=slug)
    form = PictureForm(
        request.POST or None, request.FILES or None, initial={"alt": found.picture_alt}
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.set_picture(found, given["picture"], alt=given["alt"], by=request.user)
        except FileRefused as problem:
            form.add_error("picture", str(problem))
        else:
            return redirect(found)
    return render(request, "network/clusters/picture.html", frame(found, "edit_cluster", form=form))


def frame(cluster: Cluster, current: str, **more: Any) -> dict[str, Any]:
    """What every page of the keepers of a cluster has: its name, its tabs, where it stands."""
    return {
        "cluster": cluster,
        "kind": showing.kind_of(cluster),
        "tabs": showing.tabs_of(cluster),
        "current": reverse(f"network:{current}", args=[cluster.slug]),
        "clusters_url": reverse("network:clusters"),
        **more,
    }
