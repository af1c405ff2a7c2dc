"""How the directory can be narrowed, in the reader's words: facets with counts, and chips of what is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.fold import fold
from hilo.core.keeping import kept
from hilo.network.enums import ClusterKind, OrganisationKind, Size, Stage, YesNo
from hilo.network.models import Classification, Sector
from hilo.network.queries.directory import Found, clusters_by_slug
from hilo.network.rules.asking import FACETS, Asked
from hilo.places.models import Place
from hilo.ui import reader
from hilo.ui.lists import Chip, Choice, Offered
from hilo.ui.numerals import figure

LABELS: dict[str, Any] = {
    "kind": _("Kind"),
    "sector": _("Sector"),
    "country": _("Country"),
    "division": _("State or region"),
    "municipality": _("Municipality"),
    "cluster": _("Cluster"),
    "stage": _("Stage of the culture cycle"),
    "size": pgettext_lazy("of an organisation", "Size"),
    "women_led": _("Led by women"),
    "women_owned": _("Owned by women"),
    "fcs": _("UNESCO domain"),
    "unido": _("UNIDO family"),
}
CHOICES: dict[str, dict[str, Any]] = {
    "kind": {**dict(OrganisationKind.choices), **dict(ClusterKind.choices)},
    "stage": dict(Stage.choices),
    "size": dict(Size.choices),
    "women_led": dict(YesNo.choices),
    "women_owned": dict(YesNo.choices),
}
# The facets whose values have an order of their own; the others begin with the most frequent.
IN_ORDER = {"stage", "size", "women_led", "women_owned", "fcs", "unido"}
SHOWN = 8  # choices that stand open; as many as IN_ORDER ones have
MOST = 60  # choices that are offered at all

Words = Mapping[str, Mapping[str, Any]]


def words_for(found: Found, viewer: Any) -> dict[str, dict[str, Any]]:
    """The words for each value that was counted or chosen; what has none is not offered."""
    values = {facet: [*found.facets.get(facet, ()), *found.asked.values(facet)] for facet in FACETS}
    words: dict[str, dict[str, Any]] = {**CHOICES, **classifying()}
    places = [code for facet in ("country", "division", "municipality") for code in values[facet]]
    named = names_of(places)
    words |= dict.fromkeys(("country", "division", "municipality"), named)
    slugs = values["cluster"]
    words["cluster"] = {
        slug: str(one.name) for slug, one in clusters_by_slug(viewer, slugs).items()
    }
    return words


def classifying() -> dict[str, dict[str, Any]]:
    """Sectors and classes by their codes, in the reader's language."""
    return kept(("words of sectors", reader.language()), _classifying)


def _classifying() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = {
        "sector": {one.slug: str(one.name) for one in Sector.objects.only("slug", "name", "order")},
        "fcs": {},
        "unido": {},
    }
    for one in Classification.objects.only("scheme", "code", "name", "order"):
        words[one.scheme][one.code] = str(one.name)
    return words


def names_of(codes: Collection[str]) -> dict[str, str]:
    """Places by their codes."""
    places = Place.objects.filter(code__in=set(codes)).only("code", "name", "names")
    return {one.code: str(one) for one in places}


def offered(found: Found, words: Words) -> list[Offered]:
    """The ways to narrow what was found; a way with one value says nothing."""
    ways = (_offer(facet, found, words.get(facet, {})) for facet in FACETS)
    return [one for one in ways if one is not None]


def _offer(facet: str, found: Found, words: Mapping[str, Any]) -> Offered | None:
    asked, chosen = found.asked, found.asked.values(facet)
    if facet == "division" and not asked.values("country"):
        return None
    counts = {**dict.fromkeys(chosen, 0), **found.facets.get(facet, {})}
    values = [one for one in counts if one in words and _is_offered(facet, one, chosen)]
    if len(values) < 2 and not chosen:
        return None
    choices = [
        Choice(
            words[value],
            figure(counts[value]),
            asked.toggling(facet, value).address,
            value in chosen,
        )
        for value in _in_order(facet, values, counts, words, chosen)[:MOST]
    ]
    open_ones = max(SHOWN, len(chosen)) if facet not in IN_ORDER else len(choices)
    clear = asked.choosing(facet, ()).address if chosen else ""
    return Offered(LABELS[facet], tuple(choices[:open_ones]), tuple(choices[open_ones:]), clear)


def _is_offered(facet: str, value: str, chosen: Iterable[str]) -> bool:
    """Domains and families stand open; what lies in one is offered once that one is chosen."""
    top, dot, _inner = value.partition(".")
    if facet not in ("fcs", "unido") or not dot:
        return True
    return any(one.partition(".")[0] == top for one in chosen)


def _in_order(
    facet: str,
    values: list[str],
    counts: Mapping[str, int],
    words: Mapping[str, Any],
    chosen: Collection[str],
) -> list[str]:
    if facet in IN_ORDER:
        places = {value: number for number, value in enumerate(words)}
        return sorted(values, key=lambda one: places[one])
    return sorted(values, key=lambda one: (one not in chosen, -counts[one], fold(str(words[one]))))


def chips(asked: Asked, words: Words) -> list[Chip]:
    """What is chosen, each with the address without it."""
    return [
        Chip(
            LABELS[facet],
            words.get(facet, {}).get(value, value),
            asked.toggling(facet, value).address,
        )
        for facet, values in asked.chosen
        for value in values
    ]
