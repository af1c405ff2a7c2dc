"""What is said to whoever follows a search of the directory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.network.models import FollowedSearch
from hilo.network.queries import directory
from hilo.network.rules import asking
from hilo.notifications import recipients
from hilo.notifications.categories import Category, categories
from hilo.notifications.enums import Rhythm
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient

DIRECTORY = categories.add(
    Category(
        "directory",
        _("The directory"),
        _("What is new in the directory and matches a search that you follow."),
        usual=Rhythm.WEEKLY,
        order=45,
    )
)


@dataclass(frozen=True)
class NewInTheDirectory(Message):
    """`count` pages entered the directory between two moments and match a search; `first` are some of them.

    Names are looked up when the message is written: a page that left the directory, or that its
    reader may not find any more, is not named.
    """

    search: UUID
    since: dt.datetime
    until: dt.datetime
    count: int
    first: tuple[UUID, ...]

    name = "network.new_in_the_directory"
    category = "directory"
    about = _("New in a search that somebody follows")
    subject = _("New in “%(search)s”: %(how_many)s")
    template = "network/messages/new_in_the_directory.txt"
    action = _("See what is new")
    reason = _(
        "You get this because you follow this search. You stop it under “Searches you follow”."
    )

    @cached_property
    def followed(self) -> FollowedSearch:
        rows = FollowedSearch.objects.select_related("person__account")
        found = rows.filter(uuid=self.search).first()
        if found is None:
            raise NothingToSay(str(self.search))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        how_many = ngettext("%(count)s page", "%(count)s pages", self.count)
        return {
            "name": to.name,
            "search": self.followed.name,
            "how_many": how_many % {"count": recipients.number(self.count)},
            "found": self._names(),
        }

    def _names(self) -> list[str]:
        viewer = self.followed.person.account
        keys = [(kind, uuid) for uuid in self.first for kind in directory.KINDS]
        return [str(row) for row in directory.rows_of(viewer, keys)]

    def path(self, to: Recipient) -> str:
        asked = asking.read_query(self.followed.query)
        return reverse("network:directory") + asked.address_at(order="newest")
