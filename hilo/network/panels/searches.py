"""The searches that somebody follows, on their own page."""

from __future__ import annotations

from typing import Any

from hilo.core.prepared import Given, Prepared
from hilo.network.models import FollowedSearch
from hilo.network.rules import asking
from hilo.people.models import Person

MOST = 5
OWN = Prepared(lambda: FollowedSearch.objects.filter(person=Given("person"))[:MOST])


def on_me(person: Person, viewer: Any) -> dict[str, Any]:
    """The youngest of one's searches, each with the list it stands for; the way to all of them."""
    own = OWN.rows(person=person.pk)
    return {
        "lines": [
            (one.name, asking.read_query(one.query).address_at(order="newest")) for one in own
        ]
    }
