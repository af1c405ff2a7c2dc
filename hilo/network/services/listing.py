"""Many pages enter the directory at once, on the word of a coordinator who sends a sheet.

What people judge counts as met, since the row says so; what is counted and lacks is waived with the reason of
the row. The same is written down as for one page (`services.review`), in few statements for a hundred.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from hilo.core.events import publish
from hilo.core.time import now
from hilo.network import events, messages
from hilo.network.enums import State, Verdict
from hilo.network.models import Affiliation, Finding, Organisation, ReviewStep
from hilo.network.queries.standings import Standing, standings_of_many
from hilo.network.services import profiles
from hilo.notifications import services as notifications

KIND = "organisation"


@transaction.atomic
def list_on_word(reasons: Mapping[Organisation, str], *, by: Any) -> list[Organisation]:
    """List those of the organisations that may be; answers the others, which stay as they are.

    `reasons` holds for each why criteria are waived, or the empty text.
    """
    some, at = list(reasons), now()
    stood = dict(zip(some, standings_of_many(some), strict=True))
    ready = [one for one in some if one.can("list") and _stands(stood[one], reasons[one])]
    rows = Organisation.objects.filter(pk__in=[one.pk for one in ready])
    rows.update(state=State.LISTED, listed_at=at, confirmed_at=at, changed_at=at)
    _write_findings({one: stood[one] for one in ready}, reasons, at, by=by)
    _write_steps(ready, at, by=by)
    for one in ready:
        publish(events.ProfileListed(KIND, one.uuid), by=by, subject=(KIND, one.uuid))
    profiles.refresh(*ready)
    _tell(ready, at)
    return [one for one in some if one not in ready]


def _stands(found: Sequence[Standing], reason: str) -> bool:
    """Whether nothing stands in the way, given the word of a coordinator and the reason of the row."""
    return all(
        one.stands or one.is_judged_by_people or (bool(reason) and one.criterion.is_waivable)
        for one in found
    )


def _write_findings(
    stood: Mapping[Organisation, Sequence[Standing]],
    reasons: Mapping[Organisation, str],
    at: dt.datetime,
    *,
    by: Any,
) -> None:
    Finding.objects.bulk_create(
        [
            finding
            for organisation, found in stood.items()
            for finding in _findings(organisation, found, reasons[organisation], at, by=by)
        ],
        update_conflicts=True,
        unique_fields=["criterion", "subject_kind", "subject_uuid"],
        update_fields=["verdict", "value", "reason", "language", "by", "at"],
    )


def _findings(
    organisation: Organisation,
    found: Sequence[Standing],
    reason: str,
    at: dt.datetime,
    *,
    by: Any,
) -> Iterator[Finding]:
    """What holds of each criterion at this moment; what somebody waived before keeps their reason."""
    for one in found:
        if one.ruling.verdict == Verdict.WAIVED:
            continue
        is_waived = not one.stands and not one.is_judged_by_people
        yield Finding(
            criterion=one.criterion,
            subject_kind=KIND,
            subject_uuid=organisation.uuid,
            verdict=Verdict.WAIVED if is_waived else Verdict.MET,
            value=one.ruling.value,
            reason=reason if is_waived else "",
            language=(get_language() or "")[:2] if is_waived else "",
            by=getattr(by, "person", None),
            at=at,
        )


def _write_steps(some: Sequence[Organisation], at: dt.datetime, *, by: Any) -> None:
    ReviewStep.objects.bulk_create(
        ReviewStep(
            subject_kind=KIND,
            subject_uuid=one.uuid,
            verb="list",
            before=one.state,
            after=State.LISTED,
            by=getattr(by, "person", None),
            at=at,
        )
        for one in some
    )


def _tell(some: Sequence[Organisation], at: dt.datetime) -> None:
    """The stewards hear of it; a page that has none yet tells nobody."""
    rows = Affiliation.objects.stewarding().filter(organisation__in=[one.pk for one in some])
    notifications.notify_each(
        (one.person, messages.PageListed(KIND, one.organisation.uuid, at))
        for one in rows.select_related("person__account", "person__territory", "organisation")
    )
