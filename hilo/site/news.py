"""What is new in public: from the journal, only what strangers may know of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Entry
from hilo.core.registries import kinds
from hilo.learning.events import CoursePublished
from hilo.programme.events import PolicyVerified, ProgrammeClosed, ProgrammeOpened
from hilo.site.addresses import url_of

MOST = 30  # entries

# Events that are news for strangers, each with what a reader is told. Never who acted.
NEWS = {
    ProgrammeOpened.event_name(): _("This programme has begun."),
    ProgrammeClosed.event_name(): _("This programme is closed. Its results stay here."),
    CoursePublished.event_name(): _("This course is on offer, or has a new edition."),
    PolicyVerified.event_name(): _("This was adopted, and a coordinator has verified it."),
}


@dataclass(frozen=True)
class Item:
    """One piece of news."""

    uuid: UUID
    at: dt.datetime
    title: str
    sentence: Any
    url: str


def latest() -> list[Item]:
    """The latest news, newest first; what is no longer public is left out."""
    entries = list(Entry.objects.filter(event__in=NEWS).order_by("-at")[:MOST])
    subjects = {
        (name, one.uuid): one
        for name in {entry.subject_kind for entry in entries}
        for one in kinds.get(name)
        .visible_to(AnonymousUser())
        .filter(uuid__in=[entry.subject for entry in entries if entry.subject_kind == name])
    }
    return [
        Item(entry.id, entry.at, str(one), NEWS[entry.event], url_of(one))
        for entry in entries
        if (one := subjects.get((entry.subject_kind, entry.subject))) is not None
    ]
