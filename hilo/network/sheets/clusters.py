"""Clusters as a spreadsheet: one row per mapped item, known by the key of a download or by a name and its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    DateColumn,
    Message,
    NumberColumn,
    Scope,
    TextColumn,
    Values,
    error,
)
from hilo.core.text import Text
from hilo.network.enums import Audience, ClusterKind
from hilo.network.models import Cluster, Sector
from hilo.network.services import clusters, mistakes
from hilo.network.sheets.areas import TerritorySheet, by_key, by_name, code_of
from hilo.network.sheets.organisations import KEY, LANGUAGES, OUTSIDE, PLACE, SECTORS, STATE

PLAIN = ("kind", "town", "mapped_from", "audience")
POINT = ("latitude", "longitude")
DECIMALS = 6  # of a degree: ten centimetres
NAMES = tuple(f"name_{code}" for code in LANGUAGES)
STORIES = tuple(f"story_{code}" for code in LANGUAGES)


class ClustersSheet(TerritorySheet):
    """One row per cluster, potential cluster or other economic reality."""

    name = "clusters"
    kind = "cluster"
    explanation = _(
        "Put what was mapped on record at once: clusters, potential clusters and other economic "
        "realities. Their pages are reviewed one by one before they enter the directory."
    )
    order = 22
    declared = (
        KEY,
        ChoiceColumn(
            "kind",
            _("Kind"),
            is_required=True,
            choices=lambda: ClusterKind.choices,
            aliases=("tipo", "type", "النوع"),
        ),
        TextColumn("name_es", _("Name in Spanish"), longest=120, aliases=("nombre",), width=34),
        TextColumn("name_fr", _("Name in French"), longest=120, aliases=("nom",), width=34),
        TextColumn("name_en", _("Name in English"), longest=120, aliases=("name",), width=34),
        TextColumn("name_ar", _("Name in Arabic"), longest=120, aliases=("الاسم",), width=34),
        STATE,
        PLACE,
        TextColumn("town", _("Town or quarter"), longest=80),
        NumberColumn("latitude", _("Latitude"), least=-90, most=90, places=DECIMALS),
        NumberColumn("longitude", _("Longitude"), least=-180, most=180, places=DECIMALS),
        SECTORS,
        TextColumn("story_es", _("Story in Spanish"), longest=6000, has_lines=True),
        TextColumn("story_fr", _("Story in French"), longest=6000, has_lines=True),
        TextColumn("story_en", _("Story in English"), longest=6000, has_lines=True),
        TextColumn("story_ar", _("Story in Arabic"), longest=6000, has_lines=True),
        DateColumn("mapped_on", _("Mapped on")),
        TextColumn("mapped_from", _("Source of the mapping"), longest=200),
        ChoiceColumn(
            "audience", _("Who may find the page"), choices=lambda: Audience.choices, width=14
        ),
    )
    keys = (("key",), *((name, "place") for name in NAMES))
    erasable = frozenset({"town", *POINT, "sectors", "mapped_on", "mapped_from", *STORIES})

    @property
    def title(self) -> str:
        return self.titled(gettext("Clusters"))

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Cluster]:
        here = Cluster.objects.filter(self.here).select_related("place")
        return here.prefetch_related("sectors").order_by("folded", "pk")

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        if key == ("key",):
            return by_key(self.objects(), wanted)
        codes, language = {name[-1].upper() for name in wanted}, key[0].removeprefix("name_")
        near = self.objects().filter(place__code__in=codes).order_by()
        return by_name(
            near, wanted, lambda one: (fold(one.name.texts.get(language, "")), code_of(one))
        )

    def current(self, thing: Cluster) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) or None for name in PLAIN},
            "place": thing.place,
            **{name: _degrees(getattr(thing, name)) for name in POINT},
            "mapped_on": thing.mapped_on,
            "sectors": [one.slug for one in thing.sectors.all()],
            **{f"name_{code}": thing.name.texts.get(code) for code in LANGUAGES},
            **{f"story_{code}": thing.story.texts.get(code) for code in LANGUAGES},
        }

    def look(self, values: Values, thing: Cluster | None) -> Iterable[Message]:
        place = values.get("place", thing and thing.place)
        if place is not None and not self.holds(place):
            yield error(OUTSIDE, "place", place=str(place))
        latitude, longitude = (values.get(one, getattr(thing, one, None)) for one in POINT)
        if (latitude is None) != (longitude is None):
            yield error(HALF_A_POINT, ",".join(POINT))
        if thing is None and not any(values.get(name) for name in NAMES):
            said = gettext_noop("Write the name in at least one language.")
            yield error(said, ",".join(NAMES))

    def create(self, values: Values, *, by: Any, scope: Scope) -> Cluster:
        return clusters.map_cluster(by=by, **_fields(values, Text(), Text()))

    def change(self, thing: Cluster, values: Values, *, by: Any, scope: Scope) -> None:
        clusters.change(thing, by=by, **_fields(values, thing.name, thing.story))

    def remove(self, thing: Cluster, *, by: Any, scope: Scope) -> None:
        self.remove_all([thing], by=by, scope=scope)

    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        mistakes.take_back(things, by=by)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        said = gettext_noop("Later work rests on this cluster: %(what)s.")
        rests = mistakes.what_rests_on(things)
        return {uuid: error(said, what=what) for uuid, what in rests.items()}


HALF_A_POINT = gettext_noop("Write latitude and longitude, or neither.")


def _degrees(value: float | None) -> Decimal | None:
    """A coordinate as a cell holds it."""
    return None if value is None else round(Decimal(str(value)), DECIMALS)


def written(text: Text, values: Values, beginning: str) -> Text:
    """`text` with the variants that a row writes in its columns `beginning` + language."""
    for code in LANGUAGES:
        variant = values.get(f"{beginning}{code}") or ""
        if f"{beginning}{code}" in values and (variant or code != text.original):
            text = text.with_variant(code, variant)
    return text


def _fields(values: Values, name: Text, story: Text) -> dict[str, Any]:
    """The fields of `Cluster` that `values` speak of."""
    fields: dict[str, Any] = {one: values[one] or "" for one in PLAIN if one in values}
    fields |= {one: values[one] for one in ("place", "mapped_on") if one in values}
    fields |= {
        one: None if values[one] is None else float(values[one]) for one in POINT if one in values
    }
    if "sectors" in values:
        fields["sectors"] = list(Sector.objects.filter(slug__in=values["sectors"] or ()))
    if any(one in values for one in NAMES):
        fields["name"] = written(name, values, "name_")
    if any(one in values for one in STORIES):
        fields["story"] = written(story, values, "story_")
    return fields
