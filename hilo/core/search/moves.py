"""How the index moves on: what was committed is posted and gets the next number, bunch by bunch.

A change writes which rows it touched (`SearchMove`) in its own transaction; this is called after
its commit, and holds the one row of `SearchState` for the length of a bunch. Whatever a process left
behind that died in between is taken along by the next one.
"""

from __future__ import annotations

from django.db import transaction

from hilo.core.models import SearchMove, SearchState
from hilo.core.search import postings

BUNCH = 2_000  # rows that are posted in one transaction; others wait for it


@transaction.atomic
def move_on() -> bool:
    """Post and number a bunch of what waits, the youngest first; answers whether anything did.

    So whoever calls it once for each bunch of its own is served, however much waits besides.
    """
    if not SearchMove.waiting().exists():
        return False
    state = SearchState.locked()
    some = dict(SearchMove.waiting().order_by("-pk").values_list("pk", "row")[:BUNCH])
    if not some:  # another commit told of it meanwhile
        return False
    postings.post(set(some.values()))
    number = state.advance()
    SearchMove.objects.filter(pk__in=some).update(number=number)
    SearchMove.objects.filter(number__lte=number - SearchMove.KEPT).delete()
    return True


def catch_up() -> None:
    """Post and number everything that waits."""
    while move_on():
        pass
