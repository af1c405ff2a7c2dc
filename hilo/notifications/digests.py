"""Collected mail: once a day or once a week, at the reader's own hour (docs/algorithms/digests.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.time import now
from hilo.notifications import inbox, links, rendering
from hilo.notifications.categories import categories
from hilo.notifications.compose import Content, Letter, frame
from hilo.notifications.messages import NothingToSay, restore
from hilo.notifications.models import Habits, Notification, Outgoing
from hilo.notifications.recipients import Recipient, number
from hilo.notifications.rules import rhythms
from hilo.notifications.zones import zone_of
from hilo.people.models import Person

DIGEST = "digest"
LONGEST = 40  # lines in one digest; the rest is counted and read on the page
BATCH = 200


def gather_due(moment: dt.datetime | None = None) -> int:
    """Make the digests that are due; answers how many mails now wait."""
    moment = moment or now()
    made = 0
    due = Notification.objects.for_digest(moment).order_by("person").values_list("person__uuid")
    uuids = [uuid for (uuid,) in due.distinct()]
    for start in range(0, len(uuids), BATCH):
        for person in inbox.people_to_write_to(uuids[start : start + BATCH]):
            made += _gather(person, moment) is not None
    return made


def _gather(person: Person, moment: dt.datetime) -> Outgoing | None:
    """The digest of `person`, unless another worker made it or everything is read already."""
    try:
        with transaction.atomic():
            return _gather_once(person, moment)
    except IntegrityError:  # `one_digest_per_person_and_day`: another worker was first
        return None


def _gather_once(person: Person, moment: dt.datetime) -> Outgoing | None:
    habits, _is_new = Habits.objects.get_or_create(person=person)
    today = rhythms.local_day(moment, zone_of(person.territory))
    if habits.last_digest_on is not None and habits.last_digest_on >= today:
        redate(person, habits, moment)
        return None
    due = Notification.objects.for_digest(moment).filter(person=person)
    due.exclude(read_at__isnull=True).update(digest_at=None)
    if not due.exists() or not _take_the_day(habits, today):
        return None
    mail = inbox.new_mail(person=person, message=DIGEST, digest_on=today, due_at=moment)
    mail.save()
    due.update(mail=mail, digest_at=None)
    return mail


def _take_the_day(habits: Habits, today: dt.date) -> bool:
    """Compare and set: of two workers that saw the same last day, one moves it on."""
    seen = Habits.objects.filter(pk=habits.pk, last_digest_on=habits.last_digest_on)
    return bool(seen.update(last_digest_on=today))


def redate(person: Person, habits: Habits, moment: dt.datetime) -> int:
    """Set anew when the digest of what waits for one is due, after habits or the day have changed."""
    waiting = Notification.objects.filter(person=person, digest_at__isnull=False, mail=None)
    moved = 0
    for category in list(waiting.order_by().values_list("category", flat=True).distinct()):
        rhythm = inbox.rhythm_of(person, category, habits)
        due_at = inbox.digest_due(person, _collected(rhythm), habits, moment)
        moved += waiting.filter(category=category).update(digest_at=due_at, rhythm=rhythm)
    return moved


def _collected(rhythm: str) -> str:
    """Whoever wants everything at once from now on gets what still waits with the next daily mail."""
    return rhythms.DAILY if rhythm == rhythms.AT_ONCE else rhythm


def letter(mail: Outgoing, to: Recipient, house: str) -> Letter:
    """The letter of a digest: its notifications by category, oldest first; raises NothingToSay."""
    rows = list(mail.notifications.filter(read_at__isnull=True).order_by("created_at", "pk"))
    with to.reading():
        groups = [group for group in _groups(rows, to) if group["lines"]]
        if not groups:
            raise NothingToSay(DIGEST)
        total = sum(len(group["lines"]) + group["more"] for group in groups)
        about = [categories.get(group["name"]) for group in groups]
        return frame(_content(groups, total, to, house), to, about, house=house, digest=True)


def _content(groups: list[dict[str, Any]], total: int, to: Recipient, house: str) -> Content:
    subject = ngettext(
        "%(house)s: one thing is new", "%(house)s: %(count)s things are new", total
    ) % {"house": house, "count": number(total)}
    return Content(
        subject=subject,
        source=rendering.source(
            "notifications/messages/digest.txt",
            {"name": to.name, "groups": groups},
            isolate=to.direction == "rtl",
        ),
        action=_("Read everything"),
        url=links.page("notifications:list", language=to.language),
        reason=_("You get this because you chose collected mail for these categories."),
    )


def _groups(rows: list[Notification], to: Recipient) -> Iterator[dict[str, Any]]:
    """What is new in each category, in the order of categories."""
    known = [row for row in rows if row.category in categories]
    known.sort(key=lambda row: (categories.get(row.category).order, row.category))
    left = LONGEST
    for name, of_one in groupby(known, key=lambda row: row.category):
        lines = [line for row in of_one if (line := _line(row, to))]
        shown = lines[: max(left, 1)]
        left -= len(shown)
        yield {
            "name": name,
            "label": str(categories.get(name).label),
            "lines": shown,
            "more": len(lines) - len(shown),
        }


def _line(row: Notification, to: Recipient) -> dict[str, str] | None:
    """One line: the sentence and where it leads; None for what is gone."""
    try:
        sentence = restore(row.message, row.data).sentence(to)
    except NothingToSay:
        return None
    url = links.page("notifications:open", language=to.language, uuid=row.uuid)
    return {"sentence": sentence, "url": url}
