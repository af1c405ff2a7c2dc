"""An index of names, built once and asked often: for a sheet of ten thousand rows, or a form.

    index = names.Index(within=mexico, kind="municipality")
    index.exactly("Guadalupe, N.L.")        # [<Found MX-19026>]
    index.nearest("Guadalup", count=3)

It holds no rows, only what tells places apart; `place_of` and `places_of` fetch them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from hilo.core.fold import fold
from hilo.core.keeping import once_per_request
from hilo.places.models import Place, plain_names
from hilo.places.rules.matching import Entry, Matcher

KEPT = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A place as the index knows it."""

    pk: int
    kind: str
    code: str
    key: str
    name: str
    names: dict[str, str]
    parent: int | None

    def name_in(self, language: str) -> str:
        return self.names.get(language[:2]) or self.name


class Index:
    """The places of a kind, within another place where asked, by every name they bear or bore."""

    def __init__(self, within: Place | None = None, kind: str = "") -> None:
        columns = ("pk", "kind", "code", "key", "name", "names", "former_names", "parent_id")
        # Without an order: sorting by the longest column of all would cost more than the reading.
        rows = list(Place.objects.candidates(within, kind).order_by("pk").values_list(*columns))
        above = set(rows_above(rows))
        others = list(Place.objects.filter(pk__in=above).values_list(*columns)) if above else []
        self.found: dict[int, Found] = {}
        self._matcher = Matcher(self._entries(rows), self._entries(others))

    def _entries(self, rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
        entries = []
        for pk, kind, code, key, name, names, former, parent in rows:
            self.found[pk] = Found(pk, kind, code, key, name, names, parent)
            entries.append(Entry(pk, code, plain_names(name, names, former), key, parent))
        return entries

    def exactly(self, text: str) -> list[Found]:
        """What `text` names by code, key, name, or name and parent; several where names repeat."""
        return [self.found[pk] for pk in self._matcher.exactly(fold(text))]

    def nearest(self, text: str, count: int = 3) -> list[Found]:
        """The `count` places whose names are most like `text`, best first."""
        return [self.found[pk] for pk in self._matcher.nearest(fold(text), count)]

    def full_name(self, found: Found, language: str = "") -> str:
        """A name that leads back to the same place: with what it lies in, and its code if it must."""
        language = language or get_language() or "en"
        if found.parent is None:
            return found.name_in(language)
        comma = "، " if language.startswith("ar") else ", "
        parent = self.found[found.parent].name_in(language)
        full = f"{found.name_in(language)}{comma}{parent}"
        return full if self.exactly(full) == [found] else f"{full} ({found.code})"

    def place_of(self, found: Found) -> Place:
        return Place.objects.select_related("parent").get(pk=found.pk)

    def places_of(self, several: Iterable[Found]) -> list[Place]:
        """The rows of `several`, in their order, with what they lie in."""
        order = [found.pk for found in several]
        places = Place.objects.select_related("parent").in_bulk(order)
        return [places[pk] for pk in order]


def rows_above(rows: list[tuple[Any, ...]]) -> Iterable[int]:
    """The keys of what `rows` lie in and that are not among them, two levels up."""
    present = {row[0] for row in rows}
    parents = {row[-1] for row in rows if row[-1] is not None}
    grand = Place.objects.filter(pk__in=parents).values_list("parent_id", flat=True)
    return {pk for pk in (*parents, *grand) if pk is not None} - present


_kept: OrderedDict[tuple[int | None, str], tuple[Any, Index]] = OrderedDict()
_lock = Lock()


def index(within: Place | None = None, kind: str = "") -> Index:
    """An `Index` that this process keeps until a place changes; one small query asks whether."""
    asked = (within.pk if within else None, kind)
    now = version()
    with _lock:
        if asked in _kept and _kept[asked][0] == now:
            _kept.move_to_end(asked)
            return _kept[asked][1]
    built = Index(within, kind)
    with _lock:
        _kept[asked] = (now, built)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return built


def version() -> tuple[Any, ...]:
    """What differs whenever some place was added, changed or ended; both ends of an index."""
    return once_per_request("version of places", _version)


def _version() -> tuple[Any, ...]:
    # Two looks into an index; asked for both at once, SQLite would read every place.
    table = connection.ops.quote_name(Place._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT MAX(id) FROM {table}), (SELECT MAX(changed_at) FROM {table})"
        )
        return tuple(cursor.fetchone())
