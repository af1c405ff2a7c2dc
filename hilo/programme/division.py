"""The regions of one programme, asked for many places at once without a query for each."""

from __future__ import annotations

from collections.abc import Sequence

from hilo.places.models import Place, Region


class Division:
    """Which region holds a place: what `places.queries.region_of` answers, from two queries in all."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.regions = list(regions)
        through = Region.places.through.objects.filter(region__in=self.regions)
        self._held: dict[int, set[int]] = {region.pk: set() for region in self.regions}
        for region, place in through.values_list("region_id", "place_id"):
            self._held[region].add(place)

    def region_of(self, place: Place) -> Region | None:
        """The first region that holds `place` or what it lies in; `place.parent` should be at hand."""
        line = {place.pk, place.parent_id, place.parent.parent_id if place.parent else None}
        return next((one for one in self.regions if self._held[one.pk] & line), None)
