"""The directory: who is in the network, found by words, narrowed by facets, as a list, cards or a map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.network.queries import directory as queries
from hilo.network.queries.directory import Found
from hilo.network.rules import asking
from hilo.network.rules.asking import Asked
from hilo.network.showing import entries, facets, taking, where
from hilo.people import access as people
from hilo.ui import reader
from hilo.ui.lists.paging import pages_of
from hilo.ui.numerals import figure


@open_to_all
@kept_for_strangers(minutes=5)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """What is listed for this reader; the same page for all members, and for all strangers."""
    asked = asking.read(dict(request.GET.lists()))
    if (form := request.GET.get("as", "")) in taking.FORMS:
        return taking.response(request.user, asked, form)
    is_member = people.is_account(request.user)
    about = (is_member, asked, *reader.eyes())
    told = kept(("directory", *about), lambda: told_of(asked, request.user))
    return render(request, "network/directory.html", told)


@open_to_all
@require_safe
def on_the_map(request: HttpRequest) -> HttpResponse:
    """The map has an address that people can say."""
    return redirect(reverse("network:directory") + Asked(view="map").address)


def told_of(asked: Asked, viewer: Any) -> dict[str, Any]:
    """The page, written as far as it is the same for everybody who may see the same."""
    found = queries.look(viewer, asked, reader.language())
    words = facets.words_for(found, viewer)
    shown = shown_of(found) | {"chips": facets.chips(asked, words)}
    return {
        "asked": asked,
        "total": found.browsed.total,
        "how_many": how_many(found),
        "proposed": proposed_name(asked, words),
        "offered": facets.offered(found, words),
        "body": render_to_string("network/directory_found.html", shown),
    }


def shown_of(found: Found) -> dict[str, Any]:
    """What stands beside the facets."""
    asked = found.asked
    return {
        "asked": asked,
        "total": found.browsed.total,
        "entries": entries.entries_of(found.rows),
        "look": "cards" if asked.view == "cards" else "rows",
        "maps": where.maps_of(found) if asked.view == "map" else [],
        "views": views_of(asked),
        "current": asked.address_at(view=asked.view),
        "sorts": sorts_of(asked),
        "pages": pages_of(_paged(found), QueryDict(found.asked.address[1:])),
        "downloads": downloads_of(asked, found),
        "everything": Asked(view=asked.view).address,
        "meant": list(found.browsed.meant.items()),
        "is_partial": found.browsed.is_partial,
    }


def _paged(found: Found) -> Page[Any]:
    """The rows as a page that the pagination understands; they are fetched already."""
    return Paginator(range(found.browsed.total), queries.SIZE).page(found.browsed.page)


def how_many(found: Found) -> str:
    """«1,204 organisations and 14 clusters»; each counted once."""
    firms = ngettext("%(count)s organisation", "%(count)s organisations", found.organisations)
    clusters = ngettext("%(count)s cluster", "%(count)s clusters", found.clusters)
    told = firms % {"count": figure(found.organisations, 0)}
    if not found.clusters:
        return told
    both = _("%(organisations)s and %(clusters)s")
    return both % {
        "organisations": told,
        "clusters": clusters % {"count": figure(found.clusters, 0)},
    }


def views_of(asked: Asked) -> list[tuple[str, str]]:
    labels = {"list": _("List"), "cards": _("Cards"), "map": _("Map")}
    return [(labels[view], asked.address_at(view=view)) for view in asking.VIEWS]


def sorts_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """The orders that make sense: by name is the usual one where no words are asked."""
    usual = ("", _("Best match")) if asked.text else ("", _("By name"))
    orders = [usual, ("name", _("By name")), ("newest", _("Newest first"))]
    current = asked.order if asked.text or asked.order != "name" else ""
    return [
        (label, asked.address_at(order=order), order == current)
        for order, label in orders
        if asked.text or order != "name"
    ]


def downloads_of(asked: Asked, found: Found) -> list[tuple[str, str]]:
    """The ways to take home what was found; vCards where there are organisations."""
    if not found.browsed.total:
        return []
    labels = {"xlsx": _("Download XLSX"), "csv": _("Download CSV"), "vcf": _("Download vCards")}
    start = replace(asked, page=1, view="list").address
    joint = "&" if len(start) > 1 else ""
    return [
        (labels[form], f"{start}{joint}as={form}")
        for form in taking.FORMS
        if form != "vcf" or found.organisations
    ]


def proposed_name(asked: Asked, words: facets.Words) -> str:
    """A name for this search in the reader's language: its words, then its choices."""
    parts = [f"«{asked.text}»"] if asked.text else []
    parts += [
        str(words.get(facet, {}).get(value, value))
        for facet, values in asked.chosen
        for value in values
    ]
    return " · ".join(parts)[:120] or _("Everything new in the directory")
