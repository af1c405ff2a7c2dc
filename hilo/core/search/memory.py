"""Which snapshot of the index this process searches in, and how it learns of changes.

A person's change is a handful of rows: the snapshot moves on by them at the next search, in a few
milliseconds. What changes many rows at once (an import, `rebuild`) is read aside, in a thread of its
own, while searches go on in the snapshot that is there. Small indexes are read anew on the spot.
"""

from __future__ import annotations

import logging
import time
from threading import Lock, Thread

from django.db import connection
from django.db.models import Count, Q

from hilo.core.models import SearchEntry, SearchMove, SearchState
from hilo.core.search import moves, snapshots
from hilo.core.search.orders import BY_NAME
from hilo.core.search.snapshots import Snapshot, State

SMALL = 5_000  # rows that are read anew on the spot, in some 30 ms
AT_ONCE = 200  # changed rows by which a snapshot moves on during a search
PATIENCE = 10.0  # seconds from one reading aside to the next: an import commits many times
LOOK = 60.0  # seconds, after which changes are looked for that nobody told of

log = logging.getLogger(__name__)

_current: Snapshot | None = None
_looked_at = _aside_at = -LOOK
_aside = Lock()


def current() -> Snapshot:
    """The snapshot to search in."""
    state, held = State(*SearchState.current()), _current
    if state.stamp is None:  # nobody ever told of a change: nothing to compare
        return _put(snapshots.build(state))
    if held is None:
        return _first(state)
    if held.state.stamp == state.stamp and time.monotonic() - _looked_at < LOOK:
        return held
    changed = _changed_since(held.state, state)
    if changed is not None:
        return _put(snapshots.moved(held, state, changed) if changed else held)
    if held.rows <= SMALL:
        return _put(snapshots.build(state, list(held.orders)))
    _read_aside(held)
    return held


def loosen() -> None:
    """Let the next search of this process see what is not committed yet, where that is cheap."""
    if _current is not None and _current.rows <= SMALL:
        drop()


def drop() -> None:
    """Remember nothing of the index."""
    global _current
    _current = None


def warm() -> None:
    """Read the index aside, before anybody searches: a web process says so when it begins."""
    _read_aside(None)


def _first(state: State) -> Snapshot:
    with _aside:  # whoever is reading just now brings it
        return _current or _put(snapshots.build(state))


def _put(snapshot: Snapshot) -> Snapshot:
    global _current, _looked_at
    _current, _looked_at = snapshot, time.monotonic()
    return snapshot


def _changed_since(held: State, state: State) -> set[int] | None:
    """The rows that changed since; None where they are too many, or where nobody knows them.

    A change whose process died between its commit and telling has no number: it counts, too.
    """
    if not 0 <= state.number - held.number < SearchMove.KEPT:
        return None
    since = SearchMove.objects.filter(Q(number__gt=held.number) | Q(number=None))
    rows = list(since.values_list("row", flat=True)[: AT_ONCE + 1])
    return set(rows) if len(rows) <= AT_ONCE else None


def _read_aside(held: Snapshot | None) -> None:
    """Build the next snapshot in a thread, unless one is at it or was a moment ago."""
    global _aside_at
    if time.monotonic() - _aside_at > PATIENCE and _aside.acquire(blocking=False):
        _aside_at = time.monotonic()
        Thread(target=_read, args=(held,), name="search index", daemon=True).start()


def _read(held: Snapshot | None) -> None:
    try:
        try:
            state = State(*SearchState.current())
            _put(snapshots.build(state, list(held.orders) if held else _long_lists()))
        finally:
            _aside.release()
        moves.catch_up()
    except Exception:
        log.exception("The search index could not be read; searches go on in what is there.")
    finally:
        connection.close()


def _long_lists() -> list[tuple[str, frozenset[str]]]:
    """The orders that would keep the first reader of a list waiting."""
    counts = SearchEntry.objects.values_list("kind").annotate(rows=Count("pk"))
    return [(BY_NAME, frozenset([kind])) for kind, rows in counts if rows > SMALL]
