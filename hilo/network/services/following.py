"""Searches that people follow: begun, renamed, left; and telling of what is new.

Telling and noting until when was told are one transaction: after a crash both happened or neither,
and a second worker finds the moment moved on (docs/algorithms/directory.md).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from hilo.core.events import publish
from hilo.core.models import SearchEntry
from hilo.core.time import now
from hilo.network.events import SearchFollowed, SearchLeft, SearchRenamed
from hilo.network.messages import NewInTheDirectory
from hilo.network.models import FollowedSearch
from hilo.network.problems import FollowedAlready, TooManySearches
from hilo.network.queries import directory
from hilo.network.rules import asking
from hilo.notifications import services as notifications

MOST = 40  # searches of one person
NAMED = 5  # new pages that a message names
IDLE = dt.timedelta(days=1)  # after which the moment moves on though nothing came


@transaction.atomic
def follow(*, query: str, name: str, by: Any) -> FollowedSearch:
    """Tell `by` from now on of what is new for `query`; raises `FollowedAlready`, `TooManySearches`."""
    query = asking.read_query(query).query[:600]
    own = FollowedSearch.objects.filter(person_id=by.person_id)
    if own.filter(query=query).exists():
        raise FollowedAlready
    if own.count() >= MOST:
        raise TooManySearches(most=MOST)
    search = FollowedSearch.objects.create(
        person_id=by.person_id, query=query, name=_line(name), seen_until=now()
    )
    publish(SearchFollowed(search.uuid), by=by)
    return search


@transaction.atomic
def rename(search: FollowedSearch, *, name: str, by: Any) -> None:
    """Call the search otherwise."""
    search.name = _line(name) or search.name
    search.save(update_fields=["name"])
    publish(SearchRenamed(search.uuid), by=by)


@transaction.atomic
def leave(search: FollowedSearch, *, by: Any) -> None:
    """Stop telling of the search, and forget it."""
    uuid = search.uuid
    search.delete()
    publish(SearchLeft(uuid), by=by)


def _line(name: str) -> str:
    return " ".join(name.replace("\0", "").split())[:120]


def tell_everybody() -> int:
    """Tell of what is new for each followed search, one after another; answers how many were told of."""
    newest = SearchEntry.objects.filter(kind__in=directory.KINDS).aggregate(at=Max("entered_at"))[
        "at"
    ]
    if newest is None:
        return 0
    behind = FollowedSearch.objects.filter(seen_until__lt=newest, person__account__is_active=True)
    return sum(tell_of(pk) for pk in list(behind.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def tell_of(pk: int) -> bool:
    """Say in one message what is new for one search, and note until when; whether there was anything."""
    rows = FollowedSearch.objects.select_for_update(of=("self",))
    search = rows.select_related("person__account").filter(pk=pk).first()
    if search is None:
        return False
    asked, before = asking.read_query(search.query), search.seen_until
    found = directory.arrivals(search.person.account, asked, before, size=NAMED)
    if not found.total and found.until - before < IDLE:
        return False
    seen = FollowedSearch.objects.filter(pk=pk, seen_until=before)
    if not seen.update(seen_until=found.until) or not found.total:
        return False
    said = NewInTheDirectory(search.uuid, before, found.until, found.total, tuple(found.uuids))
    notifications.notify(search.person, said)
    return True
