"""Cohorts as tables and facts: twins side by side, the numbers of each, what a group is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hilo.learning import access, words
from hilo.learning.models import Cohort, Enrolment, Page
from hilo.learning.queries.cohorts import Numbers, Twins
from hilo.learning.services.progress import edition_read_by
from hilo.people import access as people
from hilo.programme.models import Audience, Programme
from hilo.ui import calendar
from hilo.ui.components.words import state
from hilo.ui.numerals import figure, percentage
from hilo.ui.sheets.addresses import address_in
from hilo.ui.tables import Column, Table


def office_url(cohort: Cohort) -> str:
    return reverse("learning:office_cohort", args=[cohort.slug])


def sheet_url(programme: Any) -> str:
    """Where the enrolments of a programme are edited as a spreadsheet."""
    return address_in("enrolments", "programme", programme.uuid)


def sheets_of(user: Any) -> list[tuple[str, str]]:
    """The enrolment sheets that `user` may use now: the name of each programme with courses, and its address."""
    scopes = people.scopes_of(user, access.ENROL)
    rows = Programme.objects.filter(courses__edition__isnull=False).distinct()
    if not scopes.is_everywhere:
        rows = rows.filter(uuid__in=scopes.of_kind("programme"))
    return [(one.acronym or str(one.name), sheet_url(one)) for one in rows] if scopes else []


def twins_table(twins: Sequence[Twins], numbers: Mapping[int, Numbers]) -> Table:
    """Regions as rows, audiences as columns: in each cell its cohorts with what matters of them."""
    audiences: dict[int | None, Audience | None] = {}
    for row in twins:
        for pk, cohorts in row.sides.items():
            audiences.setdefault(pk, cohorts[0].audience)
    columns = [
        Column("region", _("Region"), lambda row: _region(row), is_row_name=True),
        *(_side(pk, audience, numbers) for pk, audience in sorted(audiences.items(), key=_order)),
        Column("balance", _("Both sides"), _balance),
    ]
    return Table(rows=twins, columns=columns, caption=_("Cohorts by region"), on_phone="cards")


def _order(item: tuple[int | None, Audience | None]) -> Any:
    return (item[0] is None, item[0] or 0)


def _region(row: Twins) -> Any:
    return row.region.name if row.region else _("Without a region")


def _side(pk: int | None, audience: Audience | None, numbers: Mapping[int, Numbers]) -> Column:
    label = audience.name if audience else _("Without an audience")
    return Column(
        f"side{pk or 0}",
        label,
        lambda row: _cell(row.sides.get(pk, []), numbers),
    )


def _cell(cohorts: Sequence[Cohort], numbers: Mapping[int, Numbers]) -> Any:
    if not cohorts:
        return None
    return format_html_join(
        "",
        '<div><a href="{}">{}</a> {}<br><small>{}</small></div>',
        (
            (office_url(one), one.name, _moment(one), _gist(numbers.get(one.pk, Numbers())))
            for one in cohorts
        ),
    )


def _moment(cohort: Cohort) -> Any:
    return state(words.moment(cohort), words.TONES[cohort.moment])


def _gist(numbers: Numbers) -> str:
    """«47 people · 64 % of the steps · 19 completed · 3 ask»."""
    people = ngettext("%(n)s person", "%(n)s people", numbers.taking_part)
    said = [people % {"n": figure(numbers.taking_part)}]
    if numbers.due:
        share = percentage(numbers.percent / 100)
        said.append(_("%(share)s of the steps") % {"share": share})
    if numbers.completed:
        said.append(_("%(n)s completed") % {"n": figure(numbers.completed)})
    if numbers.vanished:
        said.append(_("%(n)s vanished") % {"n": figure(numbers.vanished)})
    if numbers.asked:
        said.append(_("%(n)s ask to take part") % {"n": figure(numbers.asked)})
    return " · ".join(said)


def _balance(row: Twins) -> Any:
    if row.region is None:
        return None
    if not row.is_lopsided:
        return state(pgettext("both sides of a region", "Enrolled"), "ok")
    names = ", ".join(str(one.name) for one in row.missing)
    return format_html(
        "{}<br><small>{}</small>",
        state(_("One side only"), "warn"),
        _("Nobody yet: %(names)s") % {"names": names},
    )


def facts_of(cohort: Cohort) -> list[tuple[Any, Any]]:
    """What a group is, at a glance."""
    return [
        (_("Course"), cohort.course.name),
        (_("Dates"), words.dates(cohort)),
        (_("Region"), cohort.region.name if cohort.region else ""),
        (_("Audience"), cohort.audience.name if cohort.audience else ""),
        (_("Who can come"), cohort.get_way_in_display()),
    ]


def numbers_facts(numbers: Numbers) -> list[tuple[Any, Any]]:
    """The numbers of one cohort, for its head."""
    return [
        (_("Take part"), figure(numbers.taking_part)),
        (_("Steps done"), percentage(numbers.percent / 100)),
        (_("Completed"), figure(numbers.completed)),
        (_("Near the certificate"), figure(numbers.near)),
        (_("Not seen for 14 days"), figure(numbers.vanished)),
    ]


def enrolment_facts(row: Enrolment) -> list[tuple[Any, Any]]:
    """How far one person is."""
    return [
        (_("Cohort"), row.cohort.name),
        (_("Since"), calendar.day(row.enrolled_at.date(), "medium")),
        (_("Steps done"), words.done(row)),
        (_("Presence"), words.presence(row.attendance)),
        (_("Last seen"), calendar.day(row.seen_at.date(), "medium") if row.seen_at else _("Never")),
        (_("Reason"), row.reason),
    ]


def steps_table(row: Enrolment) -> Table:
    """The steps of the edition, with the day on which each was done."""
    done = dict(row.steps_done.values_list("step", "at"))
    pages = Page.objects.filter(edition=edition_read_by(row)).order_by("order")
    columns = (
        Column("title", _("Step"), lambda page: page.title, is_row_name=True),
        Column("kind", _("Kind"), lambda page: page.get_kind_display()),
        Column("at", _("Done"), lambda page: _day_of(done.get(page.step))),
    )
    rows = list(pages.only("title", "kind", "step", "order"))
    return Table(rows=rows, columns=columns, caption=_("Steps"))


def _day_of(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None
