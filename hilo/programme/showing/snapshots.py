"""Snapshots on the screen and on paper, drawn from what they kept alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hilo.core.text import Text
from hilo.places.models import Region
from hilo.programme.counting.frozen import TO_DATE
from hilo.programme.models import Indicator, Publication, Result, Snapshot, Target
from hilo.programme.rules.comparing import Difference, differences
from hilo.programme.rules.joining import Joined
from hilo.programme.showing import numbers, published
from hilo.programme.showing.logframe import Names, in_order, period_of
from hilo.ui import calendar
from hilo.ui.components.words import day, state, text
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

Plain = dict[str, Any]
OTHERWISE = {
    "value": gettext_lazy("the number"),
    "standing": gettext_lazy("where it stands"),
    "target": gettext_lazy("the target"),
    "counted": gettext_lazy("how it is counted"),
    "words": gettext_lazy("its words"),
}


def list_table(snapshots: Sequence[Snapshot], slug: str) -> Table | None:
    """The snapshots of a programme, newest first."""
    if not snapshots:
        return None
    columns = (
        Column("number", _("Number"), lambda one: one.number, is_numeric=True),
        Column(
            "title",
            _("Title"),
            lambda one: one.title,
            href=lambda one: reverse("programme:snapshot", args=[slug, one.number]),
            is_row_name=True,
        ),
        Column("as_of", _("As of"), lambda one: day(one.as_of)),
        Column("signed", _("Signed by"), lambda one: one.signed),
        Column("seen", _("Who sees it"), seen_by),
    )
    return Table(rows=snapshots, columns=columns, caption=_("Snapshots"), on_phone="cards")


def seen_by(one: Snapshot) -> str:
    return _("Everybody") if one.is_public else _("Only those who work on it")


def facts_of(snapshot: Snapshot) -> list[tuple[Any, Any]]:
    """Number, day, who signed, and the digest by which anybody can tell that nothing was changed."""
    return [
        (_("Number"), figure(snapshot.number)),
        (_("As of"), day(snapshot.as_of)),
        (_("Issued on"), day(snapshot.issued_at.date())),
        (_("Signed by"), snapshot.signed),
        (_("Who sees it"), seen_by(snapshot)),
        (_("SHA-256"), format_html('<bdi class="digest">{}</bdi>', snapshot.sha256)),
    ]


# All of it, for those who work on the programme.


def sections_of(content: Plain) -> list[dict[str, Any]]:
    """The results in their order, each with its indicators."""
    results: list[Plain | None] = [*in_order(content["results"]), None]
    found = []
    for result in results:
        code = result["code"] if result else ""
        held = [one for one in content["indicators"] if one["result"] == code]
        if held or result:
            found.append(section_of(result, held, content))
    return found


def section_of(result: Plain | None, held: Sequence[Plain], content: Plain) -> dict[str, Any]:
    return {
        "title": titled(result),
        "level": level_of(result),
        "table": table_of(held),
        "details": [details_of(one, content) for one in held],
    }


def titled(result: Plain | None) -> Any:
    if result is None:
        return _("Not tied to a result")
    return f"{result['code']} {Text.read(result['title'])}"


def level_of(result: Plain | None) -> str:
    return str(Result.Level(result["level"]).label) if result else ""


def table_of(held: Sequence[Plain]) -> Table | None:
    if not held:
        return None
    columns = (
        Column("indicator", _("Indicator"), named, is_row_name=True),
        Column("baseline", _("Baseline"), baseline_of),
        Column("target", _("Target"), target_of),
        Column("value", _("Achieved"), lambda one: told(one, one["value"])),
        Column("standing", _("Standing"), lambda one: standing_of(one["standing"])),
    )
    return Table(rows=held, columns=columns, caption=_("Indicators"), on_phone="cards")


def named(one: Plain) -> Any:
    return format_html("<bdi>{}</bdi> {}", one["code"], text(Text.read(one["title"])))


def baseline_of(one: Plain) -> Any:
    if one["baseline"] is None:
        return None
    return f"{amount(one, one['baseline'])} ({one['baseline_year']})"


def target_of(one: Plain) -> Any:
    if not one["target"]:
        return None
    return f"{amount(one, one['target']['value'])} · {period_of(one['target'])}"


def standing_of(name: str) -> Any:
    return state(*map(str, numbers.STANDINGS[name]))


def amount(one: Plain, value: str) -> Any:
    return told(one, {"value": value})


def told(one: Plain, value: Plain) -> Any:
    """A kept number in words."""
    return numbers.told(indicator_of(one), joined_of(value))


def indicator_of(one: Plain) -> Indicator:
    """The indicator as it was; it is in no database."""
    return Indicator(
        uuid=UUID(one["uuid"]),
        code=one["code"],
        title=Text.read(one["title"]),
        unit=Text.read(one["unit"]),
        counting=one["counting"],
        rises=one["rises"],
    )


def joined_of(value: Plain) -> Joined:
    names = ("value", "least", "most", "part", "whole")
    kept = {name: Decimal(value[name]) for name in names if name in value}
    return Joined(**kept, words=value.get("words", ""))  # type: ignore[arg-type]


def details_of(one: Plain, content: Plain) -> dict[str, Any]:
    """What it means, by region and by sex to date, and period by period."""
    return {
        "title": named(one),
        "definition": Text.read(one["definition"]),
        "source": Text.read(one["source"]),
        "table": values_table(one, Names(content)),
    }


def values_table(one: Plain, names: Names) -> Table | None:
    """To date by region and sex, then each period of everybody."""
    to_date = [each for each in one["values"] if each["from"] == TO_DATE]
    single = [each for each in to_date if not (each["region"] and each["gender"])]
    periods = [
        each
        for each in one["values"]
        if each["from"] != TO_DATE and not each["region"] and not each["gender"]
    ]
    rows = [*single, *periods]
    if not rows:
        return None
    columns = (
        Column("days", _("Period"), lambda each: days_of(each), is_row_name=True),
        Column("region", _("Region"), lambda each: names.region(each["region"])),
        Column("gender", _("Sex"), lambda each: names.gender(each["gender"])),
        Column("value", _("Value"), lambda each: told(one, each), is_numeric=True),
    )
    return Table(rows=rows, columns=columns, caption=_("Values"))


def days_of(each: Plain) -> str:
    return _("To date") if each["from"] == TO_DATE else period_of(each)


# What strangers see: the numbers that were published until its day.


class FrozenDivisions:
    """The groups of the programme as they were called then."""

    def __init__(self, content: Plain) -> None:
        self.regions = [
            Region(slug=one["slug"], uuid=UUID(one["uuid"]), name=Text.read(one["name"]))
            for one in content["regions"]
        ]
        self.audiences = [
            (one["slug"], str(Text.read(one["name"]))) for one in content["audiences"]
        ]

    def choices_of(self, split: str) -> list[tuple[str, str]]:
        return self.audiences if split == "audience" else []


def public_of(content: Plain) -> dict[str, Any]:
    """The published numbers that the snapshot kept; nothing else of it."""
    made, divisions = content["published"], FrozenDivisions(content)
    if not made:
        return {"indicators": []}
    publication = Publication(as_of=dt.date.fromisoformat(made["as_of"]), content=made)
    shown = [
        found
        for one in content["indicators"]
        if one["is_public"]
        and (
            found := published.shown_of(
                indicator_of(one), publication, divisions, targets=targets_of(one)
            )
        )
    ]
    return {
        "indicators": shown,
        "as_of": calendar.day(publication.as_of),
        "has_hidden": any(one["has_hidden"] for one in shown),
    }


def targets_of(one: Plain) -> list[Target]:
    return [
        Target(
            starts_on=dt.date.fromisoformat(each["from"]),
            ends_on=dt.date.fromisoformat(each["to"]),
            value=Decimal(each["value"]),
        )
        for each in one["targets"]
        if not each["region"]
    ]


# Two of them side by side.


def comparison(earlier: Snapshot, later: Snapshot) -> Table:
    """What changed between them, by indicator."""
    rows = differences(earlier.content, later.content)
    columns = (
        Column("indicator", _("Indicator"), name_of, is_row_name=True),
        Column("before", _named(earlier), lambda row: value_of(row.before)),
        Column("after", _named(later), lambda row: value_of(row.after)),
        Column("change", _("Change"), step_of, is_numeric=True),
        Column("otherwise", _("What is otherwise"), otherwise_of),
    )
    return Table(rows=rows, columns=columns, caption=_("What changed"), on_phone="cards")


def _named(snapshot: Snapshot) -> str:
    said = {"number": figure(snapshot.number), "day": calendar.day(snapshot.as_of)}
    return _("Number %(number)s, %(day)s") % said


def name_of(row: Difference) -> Any:
    return format_html("<bdi>{}</bdi> {}", row.code, text(Text.read(row.title)))


def value_of(one: Any) -> Any:
    return told(one, one["value"]) if one else None


def step_of(row: Difference) -> Any:
    if row.step is None or not row.step:
        return None
    sign = "+" if row.step > 0 else "\N{MINUS SIGN}"
    return f"{sign}{figure(abs(row.step), 1 if row.step % 1 else 0)}"


def otherwise_of(row: Difference) -> str:
    if row.is_new:
        return _("New")
    if row.is_gone:
        return _("No longer there")
    names = [str(OTHERWISE[name]) for name in row.changed]
    return ", ".join(names) if names else pgettext("between two snapshots", "Nothing")
