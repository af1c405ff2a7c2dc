"""The review of pages: what criteria say, a reviewer's verdicts and waivers, the way into the directory and back.

docs/algorithms/profile-review.md tells it step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from hilo.core.events import publish
from hilo.core.time import now
from hilo.network import events, messages
from hilo.network.enums import Verdict
from hilo.network.models import Cluster, Criterion, Finding, Organisation, Profile
from hilo.network.problems import CriteriaNotMet, CriterionCannotBeWaived, ReasonIsMissing
from hilo.network.queries import answerable
from hilo.network.queries.standings import Standing, standings_of
from hilo.network.services import profiles
from hilo.network.services.profiles import kind_of
from hilo.notifications import services as notifications


@transaction.atomic
def submit(profile: Profile, *, by: Any) -> None:
    """Ask for a review; the coordinators whom the page concerns are told. Raises `NotPossibleNow`."""
    profiles.move(profile, "submit", by=by)
    said = messages.PageWaits(kind_of(profile), profile.uuid, profile.submitted_at)
    notifications.notify_many(answerable.coordinators_of(profile), said, by=by)


def withdraw(profile: Profile, *, by: Any) -> None:
    """Take the page back to write on; raises `NotPossibleNow`."""
    profiles.move(profile, "withdraw", by=by)


@transaction.atomic
def judge(
    profile: Profile, criterion: Criterion, verdict: Verdict, *, by: Any, reason: str = ""
) -> Finding:
    """Keep a reviewer's verdict on one criterion; a waiver needs a reason, which everybody sees.

    Raises `ReasonIsMissing`, `CriterionCannotBeWaived`.
    """
    if verdict == Verdict.WAIVED and not criterion.is_waivable:
        raise CriterionCannotBeWaived
    if verdict == Verdict.WAIVED and not reason.strip():
        raise ReasonIsMissing
    found, _is_new = Finding.objects.update_or_create(
        criterion=criterion,
        subject_kind=kind_of(profile),
        subject_uuid=profile.uuid,
        defaults={
            "verdict": verdict,
            "reason": reason.strip(),
            "language": (get_language() or "")[:2],
            "by": getattr(by, "person", None),
            "at": now(),
        },
    )
    event = events.CriterionJudged(kind_of(profile), profile.uuid, criterion.uuid, str(verdict))
    publish(event, by=by, subject=(kind_of(profile), profile.uuid))
    return found


@transaction.atomic
def put_in_directory(profile: Profile, *, by: Any) -> None:
    """List the page if every criterion is met or waived; whoever writes it is told.

    What was found is kept as it was at this moment. Raises `CriteriaNotMet`, `NotPossibleNow`.
    """
    found = standings_of(profile)
    missing = [one for one in found if not one.stands]
    if missing:
        raise CriteriaNotMet(count=len(missing))
    profiles.move(profile, "list", by=by)
    _keep(profile, found, by=by)
    _tell_authors(profile, messages.PageListed(kind_of(profile), profile.uuid, profile.listed_at))


@transaction.atomic
def send_back(profile: Profile, *, by: Any, reason: str) -> None:
    """Return the page to its authors with a reason; raises `ReasonIsMissing`, `NotPossibleNow`."""
    profiles.move(profile, "return", by=by, reason=reason)
    _tell_authors(profile, messages.PageReturned(kind_of(profile), profile.uuid, now()))


def archive(profile: Profile, *, by: Any, reason: str) -> None:
    """Take the page out of the directory: no longer active. Raises `ReasonIsMissing`, `NotPossibleNow`."""
    profiles.move(profile, "archive", by=by, reason=reason)


def revive(profile: Profile, *, by: Any) -> None:
    """Let the page be written again; raises `NotPossibleNow`."""
    profiles.move(profile, "revive", by=by)


def remind_of_confirming() -> int:
    """Ask for this year's confirmation, once, of every page that soon turns stale; answers how many."""
    asked = 0
    for profile in _to_be_confirmed():
        asked += _remind(profile)
    return asked


def _to_be_confirmed() -> Iterable[Profile]:
    yield from Organisation.objects.to_be_confirmed().iterator(chunk_size=500)
    yield from Cluster.objects.to_be_confirmed().iterator(chunk_size=500)


@transaction.atomic
def _remind(profile: Profile) -> bool:
    """Note the reminder and write it in one transaction: a crash neither loses nor repeats it."""
    rows = type(profile)._default_manager.filter(pk=profile.pk, reminded_at__isnull=True)
    if not rows.update(reminded_at=now()):
        return False
    said = messages.PageToConfirm(kind_of(profile), profile.uuid, profile.confirmed_at)
    _tell_authors(profile, said)
    return True


def _keep(profile: Profile, found: Sequence[Standing], *, by: Any) -> None:
    """Write down what criteria that check themselves said; a reviewer's words stay as they are."""
    rows = [
        Finding(
            criterion=one.criterion,
            subject_kind=kind_of(profile),
            subject_uuid=profile.uuid,
            verdict=one.ruling.verdict,
            value=one.ruling.value,
            by=getattr(by, "person", None),
            at=now(),
        )
        for one in found
        if one.criterion.check_name and one.ruling.verdict == Verdict.MET
    ]
    Finding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["criterion", "subject_kind", "subject_uuid"],
        update_fields=["verdict", "value", "reason", "by", "at"],
    )


def _tell_authors(profile: Profile, said: messages.OfPage) -> None:
    notifications.notify_many(answerable.authors_of(profile), said)
