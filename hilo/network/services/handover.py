"""An office passes on: the new director of culture receives the page, the drafts and the notices.

History and certificates stay with whoever earned them. A hand-over is recorded for a day; on that day it
takes effect, at once or by the daily round (`take_effect_where_due`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from hilo.core.events import publish
from hilo.core.time import now, today
from hilo.network import events, messages
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, HandOver, Organisation
from hilo.network.problems import NothingToHandOver, OfficePassesAlready, SuccessorIsTheSame
from hilo.network.services import affiliations
from hilo.notifications import services as notifications
from hilo.notifications.models import Notification
from hilo.people.models import Person
from hilo.ui.models import Draft

DAY = dt.timedelta(days=1)
NOTICES_OF = dt.timedelta(days=90)  # older ones are history, which stays


@transaction.atomic
def hand_over(
    affiliation: Affiliation, successor: Person, *, on: dt.date, by: Any, role: str = ""
) -> HandOver:
    """Let the office of `affiliation` pass to `successor` on the day `on`.

    The predecessor's last day is the one before. Raises `NothingToHandOver`, `OfficePassesAlready`,
    `SuccessorIsTheSame`.
    """
    if successor.pk == affiliation.person_id:
        raise SuccessorIsTheSame
    # Lock: the organisation, whose one office is what becomes less available.
    Organisation.objects.select_for_update(of=("self",)).get(pk=affiliation.organisation_id)
    before = Affiliation.objects.select_related("organisation", "person").get(pk=affiliation.pk)
    if not before.is_in_force:
        raise NothingToHandOver
    after = _seat(before, successor, on, by=by, role=role)
    recorded = _record(before, after, on, by=by)
    before.ends_on = max(on - DAY, before.starts_on or on - DAY)
    before.save(update_fields=["ends_on", "changed_at"])
    publish(
        events.OfficeHandedOver(recorded.uuid, before.uuid, after.uuid),
        by=by,
        subject=("organisation", before.organisation.uuid),
    )
    if on <= today():
        take_effect(recorded, by=by)
    return recorded


def _seat(
    before: Affiliation, successor: Person, on: dt.date, *, by: Any, role: str
) -> Affiliation:
    """The successor's affiliation: the one they have, raised to the office, or a new one."""
    office = {
        "role": role or before.role,
        "is_steward": before.is_steward,
        "is_office": True,
    }
    here = before.organisation.affiliations.filter(person=successor)
    known = here.filter(state=AffiliationState.ACTIVE).first()
    if known is None:
        here.pending().update(state=AffiliationState.REFUSED, changed_at=now())
        return affiliations.record(successor, before.organisation, by=by, starts_on=on, **office)
    office |= {"ends_on": None}
    return affiliations.change(known, expected=known.version, by=by, **office)


def _record(before: Affiliation, after: Affiliation, on: dt.date, *, by: Any) -> HandOver:
    try:
        with transaction.atomic():
            return HandOver.objects.create(
                organisation=before.organisation,
                predecessor=before,
                successor=after,
                on=on,
                at=now(),
                by=getattr(by, "person", None),
            )
    except IntegrityError as clash:
        raise OfficePassesAlready from clash


@transaction.atomic
def take_effect(recorded: HandOver, *, by: Any = None) -> None:
    """Pass on what goes with the office; doing it again changes nothing."""
    waiting = HandOver.objects.filter(pk=recorded.pk, done_at__isnull=True)
    if not waiting.update(done_at=now()):
        return
    before, after = recorded.predecessor, recorded.successor
    passed = {
        "drafts": _pass_drafts(recorded.organisation, before.person, after.person),
        "notices": _pass_notices(recorded.organisation, before.person, after.person),
    }
    HandOver.objects.filter(pk=recorded.pk).update(passed=passed)
    recorded.refresh_from_db()
    affiliations.end(before, by=by, on=before.ends_on)
    people = (before.person.uuid, after.person.uuid)
    publish(
        events.OfficePassed(recorded.uuid, recorded.organisation.uuid, *people),
        by=by,
        subject=("organisation", recorded.organisation.uuid),
    )
    notifications.notify(after.person, messages.OfficeReceived(recorded.uuid))
    notifications.notify(before.person, messages.OfficePassedOn(recorded.uuid))


def take_effect_where_due() -> int:
    """Let the hand-overs whose day has come take effect; answers how many."""
    due = HandOver.objects.filter(done_at__isnull=True, on__lte=today())
    several = list(due.select_related("organisation", "predecessor__person", "successor__person"))
    for recorded in several:
        take_effect(recorded)
    return len(several)


def _pass_drafts(organisation: Organisation, before: Person, after: Person) -> int:
    """What the predecessor had begun to write for the organisation; the successor's own drafts win."""
    begun = Draft.objects.filter(subject=f"organisation:{organisation.uuid}", owner=before.uuid)
    own = Draft.objects.filter(subject=f"organisation:{organisation.uuid}", owner=after.uuid)
    return begun.exclude(form__in=list(own.values_list("form", flat=True))).update(owner=after.uuid)


def _pass_notices(organisation: Organisation, before: Person, after: Person) -> int:
    """The unread notices of the last three months that speak of the organisation."""
    about = Q(data__organisation=str(organisation.uuid)) | Q(data__profile=str(organisation.uuid))
    belonging = [str(uuid) for uuid in organisation.affiliations.values_list("uuid", flat=True)]
    about |= Q(data__affiliation__in=belonging)
    recent = Notification.objects.filter(person=before, created_at__gte=now() - NOTICES_OF)
    known = Notification.objects.filter(person=after).values("key")
    passing = (
        recent.unread().filter(about).exclude(key__in=list(known.values_list("key", flat=True)))
    )
    return passing.update(person=after)
