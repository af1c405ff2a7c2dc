"""The states of a batch, and the one way from one to the next."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Batch, BatchRow
from hilo.core.problems import Problem
from hilo.core.sheets.declaration import Scope, Sheet, sheets

State = Batch.State

TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.CHECKED, State.EXPIRED),
    State.CHECKED: (State.APPLYING, State.EXPIRED),
    State.APPLYING: (State.APPLIED,),
    State.APPLIED: (State.UNDOING, State.EXPIRED),
    State.UNDOING: (State.UNDONE, State.PARTLY_UNDONE),
    State.PARTLY_UNDONE: (State.UNDOING, State.EXPIRED),
    State.UNDONE: (State.EXPIRED,),
    State.EXPIRED: (),
}


class MovedOn(Problem):
    """Somebody, or a second click, was there first; nothing was done twice."""

    sentence = _("This was already done, or is being done now. Look at the page again.")


def move(batch: Batch, to: str, **fields: Any) -> None:
    """Bring `batch` into state `to`; of two who try at once, one does and the other gets `MovedOn`."""
    origins = [state for state, ways in TRANSITIONS.items() if to in ways]
    moved = Batch.objects.filter(pk=batch.pk, state__in=origins).update(state=to, **fields)
    if not moved:
        raise MovedOn
    batch.refresh_from_db()


def sheet_of(batch: Batch) -> Sheet:
    """The sheet of a batch where it belongs; raises LookupError where its domain is gone."""
    return sheets.get(batch.sheet).within(scope_of(batch))


def scope_of(batch: Batch) -> Scope:
    """Where the batch belongs."""
    return Scope(batch.scope_kind, batch.scope)


def count(batch: Batch) -> dict[str, int]:
    """The rows of a batch by verdict and by outcome, and those with a warning."""
    verdicts = {
        verdict: Count("pk", filter=Q(verdict=verdict)) for verdict in BatchRow.Verdict.values
    }
    outcomes = {
        outcome: Count("pk", filter=Q(outcome=outcome))
        for outcome in BatchRow.Outcome.values
        if outcome
    }
    warned = Count("pk", filter=Q(is_warned=True))
    good = Q(verdict__in=[BatchRow.Verdict.CREATE, BatchRow.Verdict.CHANGE])
    return batch.rows.aggregate(
        rows=Count("pk"),
        warned=warned,
        warned_good=Count("pk", filter=good & Q(is_warned=True)),
        good=Count("pk", filter=good),
        **verdicts,
        **outcomes,
    )


def keep_counts(batch: Batch) -> None:
    """Write the counts into the batch, where they outlive its rows."""
    batch.counts = count(batch)
    Batch.objects.filter(pk=batch.pk).update(counts=batch.counts)
