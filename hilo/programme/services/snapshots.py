"""The verb of snapshots: issue the dashboard as it stands. Nothing changes one afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hilo.core.events import publish
from hilo.core.problems import Problem
from hilo.core.time import now
from hilo.programme import events
from hilo.programme.counting import frozen, publishing, tallies
from hilo.programme.counting.dashboard import View
from hilo.programme.models import Programme, Snapshot
from hilo.programme.queries import indicators as reads
from hilo.programme.services.programmes import require_kept


class NothingToFreeze(Problem):
    sentence = _("The programme has no indicator yet: a snapshot would be empty.")


class NotYet(Problem):
    sentence = _("This day lies ahead. Choose today or a day before.")


class BeforeTheFirstDay(Problem):
    sentence = _("This day lies before the programme. Choose a day of it.")


class SignatureIsMissing(Problem):
    sentence = _("Say who signs: a name that answers for these numbers.")


@transaction.atomic
def issue(
    programme: Programme, *, title: str, signed: str, as_of: dt.date, is_public: bool, by: Any
) -> Snapshot:
    """Freeze everything that the dashboard shows as of a day, under the next number.

    What Hilo counts is counted anew first. Raises `ProgrammeIsArchived`, `NothingToFreeze`, `NotYet`,
    `BeforeTheFirstDay`, `SignatureIsMissing`.
    """
    held = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    _check(held, signed, as_of)
    tallies.recount(held)
    content = frozen.content_of(held, View(as_of)) | {"published": _published(held, as_of)}
    made = Snapshot.objects.create(
        programme=held,
        number=_next(held),
        title=title.strip(),
        signed=signed.strip(),
        as_of=as_of,
        issued_at=now(),
        issued_by=by.person,
        content=content,
        sha256=frozen.digest(content),
        is_public=is_public,
    )
    event = events.SnapshotIssued(held.uuid, made.uuid, made.number)
    publish(event, by=by, subject=("programme", held.uuid))
    return made


def _published(programme: Programme, as_of: dt.date) -> dict[str, Any]:
    """What strangers may see of this day: the last numbers that were published until then."""
    if publishing.is_due(programme):
        publishing.publish(programme)
    found = programme.publications.filter(as_of__lte=as_of).first()
    if found is None:
        return {}
    told = {name: found.content[name] for name in ("people", "others")}
    return {"as_of": str(found.as_of), **told}


def _check(programme: Programme, signed: str, as_of: dt.date) -> None:
    require_kept(programme)
    if not signed.strip():
        raise SignatureIsMissing(field="signed")
    if as_of > reads.today_of(programme):
        raise NotYet(field="as_of")
    if programme.starts_on and as_of < programme.starts_on:
        raise BeforeTheFirstDay(field="as_of")
    if not programme.indicators.exists():
        raise NothingToFreeze


def _next(programme: Programme) -> int:
    """The row of the programme is held, so no other snapshot takes this number."""
    last = programme.snapshots.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
