"""The ratings of a cohort, and what was said of its course, as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.competences.enums import USUAL_MONTHS, Purpose
from hilo.competences.models import Occasion
from hilo.learning.queries.reactions import Heard
from hilo.ui.charts import Bar, Bars
from hilo.ui.components.words import state
from hilo.ui.numerals import figure, percentage
from hilo.ui.tables import Column, Table


def occasions_table(occasions: Sequence[Occasion]) -> Table:
    """Each rating with how far it is; a click leads to its summary."""
    columns = (
        Column("name", _("Rating"), lambda one: one.name, href=_summary, is_row_name=True),
        Column("purpose", pgettext("when ratings were asked", "Asked"), _asked),
        Column("state", _("State"), _state),
    )
    return Table(rows=occasions, columns=columns, caption=_("Ratings"), on_phone="cards")


def _summary(one: Occasion) -> str:
    return reverse("competences:summary", args=[one.uuid])


def _asked(one: Occasion) -> str:
    if one.months:
        return _("%(months)s months later") % {"months": figure(one.months)}
    return one.get_purpose_display()


def _state(one: Occasion) -> Any:
    return state(
        pgettext("state of a rating", "Open")
        if one.takes_ratings
        else pgettext("state of a rating", "Closed"),
        "ok" if one.takes_ratings else "",
    )


def latest_of(occasions: Sequence[Occasion]) -> Occasion | None:
    """The last rating that tells what changed: one that is closed, where there is any."""
    if not any(one.purpose == Purpose.BEFORE for one in occasions):
        return None
    later = [one for one in occasions if one.purpose != Purpose.BEFORE]
    return max(later, key=lambda one: (not one.takes_ratings, one.pk), default=None)


def ways_of(occasions: Sequence[Occasion]) -> list[tuple[str, str]]:
    """What can be opened by hand now: value and label of each button."""
    known = {(one.purpose, one.months) for one in occasions}
    ways = [("before", _("Ask before the course")), ("after", _("Ask after the course"))]
    found = [(value, label) for value, label in ways if (value, None) not in known]
    if ("after", None) in known:
        found += [
            (f"follow_up:{months}", _("Ask %(months)s months later") % {"months": figure(months)})
            for months in USUAL_MONTHS
            if (Purpose.FOLLOW_UP, months) not in known
        ]
    return found


def heard_shown(heard: Heard) -> dict[str, Any]:
    """The response rate in words, the means as a chart, what was written."""
    told = {"answered": figure(heard.answered), "asked": figure(heard.asked)}
    said = _("%(answered)s of %(asked)s have answered") % told
    if heard.asked:
        said = f"{said} ({percentage(heard.answered / heard.asked)})"
    chart = None
    if heard.is_shown:
        chart = Bars(
            title=_("How far learners agree"),
            unit=_("from 1 (not at all) to 5 (fully)"),
            counted=_("Means of those who answered; nothing of fewer than five."),
            bars=[Bar(line.label, line.mean) for line in heard.lines],
            maximum=5,
            decimals=1,
        )
    return {"rate": said, "chart": chart, "helped": heard.helped, "better": heard.better}
