"""What somebody rated, told to themselves: answers in words, and their own before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hilo.competences import figures, queries
from hilo.competences.enums import Purpose
from hilo.competences.models import Occasion, Rating, Respondent
from hilo.competences.words import purpose_of, scale_label, state_of, tone_of, value_of
from hilo.people.models import Person
from hilo.ui.charts import Slope
from hilo.ui.tables import Column, Table

Rated = Sequence[tuple[Respondent, list[Rating]]]


@dataclass(frozen=True)
class Told:
    """One occasion as its respondent sees it."""

    occasion: Occasion
    purpose: str
    state: str
    tone: str
    is_finished: bool
    table: Table | None
    change: Slope | None


def drawn(person: Person) -> SafeString:
    """All of it, written; the same until anything happens."""
    return render_to_string("competences/own.html", {"occasions": told(person)})


def told(person: Person) -> list[Told]:
    """Where `person` was asked or rated, the latest first; then what they may rate for themselves."""
    rated = queries.own_ratings(person)
    asked = [_told(one.occasion, rows, rated, one.finished_at) for one, rows in rated]
    offered = queries.offered_to_all().exclude(pk__in=[one.occasion_id for one, _rows in rated])
    return [*asked, *(_told(one, [], rated) for one in offered)]


def _told(occasion: Occasion, rows: list[Rating], rated: Rated, finished_at: Any = None) -> Told:
    return Told(
        occasion,
        purpose_of(occasion),
        state_of(occasion),
        tone_of(occasion),
        finished_at is not None,
        table_of(occasion, rows),
        _change(occasion, rows, rated),
    )


def _change(occasion: Occasion, rows: list[Rating], rated: Rated) -> Slope | None:
    """What changed since the latest occasion before, of the same object and the same things."""
    if occasion.purpose not in {Purpose.AFTER, Purpose.FOLLOW_UP}:
        return None
    figures_of_all = (
        figures.of_own(earlier, rows) for one, earlier in rated if is_before(one.occasion, occasion)
    )
    return next((figure for figure in figures_of_all if figure), None)


def is_before(one: Occasion, other: Occasion) -> bool:
    """Whether `one` asked before what `other` asked after."""
    is_same = (one.about_kind, one.about) == (other.about_kind, other.about)
    return is_same and one.purpose == Purpose.BEFORE and one.pk < other.pk


def table_of(occasion: Occasion, rows: list[Rating]) -> Table | None:
    """The answers of one occasion; None where there are none yet."""
    if not rows:
        return None
    scales = [_column(scale) for scale in occasion.scales]
    columns = (Column("competence", _("Competence"), lambda row: row.competence.name), *scales)
    return Table(rows=rows, columns=columns, caption=occasion.name, on_phone="cards")


def _column(scale: str) -> Column:
    def value(row: Rating) -> str:
        return value_of(scale, getattr(row, scale))

    return Column(scale, scale_label(scale), value)


def export(person: Person) -> dict[str, Any]:
    """A person's ratings, for their own copy."""
    return {"ratings": [line for one in queries.own_ratings(person) for line in _lines(*one)]}


def _lines(respondent: Any, rows: Iterable[Rating]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield {
            "occasion": str(respondent.occasion),
            "competence": str(row.competence),
            "importance": row.importance,
            "ability": row.ability,
            "rated": row.rated_at,
        }
