"""The search page: one field, facets as links, hits with the piece of text that shows why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hilo.core import search as engine
from hilo.core.access import open_to_all
from hilo.core.keeping import kept
from hilo.core.registries import kinds
from hilo.core.search.engine import PAGE
from hilo.core.text import own_name_of
from hilo.network.models import Cluster, Organisation
from hilo.network.showing import entries
from hilo.site.addresses import url_of
from hilo.ui import reader
from hilo.ui.lists import Choice, Offered, addresses
from hilo.ui.numerals import figure

FACETS = ("kind", "language")
LONGEST = 200  # characters of a query


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the network holds for some words, as far as the reader may see it."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    # What may be seen hangs on who reads and on whether their staff session is on.
    reads = (request.user.pk, bool(getattr(request.user, "duty", None)))
    about = (reads, request.GET.urlencode(), *reader.eyes())
    shown = kept(("search", *about), lambda: sought(request, text))
    return render(request, "site/search.html", shown)


def sought(request: HttpRequest, text: str) -> dict[str, Any]:
    """What was found for `text` and how it can be narrowed, with the hits written."""
    chosen = {name: request.GET.get(name, "") for name in FACETS}
    language = (get_language() or "en")[:2]
    found = engine.search(
        text, request.user, language=language, facets=chosen, page=page_number(request)
    )
    about = remarks(found.hits)
    hits = [(about[hit.uuid], url_of(hit.object), hit) for hit in found.hits]
    return {
        "found": found,
        "hits": render_to_string("site/parts/hits.html", {"hits": hits}) if hits else "",
        "page_object": pages_of(found),
        "offered": list(offered(found, chosen, request.GET)),
        "is_narrowed": any(chosen.values()),
        "everything": addresses.with_value(addresses.without(request.GET, *FACETS), "q", text),
        "meant": list(found.meant.items()),
    }


def remarks(hits: Sequence[engine.Hit]) -> dict[UUID, str]:
    """What stands above each hit: its kind; of organisations and clusters what they are, and where."""
    listed = [hit.object for hit in hits if isinstance(hit.object, Organisation | Cluster)]
    prefetch_related_objects(listed, "place__parent__parent")
    told = {one.uuid: f"{one.get_kind_display()} · {entries.where(one)}" for one in listed}
    return {
        hit.uuid: told.get(hit.uuid, str(kinds.get(hit.kind).label)).removesuffix(" · ")
        for hit in hits
    }


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def pages_of(found: engine.Found) -> Page[Any]:
    """The hits as a page that `{% pages %}` understands; the hits themselves are fetched already."""
    return Paginator(range(found.total), PAGE).page(found.page)


def offered(found: engine.Found, chosen: dict[str, str], query: QueryDict) -> Iterator[Offered]:
    """The two ways to narrow: by kind and by language; where each value has everything, none divides."""
    labels = {"kind": _("Kind"), "language": _("Language")}
    for name in FACETS:
        counts = dict(found.facets.get(name, {}))
        if chosen[name]:
            counts.setdefault(chosen[name], 0)
        divides = any(count != found.total for count in counts.values())
        if divides or chosen[name]:
            choices = tuple(choices_of(name, counts, chosen[name], query))
            clear = addresses.with_value(query, name, "") if chosen[name] else ""
            yield Offered(labels[name], choices, clear=clear)


def choices_of(
    name: str, counts: dict[str, int], chosen: str, query: QueryDict
) -> Iterator[Choice]:
    """The values of one facet that occur, the most frequent first."""
    for value, count in counts.items():
        href = addresses.with_value(query, name, "" if value == chosen else value)
        yield Choice(label_of(name, value), figure(count), href, value == chosen)


def label_of(name: str, value: str) -> Any:
    """The words for one value of a facet."""
    if name == "language":
        return own_name_of(value)
    return kinds.get(value).plural if value in kinds else value
