"""How profiles stand to the criteria of their kind: what is counted now, and what reviewers said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hilo.core.keeping import kept
from hilo.network.models import Criterion, Finding, Organisation, Profile
from hilo.network.queries.portraits import Portrait, portraits
from hilo.network.rules.criteria import Condition, Ruling, rule


@dataclass(frozen=True)
class Standing:
    """One criterion, what holds of it now, and the reviewer's words about it, if there are any."""

    criterion: Criterion
    ruling: Ruling
    finding: Finding | None = None

    @property
    def stands(self) -> bool:
        return self.ruling.stands

    @property
    def is_judged_by_people(self) -> bool:
        return not self.criterion.check_name


def standings_of(profile: Profile) -> list[Standing]:
    """Every criterion of this kind of profile, in its order."""
    return standings_of_many([profile])[0]


def standings_shown(profile: Profile) -> list[Standing]:
    """The same for whoever looks; worked out once for all of them until anything happens."""
    about = ("standings", type(profile), profile.pk)
    return kept(about, lambda: standings_of(profile))


def standings_of_many(some: Sequence[Profile]) -> list[list[Standing]]:
    """The standings of many profiles of one noun, in the same handful of queries."""
    if not some:
        return []
    subject = "organisation" if isinstance(some[0], Organisation) else "cluster"
    criteria = list(Criterion.objects.in_force().filter(subject=subject))
    found = _findings(subject, some)
    drawn = portraits(some)
    return [
        [
            _standing(criterion, drawn[one.pk], found.get((criterion.pk, one.uuid)))
            for criterion in criteria
            if criterion.of_kind in ("", one.kind)  # type: ignore[attr-defined]
        ]
        for one in some
    ]


def _findings(subject: str, some: Sequence[Profile]) -> dict[tuple[int, object], Finding]:
    said = Finding.objects.filter(subject_kind=subject, subject_uuid__in=[one.uuid for one in some])
    return {(one.criterion_id, one.subject_uuid): one for one in said.select_related("by")}


def _standing(criterion: Criterion, portrait: Portrait, said: Finding | None) -> Standing:
    asked = Condition(criterion.code, criterion.check_name, criterion.threshold or 1)
    return Standing(criterion, rule(asked, portrait, said.verdict if said else ""), said)
