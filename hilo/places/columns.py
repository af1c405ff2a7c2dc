"""Places in tables and in spreadsheets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core.sheets.columns import BESIDE, LookupColumn, ambiguous, unknown
from hilo.core.sheets.messages import BETWEEN, CellProblem
from hilo.places import names
from hilo.places.coordinates import coordinates
from hilo.places.models import Place
from hilo.ui.tables import Column


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaceColumn(LookupColumn):
    """A place by name in any language, «name, state», code, or INEGI's key, its zeros lost or not.

    The column `beside` it (the state) tells apart what is named alike; where both are known and do
    not go together, neither is believed. `home` is the code of the country that is meant first:
    there «Guadalupe» is a municipality, not the island. `within` is the code of a country or state, `kind` one of
    `Place.Kind`. One index serves the whole sheet; an unknown name costs under 5 ms.
    """

    within: str = ""
    kind: str = ""
    home: str = ""
    width: int = 30

    def resolve(self, texts: Collection[str], language: str) -> dict[str, Any]:
        """For each text the `Place` it names, or the sentence that says why none."""
        index, home = self._index(), self._home()
        found = {text: (home and named(text, home)) or named(text, index) for text in texts}
        single = {some[0].pk: some[0] for some in found.values() if len(some) == 1}
        places = {place.pk: place for place in index.places_of(single.values())}
        return {
            text: places[some[0].pk]
            if len(some) == 1 and not contradicts(some[0], text.partition(BESIDE)[2], index)
            else self._why(text, some, index, language)
            for text, some in found.items()
        }

    def _why(
        self, asked: str, several: list[names.Found], index: names.Index, language: str
    ) -> Any:
        text, _mark, where = asked.partition(BESIDE)
        if several and where and contradicts(several[0], where, index):
            inside = [index.full_name(one, language) for one in several[:3]]
            return CellProblem(ELSEWHERE, value=text, where=where, inside=BETWEEN.join(inside))
        if several:
            return ambiguous(text, [index.full_name(one, language) for one in several])
        nearest = (self._home() or index).nearest(f"{text}, {where}" if where else text)
        return unknown(text, [index.full_name(one, language) for one in nearest])

    def _home(self) -> names.Index | None:
        country = Place.objects.filter(code=self.home).first() if self.home else None
        return names.index(country) if country else None

    def _index(self) -> names.Index:
        inside = Place.objects.filter(code=self.within).first() if self.within else None
        return names.index(inside, self.kind)

    def key_of(self, found: Any) -> str:
        return found.code

    def objects(self, keys: Collection[str]) -> dict[str, Any]:
        """Places by code, ended ones among them."""
        found = Place.objects.select_related("parent").filter(code__in=keys)
        return {place.code: place for place in found}

    def name_of(self, found: Any, language: str) -> str:
        """The full name, which `resolve` takes back; the code alone where the place has ended."""
        index, home = self._index(), self._home()
        known = index.found.get(found.pk)
        if known is None:
            return found.code
        full = index.full_name(known, language)
        meant = home.exactly(full) if home else []
        return full if meant in ([], [known]) else found.code


ELSEWHERE = gettext_noop("«%(value)s» does not lie in «%(where)s», but: %(inside)s. Correct one.")


def named(asked: str, index: names.Index) -> list[names.Found]:
    """What a text names, together with what the column beside it says, or else alone."""
    text, _mark, where = asked.partition(BESIDE)
    return (index.exactly(f"{text}, {where}") if where else []) or index.exactly(text)


def contradicts(found: names.Found, where: str, index: names.Index) -> bool:
    """Whether `where` names a place in which `found` does not lie; a word that we do not know is no objection."""
    above = {one.pk for one in index.exactly(where)} if where else set()
    line: set[int | None] = {found.pk}
    step = index.found.get(found.parent) if found.parent else None
    while step is not None and step.pk not in line:
        line.add(step.pk)
        step = index.found.get(step.parent) if step.parent else None
    return bool(above) and not above & line


def isolated_code(place: Place) -> SafeString:
    """INEGI's key for a municipality, the ISO code for the rest, from left to right."""
    code = place.key if place.kind == Place.Kind.MUNICIPALITY else place.code
    return mark_safe(f'<bdi dir="ltr">{escape(code)}</bdi>')


PLACE_COLUMNS = (
    Column(
        "name",
        _("Name"),
        lambda place: str(place),
        is_sortable=True,
        order=("folded",),
        href=lambda place: place.get_absolute_url(),
        is_row_name=True,
    ),
    Column("kind", _("Kind"), lambda place: place.title),
    Column(
        "in",
        _("Lies in"),
        lambda place: str(place.parent or ""),
        is_sortable=True,
        order=("parent__folded", "folded"),
    ),
    Column("code", _("Code"), isolated_code, is_sortable=True),
    Column("point", _("A point inside"), coordinates),
)
