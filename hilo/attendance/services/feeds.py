"""The secret calendar address: made when first asked for, renewed when it got about."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hilo.attendance.events import FeedRenewed
from hilo.attendance.models import Feed
from hilo.attendance.models.feed import new_token
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people.models import Person


@transaction.atomic
def renew(person: Person, *, by: Any) -> Feed:
    """Give `person` a new address; an old one answers nothing any more."""
    told = {"token": new_token(), "made_at": now()}
    feed, _is_new = Feed.objects.update_or_create(person=person, defaults=told)
    publish(FeedRenewed(person.uuid), by=by, subject=("person", person.uuid))
    return feed
