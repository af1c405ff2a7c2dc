"""What was worked out from the database, kept by this process until anybody changes anything.

    kept(("people", scopes, query), make)

Every change is an event of the journal, written in its own transaction; so what was worked out holds
for as long as the journal's last lines stay the same, whichever process writes them. Asking for them
is one look into an index (0.1 ms). What only time changes (a letter that runs out) shows after
`KEPT_SECONDS`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from threading import Lock
from time import monotonic as clock
from typing import Any, TypeVar

from hilo.core.models import Entry
from hilo.core.prepared import Prepared

Thing = TypeVar("Thing")

KEPT_SECONDS = 60
MOST = 100  # things that one process keeps; a list is some 50 kB
MOST_SMALL = 2000  # besides, small things: what a menu shows to one reader
# A long transaction commits its line below newer ones: the last few tell of it, the last alone would not.
LAST_LINES = 20
LAST = Prepared(lambda: Entry.objects.order_by("-at").values_list("pk")[:LAST_LINES])

Shelf = OrderedDict[Hashable, tuple[float, Any, Any]]

_kept: Shelf = OrderedDict()
_small: Shelf = OrderedDict()
_lock = Lock()
_looked: ContextVar[dict[Hashable, Any] | None] = ContextVar("looked", default=None)


def kept(
    key: Hashable,
    make: Callable[[], Thing],
    *,
    seconds: float = KEPT_SECONDS,
    whatever_happens: bool = False,
    is_small: bool = False,
) -> Thing:
    """What `make()` answers, at most `seconds` old and never older than the last change.

    With `whatever_happens` only time counts: for what tires others (a mail server) when asked often.
    Many small things of many readers (`is_small`) do not push out the few large ones.
    """
    shelf, most = (_small, MOST_SMALL) if is_small else (_kept, MOST)
    stamp = () if whatever_happens else last_lines()
    moment = clock()
    found = shelf.get(key)
    if found is not None and found[0] > moment and found[1] == stamp:
        return found[2]
    thing = make()
    with _lock:
        shelf[key] = (moment + seconds, stamp, thing)
        shelf.move_to_end(key)
        while len(shelf) > most:
            shelf.popitem(last=False)
    return thing


def last_lines() -> tuple[Any, ...]:
    """The keys of the journal's last lines."""
    return once_per_request("last lines", _last_lines)


def _last_lines() -> tuple[Any, ...]:
    return tuple(LAST.rows())


def once_per_request(key: Hashable, make: Callable[[], Thing]) -> Thing:
    """What `make()` answers, asked once in a request that writes nothing; elsewhere each time."""
    looked = _looked.get()
    if looked is None:
        return make()
    if key not in looked:
        looked[key] = make()
    return looked[key]


def begin_request(**_signal: Any) -> None:
    """From here to the end of the request one look is enough."""
    _looked.set({})


def end_request(**_signal: Any) -> None:
    _looked.set(None)


def look_again() -> None:
    """Something was written in this very request."""
    looked = _looked.get()
    if looked is not None:
        looked.clear()


def forget() -> None:
    """Keep nothing any more (tests put rows into the database behind the journal's back)."""
    with _lock:
        _kept.clear()
        _small.clear()
