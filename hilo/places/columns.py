"""The column of a sheet that names a place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hilo.core.sheets import LookupColumn, ambiguous, unknown
from hilo.places import names
from hilo.places.models import Place


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaceColumn(LookupColumn):
    """A place by its name, by name and what it lies in, by INEGI's key or by its code.

    An unknown name is answered with the three nearest, a shared one with the ways to tell them
    apart. Rows keep the code; `kind` narrows to countries, divisions or municipalities.
    """

    kind: str = ""
    width: int = 30

    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        index = names.index(kind=self.kind)
        found = {text: index.exactly(text) for text in texts}
        single = [several[0] for several in found.values() if len(several) == 1]
        places = {place.pk: place for place in index.places_of(single)}
        return {
            text: places[several[0].pk]
            if len(several) == 1
            else self._problem(text, several, index, language)
            for text, several in found.items()
        }

    def _problem(
        self, text: str, several: list[names.Found], index: names.Index, language: str
    ) -> Exception:
        if several:
            return ambiguous(text, (index.full_name(one, language) for one in several))
        return unknown(text, (index.full_name(one, language) for one in index.nearest(text, 3)))

    def key_of(self, found: Place) -> str:
        return found.code

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        return {place.code: place for place in Place.objects.filter(code__in=list(keys))}

    def name_of(self, found: Place, language: str) -> str:
        index = names.index(kind=self.kind)
        known = index.found.get(found.pk)
        # A place that was dissolved since is no longer in the index; its code still names it.
        return index.full_name(known, language) if known else found.code
