"""What is handed over of ratings: totals as every page shows them; what one person rated stays their own."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from hilo.competences import queries
from hilo.competences.models import Competence, Occasion
from hilo.competences.rules.summaries import Line, Scale
from hilo.core.handover import Held


def totals_about(kind: str, uuids: Collection[UUID]) -> Held:
    """One row for each competence of each occasion about these things; kept back where it is on pages."""
    occasions = Occasion.objects.filter(about_kind=kind, about__in=uuids).order_by("pk")
    rows = [
        _row(occasion, competence, line)
        for occasion in occasions
        for competence, line in queries.summary_of(occasion).lines
    ]
    return Held("ratings", rows)


def _row(occasion: Occasion, competence: Competence, line: Line) -> dict[str, Any]:
    told = {"occasion": occasion.uuid, "purpose": occasion.purpose, "about": occasion.about}
    scales = _scale("importance", line.importance) | _scale("ability", line.ability)
    return told | {"competence": competence.code} | scales


def _scale(name: str, scale: Scale | None) -> dict[str, Any]:
    """How many answered, and their mean; empty where it is not asked or kept back."""
    mean = scale.mean if scale else None
    is_told = isinstance(mean, Decimal)
    counts = scale.counts if scale and isinstance(scale.counts, tuple) else ""
    answered = scale.n if scale and is_told else ""
    return {
        f"{name}_answers": answered,
        f"{name}_mean": mean if is_told else "",
        f"{name}_counts": list(counts) if counts else "",
    }
