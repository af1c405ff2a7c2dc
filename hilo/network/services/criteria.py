"""The published criteria: loaded, added, changed, retired."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now
from hilo.network import events
from hilo.network.models import Criterion

FILE = Path(__file__).parent.parent / "data" / "criteria.toml"
ORIGINAL = "en"
LANGUAGES = ("es", "fr", "en", "ar")


@transaction.atomic
def load_shipped() -> int:
    """Add the shipped criteria to an installation that has none of that code and kind yet; answers how many.

    Loading twice changes nothing; one that a coordinator changed or retired stays as it is.
    """
    known = set(Criterion.objects.values_list("subject", "of_kind", "code"))
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["criterion"]
    fresh = [
        _criterion(one, order)
        for order, one in enumerate(told, start=1)
        if (one["subject"], one.get("of_kind", ""), one["code"]) not in known
    ]
    return len(Criterion.objects.bulk_create(fresh))


def _criterion(told: dict[str, Any], order: int) -> Criterion:
    return Criterion(
        subject=told["subject"],
        of_kind=told.get("of_kind", ""),
        code=told["code"],
        name=Text(ORIGINAL, {code: told[code] for code in LANGUAGES}),
        check_name=told.get("amount", ""),
        threshold=told.get("least"),
        is_waivable=told.get("waivable", True),
        order=10 * order,
    )


@transaction.atomic
def add(*, by: Any, **told: Any) -> Criterion:
    """Publish a criterion; `told` are fields of `Criterion`. Raises ValidationError."""
    criterion = Criterion(**told)
    criterion.full_clean(exclude=["name"])
    criterion.save()
    publish(events.CriterionPublished(criterion.uuid), by=by, subject=("criterion", criterion.uuid))
    return criterion


@transaction.atomic
def change(criterion: Criterion, *, expected: int, by: Any, **changes: Any) -> Criterion:
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`.

    Pages that are listed stay listed; their next review reads the new words.
    """
    changed = tuple(sorted(name for name in changes if getattr(criterion, name) != changes[name]))
    if not changed:
        return criterion
    for name in changed:
        setattr(criterion, name, changes[name])
    criterion.full_clean(exclude=["name"])
    criterion.save_version(expected=expected)
    event = events.CriterionChanged(criterion.uuid, changed)
    publish(event, by=by, subject=("criterion", criterion.uuid))
    return criterion


@transaction.atomic
def retire(criterion: Criterion, *, by: Any) -> None:
    """Ask for it no longer; what was found of it stays on record. Doing it again changes nothing."""
    rows = Criterion.objects.filter(pk=criterion.pk, retired_at__isnull=True)
    if rows.update(retired_at=now()):
        criterion.refresh_from_db()
        event = events.CriterionRetired(criterion.uuid)
        publish(event, by=by, subject=("criterion", criterion.uuid))
