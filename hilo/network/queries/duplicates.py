"""Which organisations may be one: asked of the rules, shown to whoever may merge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hilo.core.fold import fold
from hilo.core.keeping import kept
from hilo.network import access
from hilo.network.models import Distinction, Organisation
from hilo.network.rules import duplicates as rules
from hilo.network.rules.duplicates import Pair, Record
from hilo.people.access import Scopes

# Looking at ten thousand takes a second: it is done anew when somebody asks, but not more often.
KEPT_SECONDS = 300
MOST_OFFERED = 5
MOST_FOUND = 30
COLUMNS = (
    *("pk", "legal_name", "short_name", "other_names", "place__code"),
    *("email", "web", "phone"),
)


@dataclass(frozen=True)
class Suspicion:
    """Two organisations that may be one, `score` of 100, and the codes of what speaks for it."""

    one: Organisation
    other: Organisation
    score: int
    reasons: tuple[str, ...]


def records() -> list[Record]:
    """Every organisation that stands, as it is compared."""
    rows = Organisation.objects.standing().order_by("pk").values_list(*COLUMNS)
    return [_record(*row) for row in rows.iterator(chunk_size=5000)]


def _record(
    key: int,
    legal: str,
    short: str,
    others: str,
    place: str | None,
    email: str = "",
    web: str = "",
    phone: str = "",
) -> Record:
    names = tuple(
        fold(name) for name in dict.fromkeys([short, legal, *others.splitlines()]) if name
    )
    return Record(key, names, (place or "")[:2], place or "", email, web, phone)


def all_pairs() -> list[Pair]:
    """All suspected pairs, the surest first; at most five minutes old."""
    return kept(
        "suspected duplicates",
        lambda: rules.suspected(records()),
        seconds=KEPT_SECONDS,
        whatever_happens=True,
    )


def pairs_for(scopes: Scopes) -> list[Pair]:
    """The pairs of which both lie in `scopes`, still stand, and were not told apart."""
    pairs = all_pairs()
    keys = {key for pair in pairs for key in (pair.first, pair.second)}
    standing = Organisation.objects.standing().filter(access.reach(scopes))
    reached = set(standing.filter(pk__in=keys).values_list("pk", flat=True))
    apart = set(Distinction.objects.values_list("first", "second"))
    return [
        pair
        for pair in pairs
        if {pair.first, pair.second} <= reached and (pair.first, pair.second) not in apart
    ]


def dressed(pairs: Iterable[Pair]) -> list[Suspicion]:
    """Pairs with their organisations."""
    listed = list(pairs)
    keys = {key for pair in listed for key in (pair.first, pair.second)}
    rows = Organisation.objects.filter(pk__in=keys).select_related("place__parent__parent")
    known = rows.in_bulk()
    return [
        Suspicion(known[pair.first], known[pair.second], pair.score, pair.reasons)
        for pair in listed
        if pair.first in known and pair.second in known
    ]


def like(user: Any, given: Mapping[str, Any]) -> list[Organisation]:
    """Organisations that `user` may find and that seem to be the one that is about to be put on record."""
    place = given.get("place")
    new = _record(0, given["legal_name"], given["short_name"], "", place.code if place else None)
    pairs = filter(None, (rules.compared(new, other) for other in records()))
    keys = {pair.second: pair.score for pair in pairs}
    found = access.organisations_visible_to(user).filter(pk__in=keys)
    rows = found.select_related("place__parent__parent")
    return sorted(rows, key=lambda one: -keys[one.pk])[:MOST_OFFERED]


def candidates(reached: QuerySet[Any], kept: Organisation, words: str) -> list[Organisation]:
    """Among `reached` what bears `words`; without words, what is suspected to be the same as `kept`."""
    rows = reached.exclude(pk=kept.pk).select_related("place")
    if not words:
        pairs = (pair for pair in all_pairs() if kept.pk in (pair.first, pair.second))
        suspected = {key for pair in pairs for key in (pair.first, pair.second)}
        return list(rows.filter(pk__in=suspected)[:MOST_OFFERED])
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return list(rows[:MOST_FOUND])


def hanging(kept: Organisation, gone: Organisation) -> list[tuple[Any, int, int]]:
    """What hangs on each of the two: a word, how many here, how many there."""
    nouns = (
        (_("People"), "affiliations"),
        (_("Clusters"), "memberships"),
        (_("Seats on commissions"), "commission_seats"),
        (_("Sectors"), "sectors"),
    )
    return [
        (word, getattr(kept, name).count(), getattr(gone, name).count()) for word, name in nouns
    ]
