"""What reviewers found of the pages that stand in the directory, so that each page and its review agree.

What people judge was met. Where a count falls short of a criterion, it was waived, with a reason that everybody
reads. Loading twice changes nothing, and what somebody judged since stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hilo.network.enums import Verdict
from hilo.network.models import Cluster, Criterion, Finding, Organisation, Profile
from hilo.network.queries.standings import standings_of_many
from hilo.network.services.profiles import kind_of
from hilo.site.demonstration import files

SYSTEM = "demonstration"


def load() -> str:
    """Write down what was found; answers of how many criteria."""
    judged = Criterion.objects.in_force().filter(check_name="")
    if Finding.objects.filter(criterion__in=judged).exists():
        return "0 findings"
    found = [*_judged_by_people(judged), *_waived()]
    Finding.objects.bulk_create(found, batch_size=500)
    return f"{len(found)} findings"


def _judged_by_people(criteria: Iterable[Criterion]) -> Iterator[Finding]:
    """What no machine counts was looked at when a page was listed."""
    for criterion in criteria:
        noun = Organisation if criterion.subject == "organisation" else Cluster
        rows = noun.objects.listed().filter(source_system=SYSTEM)
        for profile in rows.filter(kind=criterion.of_kind) if criterion.of_kind else rows:
            yield _finding(profile, criterion, Verdict.MET)


def _waived() -> Iterator[Finding]:
    """Why clusters are listed that have too few members, or nobody who accompanies them at the moment."""
    reasons = {told["slug"]: told.get("waived", {}) for told in files.clusters()["cluster"]}
    language = {told["slug"]: told["original"] for told in files.clusters()["cluster"]}
    listed = list(
        Cluster.objects.listed().filter(slug__in=[one for one in reasons if reasons[one]])
    )
    for cluster, standings in zip(listed, standings_of_many(listed), strict=True):
        for one in standings:
            reason = reasons[cluster.slug].get(one.criterion.code)
            if reason and not one.stands and one.criterion.check_name:
                finding = _finding(cluster, one.criterion, Verdict.WAIVED)
                finding.reason, finding.language = reason, language[cluster.slug]
                finding.value = one.ruling.value
                yield finding


def _finding(profile: Profile, criterion: Criterion, verdict: Verdict) -> Finding:
    return Finding(
        criterion=criterion,
        subject_kind=kind_of(profile),
        subject_uuid=profile.uuid,
        verdict=verdict,
        at=profile.listed_at or profile.created_at,
    )
