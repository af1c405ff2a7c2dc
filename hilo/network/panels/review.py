"""What the review says on the page itself: waivers with their reasons, whether anybody confirmed it; the way to it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hilo.network import access
from hilo.network.enums import State, Verdict
from hilo.network.models import Finding, Profile
from hilo.network.queries.standings import standings_shown


def on_organisation(profile: Any, viewer: Any) -> dict[str, Any] | None:
    return _of(profile, viewer, "network:review_organisation")


def on_cluster(profile: Any, viewer: Any) -> dict[str, Any] | None:
    return _of(profile, viewer, "network:review_cluster")


def _of(profile: Any, viewer: Any, name: str) -> dict[str, Any] | None:
    """For everybody what was waived and whether it is stale; for authors and reviewers the way to the review."""
    is_keeper = access.writes(viewer, profile) or access.may(viewer, access.REVIEW, profile)
    waived = list(_waived(profile))
    if not (waived or is_keeper or profile.is_stale):
        return None
    return {
        "waived": waived,
        "is_stale": profile.is_stale,
        "confirmed_on": profile.confirmed_at.date() if profile.is_listed else None,
        "url": reverse(name, args=[profile.slug]) if is_keeper else "",
        "missing": _missing(profile) if is_keeper and not profile.is_listed else 0,
        "action": _action(profile),
    }


def _waived(profile: Profile) -> Any:
    """The findings of waived criteria, as they are on record."""
    rows = Finding.objects.filter(subject_uuid=profile.uuid, verdict=Verdict.WAIVED)
    return rows.filter(criterion__retired_at__isnull=True).select_related("criterion")


def _missing(profile: Profile) -> int:
    return sum(not one.stands for one in standings_shown(profile))


def _action(profile: Profile) -> str:
    if profile.is_listed:
        return _("Confirm or review the page")
    if profile.state == State.SUBMITTED:
        return _("See its review")
    return _("On to the review")
