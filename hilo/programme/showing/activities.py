"""Activities and milestones in words, as a table, as a Gantt chart and as a time line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hilo.core.time import today
from hilo.programme import vocabularies
from hilo.programme.models import Activity, Milestone, Programme
from hilo.programme.words import as_of, in_a_row, time_of
from hilo.ui import calendar
from hilo.ui.charts import Gantt, Span
from hilo.ui.components.words import state, text
from hilo.ui.numerals import figure
from hilo.ui.tables import Column, Table

TONES = {"planned": "wait", "running": "info", "done": "ok", "cancelled": "wait"}


def days_late(day: dt.date) -> str:
    """«12 days late»."""
    count = (today() - day).days
    words = ngettext("%(count)s day late", "%(count)s days late", count)
    return words % {"count": figure(count, 0)}


def state_in_words(activity: Activity) -> tuple[str, Any]:
    """Where an activity stands, and the colour that repeats it."""
    if activity.is_late and activity.ends_on:
        return days_late(activity.ends_on), "error"
    if activity.is_unfinished and activity.programme.is_over:
        return pgettext("state of an activity", "Not finished"), "wait"
    return str(activity.get_state_display()), TONES[activity.state]


def milestone_in_words(milestone: Milestone) -> tuple[str, Any]:
    if milestone.reached_on:
        return _("Reached on %(day)s") % {"day": calendar.day(milestone.reached_on)}, "ok"
    if milestone.is_late:
        return days_late(milestone.due_on), "error"
    if milestone.programme.is_over:
        return pgettext("state of a milestone", "Not reached"), "wait"
    return pgettext("state of a milestone", "To come"), "wait"


# The Gantt chart.


def gantt_of(activities: Sequence[Activity], milestones: Sequence[Milestone]) -> Gantt | None:
    """What is done when; None where nothing has days yet."""
    alone = [one for one in milestones if one.activity_id is None]
    spans = [*map(_span, activities), *map(_span_of_milestone, alone)]
    if not any(span.starts_on or span.marks for span in spans):
        return None
    return Gantt(
        title=_("What is done when"),
        unit=pgettext("unit of a figure", "activities"),
        period=as_of(today()),
        spans=spans,
        today=today(),
        summary=in_a_sentence(activities, milestones),
        heads=(_("Days"), _("State")),
        looks=_looks(spans),
    )


def _span(activity: Activity) -> Span:
    start, end = activity.starts_on or activity.ends_on, activity.ends_on or activity.starts_on
    marks = [(one.due_on, one.reached_on is not None) for one in activity.milestones.all()]
    return Span(
        label=f"{activity.code} {activity.title}",
        starts_on=start,
        ends_on=end,
        look="late" if activity.is_late else activity.state,
        remark=state_in_words(activity)[0] if start else _("no days yet"),
        days=time_of(activity) or _("no days yet"),
        marks=marks,
        href=f"#{activity.uuid}",
    )


def _span_of_milestone(milestone: Milestone) -> Span:
    return Span(
        label=milestone.title,
        look="late" if milestone.is_late else "planned",
        remark=milestone_in_words(milestone)[0],
        days=calendar.day(milestone.due_on),
        marks=[(milestone.due_on, milestone.reached_on is not None)],
        href=f"#{milestone.uuid}",
    )


def _looks(spans: Sequence[Span]) -> list[tuple[str, Any]]:
    """The looks that are drawn, with their names."""
    drawn = {span.look for span in spans if span.starts_on}
    named = [(one.value, one.label) for one in Activity.State] + [("late", _("Late"))]
    looks = [(look, name) for look, name in named if look in drawn]
    looks.append(("today", pgettext("line in a chart", "Today")))
    marks = {is_reached for span in spans for _day, is_reached in span.marks}
    named_marks = [(True, "mark", _("Milestone reached")), (False, "mark open", _("Milestone"))]
    return looks + [(look, name) for is_reached, look, name in named_marks if is_reached in marks]


def in_a_sentence(activities: Sequence[Activity], milestones: Sequence[Milestone]) -> str:
    """How many there are, and what is late, by name; of a programme that is over, what was not finished."""
    count = len(activities)
    said = ngettext("%(count)s activity.", "%(count)s activities.", count) % {
        "count": figure(count, 0)
    }
    held: list[Any] = [*activities, *milestones]
    is_over = any(one.programme.is_over for one in held)
    return f"{said} {_left(activities) if is_over else _late(activities, milestones)}".rstrip()


def _late(activities: Sequence[Activity], milestones: Sequence[Milestone]) -> str:
    late = late_of(activities, milestones)
    names = {"names": in_a_row(name for name, _words in late)}
    return _("Late: %(names)s.") % names if late else _("Nothing is late.")


def _left(activities: Sequence[Activity]) -> str:
    left = [f"{one.code} {one.title}" for one in activities if one.is_unfinished]
    return _("Not finished: %(names)s.") % {"names": in_a_row(left)} if left else ""


def late_of(
    activities: Iterable[Activity], milestones: Iterable[Milestone]
) -> list[tuple[str, str]]:
    """What is late: its name, and by how many days."""
    done = [(f"{one.code} {one.title}", one.ends_on) for one in activities if one.is_late]
    due = [(str(one.title), one.due_on) for one in milestones if one.is_late]
    return [(name, days_late(day)) for name, day in [*done, *due] if day]


# Tables.


def activities_table(programme: Programme, rows: Sequence[Activity], *, may_edit: bool) -> Table:
    """One line for each activity; whoever keeps the programme goes from there to change it."""

    labels = vocabularies.labels_of(programme) if any(one.tags for one in rows) else {}

    def way(one: Activity) -> str:
        return reverse("programme:edit_activity", args=[programme.slug, one.code])

    def named(one: Activity) -> Any:
        return _named(one, in_a_row(labels.get(tag, tag) for tag in one.tags) if one.tags else "")

    columns = (
        Column("name", _("Activity"), named, href=way if may_edit else None, is_row_name=True),
        Column("days", _("Days"), time_of),
        Column("result", _("For the result"), lambda one: one.result and one.result.code),
        Column("regions", _("Regions"), _regions),
        Column("responsible", _("Responsible"), lambda one: one.responsible or ""),
        Column("state", _("State"), lambda one: state(*state_in_words(one))),
    )
    return Table(rows=rows, columns=columns, caption=_("Activities"), on_phone="cards")


def _named(activity: Activity, sorted_by: str) -> Any:
    remark = format_html(" <small>{}</small>", sorted_by) if sorted_by else ""
    name = text(activity.title)
    return format_html('<span id="{}">{} {}</span>{}', activity.uuid, activity.code, name, remark)


def _regions(activity: Activity) -> str:
    names = [str(one) for one in activity.regions.all()]
    return in_a_row(names) if names else pgettext("regions of an activity", "All")


def milestones_table(programme: Programme, rows: Sequence[Milestone], *, may_edit: bool) -> Table:
    """One line for each milestone, by its day."""

    def way(one: Milestone) -> str:
        return reverse("programme:edit_milestone", args=[programme.slug, one.uuid])

    columns = (
        Column(
            "name",
            _("Milestone"),
            lambda one: format_html('<span id="{}">{}</span>', one.uuid, text(one.title)),
            href=way if may_edit else None,
            is_row_name=True,
        ),
        Column("due", _("Due on"), lambda one: calendar.day(one.due_on)),
        Column("activity", _("Activity"), lambda one: one.activity and one.activity.code),
        Column("state", _("State"), lambda one: state(*milestone_in_words(one))),
    )
    return Table(rows=rows, columns=columns, caption=_("Milestones"), on_phone="cards")
