"""The journal in words: who did what, to what, when, as far as the reader may know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hilo.core import journal
from hilo.core.journal import Line
from hilo.core.models import Entry
from hilo.core.registries import kinds
from hilo.people.access import Scopes, within
from hilo.people.models import Person
from hilo.site.addresses import url_of

PAGE = 40  # lines


@dataclass(frozen=True)
class Told:
    """One line of the history, with what it speaks of."""

    line: Line
    kind: Any = ""
    subject: Any = ""
    url: str = ""


def entries_in(scopes: Scopes) -> QuerySet[Entry]:
    """What happened to the objects of these scopes and to the people in them."""
    if scopes.is_everywhere:
        return Entry.objects.all()
    found = Q(pk__in=())
    for kind in sorted({kind for kind, _uuid in scopes.pairs}):
        found |= Q(subject_kind=kind, subject__in=scopes.of_kind(kind))
    people = Person.objects.filter(within(scopes)).values("uuid")
    return Entry.objects.filter(found | Q(subject_kind="person", subject__in=people))


def told(
    scopes: Scopes, viewer: Any, *, before: dt.datetime | None = None
) -> tuple[list[Told], dt.datetime | None]:
    """A page of the history, latest first, and the moment before which the next page begins."""
    entries = entries_in(scopes).order_by("-at")
    if before:
        entries = entries.filter(at__lt=before)
    page = list(entries[: PAGE + 1])
    onward = page[PAGE - 1].at if len(page) > PAGE else None
    return _told(page[:PAGE], viewer), onward


def _told(entries: list[Entry], viewer: Any) -> list[Told]:
    subjects = _subjects(entries, viewer)
    lines = iter(journal.lines_of(entries))
    line, found = next(lines, None), []
    for entry in entries:
        if line is None or (line.at, line.event) != (entry.at, entry.event):
            continue  # an event that says nothing
        found.append(_with_subject(line, entry, subjects))
        line = next(lines, None)
    return found


def _with_subject(line: Line, entry: Entry, subjects: dict[tuple[str, UUID], Any]) -> Told:
    if entry.subject_kind not in kinds or entry.subject is None:
        return Told(line)
    kind = kinds.get(entry.subject_kind).label
    subject = subjects.get((entry.subject_kind, entry.subject))
    if subject is None:
        return Told(line, kind)
    return Told(line, kind, str(subject), url_of(subject))


def _subjects(entries: Iterable[Entry], viewer: Any) -> dict[tuple[str, UUID], Any]:
    """What the entries speak of, as far as `viewer` may know of it: one query per kind."""
    wanted: dict[str, set[UUID]] = {}
    for entry in entries:
        if entry.subject_kind in kinds and entry.subject is not None:
            wanted.setdefault(entry.subject_kind, set()).add(entry.subject)
    return {
        (kind, one.uuid): one
        for kind, uuids in wanted.items()
        for one in kinds.get(kind).visible_to(viewer).filter(uuid__in=uuids)
    }
