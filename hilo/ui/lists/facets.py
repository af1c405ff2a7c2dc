"""Facets: the values that occur, how often, and the link that chooses each. One query per facet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hilo.ui.charts.reading import amount
from hilo.ui.charts.small import published
from hilo.ui.lists import addresses

Label = Any
Labels = Mapping[Any, Label] | Callable[[Collection[Any]], Mapping[Any, Label]]
Counts = dict[str, int]

NOT_STATED = "-"  # in addresses, for what has no value
KEPT_SECONDS = 60  # how long counts over very many rows are kept


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: by the values of `field` (a path that starts at the row).

    `labels` are the words for the values, or a function that answers them for those that occur (one
    query). `is_many` says that a row may have several. Statistics about people set
    `protects_small_groups`: counts of one to four then read "fewer than five".
    """

    name: str
    label: Label
    field: str
    labels: Labels | None = None
    is_many: bool = False
    most: int = 12
    protects_small_groups: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether each row has one value, which stands in `field`."""
        return type(self) is Facet and not self.is_many

    def narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        """The rows that have one of `values`; all where none is chosen, none where they make no sense."""
        if not values:
            return rows
        try:
            return self._narrow(rows, [value for value in values if _is_plausible(value)])
        except (ValueError, ValidationError):
            return rows.none()

    def _narrow(self, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        stated = [value for value in values if value != NOT_STATED]
        wanted = Q(**{f"{self.field}__in": stated})
        if NOT_STATED in values:
            wanted |= Q(**{f"{self.field}__isnull": True}) | self._blank(rows)
        if not self.is_many:
            return rows.filter(wanted)
        return rows.filter(pk__in=rows.model._default_manager.filter(wanted).values("pk"))

    def _blank(self, rows: QuerySet[Any]) -> Q:
        """That the field holds the empty text, where it can hold text at all."""
        try:
            field = rows.model._meta.get_field(self.field)
        except FieldDoesNotExist:
            return Q(pk__in=())
        holds_text = field.get_internal_type() in {"CharField", "TextField", "SlugField"}
        return Q(**{self.field: ""}) if holds_text else Q(pk__in=())

    def counts(self, rows: QuerySet[Any], keep: bool = False) -> Counts:
        """How often each value occurs among `rows`; kept for a minute where they are very many."""
        if not keep:
            return self._counted(rows)
        key = f"facet:{self.name}:{_mark(rows)}"
        kept: Counts | None = cache.get(key)
        if kept is None:
            kept = self._counted(rows)
            cache.set(key, kept, KEPT_SECONDS)
        return kept

    def _counted(self, rows: QuerySet[Any]) -> Counts:
        counted = (
            rows.order_by().values_list(self.field).annotate(Count("pk", distinct=self.is_many))
        )
        counts: Counts = {}
        for value, count in counted:
            _add(counts, value, count)
        return counts

    def words(self, values: Collection[str]) -> dict[str, Label]:
        """The words for `values`; a value without words, or without sense, stands for itself."""
        stated = [value for value in values if value != NOT_STATED]
        try:
            sensible = [value for value in stated if _is_plausible(value)]
            labels = self.labels(sensible) if callable(self.labels) else (self.labels or {})
        except (ValueError, ValidationError):
            labels = {}
        known = {str(value): label for value, label in labels.items()}
        return {value: known.get(value, value) for value in stated} | {NOT_STATED: _("Not stated")}


def counted_together(rows: QuerySet[Any], facets: Sequence[Facet]) -> dict[str, Counts]:
    """The counts of several simple facets, from one query over what occurs together."""
    fields = [facet.field for facet in facets]
    counts: dict[str, Counts] = {facet.name: {} for facet in facets}
    for *values, count in rows.order_by().values_list(*fields).annotate(Count("pk")):
        for facet, value in zip(facets, values, strict=True):
            _add(counts[facet.name], value, count)
    return counts


def _add(counts: Counts, value: Any, count: int) -> None:
    key = NOT_STATED if value is None or value == "" else str(value)
    counts[key] = counts.get(key, 0) + count


@dataclass(frozen=True)
class Choice:
    """One value of a facet as the reader sees it."""

    label: Label
    count: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """A facet with its choices; the rarest stand behind "more"."""

    label: Label
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    clear: str = ""


def offer(facet: Facet, counts: Counts, query: QueryDict) -> Offered | None:
    """What the reader may choose in `facet`; None where there is nothing to choose between."""
    chosen = query.getlist(facet.name)
    values = {**dict.fromkeys(chosen, 0), **counts}
    if len(values) < 2 and not chosen:
        return None
    words = facet.words(values)
    ordered = sorted(values, key=lambda v: (v not in chosen, -values[v], str(words.get(v, v))))
    choices = tuple(_choice(facet, value, values[value], words[value], query) for value in ordered)
    clear = addresses.with_value(query, facet.name, "") if chosen else ""
    return Offered(facet.label, choices[: facet.most], choices[facet.most :], clear)


def _choice(facet: Facet, value: str, count: int, words: Label, query: QueryDict) -> Choice:
    shown = published(count) if facet.protects_small_groups else count
    href = addresses.with_choice(query, facet.name, value)
    return Choice(words, amount(shown), href, value in query.getlist(facet.name))


def _is_plausible(value: str) -> bool:
    """Whether a database can be asked for `value` at all."""
    return "\0" not in value and not (value.isdigit() and len(value) > 18)


def _mark(rows: QuerySet[Any]) -> str:
    """What tells this query from every other: its SQL and its parameters."""
    sql, parameters = rows.order_by().query.sql_with_params()
    return blake2b(f"{sql} {parameters!r}".encode(), digest_size=16).hexdigest()
