"""What attendance tells the rest of the house about itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.attendance import access, handlers, measures, messages, own, panels, tasks
from hilo.attendance.models import Session
from hilo.attendance.sheets import AttendanceSheet
from hilo.core import registries
from hilo.core.registries import HomeBlock, MenuEntry, ObjectKind, Panel, Schedule
from hilo.core.sheets import sheets
from hilo.people import access as people
from hilo.people import roles

HEARD = (handlers, measures, messages)  # they enter themselves when they are imported


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    verbs()
    registries.kinds.add(
        ObjectKind(
            "session",
            _("Session"),
            _("Sessions"),
            Session,
            access.visible_to,
            icon="calendar",
            order=45,
        )
    )
    menu()
    sheets.add(AttendanceSheet())
    registries.homes.add(HomeBlock("attendance", _("Sessions"), panels.to_do, order=12))
    registries.panels.add(
        Panel("next session", "me", "attendance/panels/next.html", panels.own, order=20)
    )
    registries.personal_data.add(own.DATA)
    registries.schedules.add(
        Schedule("attendance.reminders", tasks.remind_of_sessions, dt.timedelta(days=1))
    )
    measured_pages()


def verbs() -> None:
    keepers = (roles.Coordinator, roles.Trainer)
    roles.allow(access.PLAN, _("Plan sessions, change and cancel them."), *keepers)
    roles.allow(access.KEEP, _("Keep attendance lists and the evidence of sessions."), *keepers)


def menu() -> None:
    registries.menu.add(
        MenuEntry(
            "attendance.mine",
            "learn",
            _("My sessions"),
            "attendance:mine",
            people.is_account,
            order=30,
            sentence=_("When and where you meet, how to get there, and what you attended."),
        )
    )
    registries.menu.add(
        MenuEntry("attendance.office", "office", _("Sessions"), "attendance:office", keeps, 55)
    )


def keeps(viewer: Any) -> bool:
    """Whether somebody keeps the lists of any roster that is there."""
    return access.holds_anywhere(viewer)


def measured_pages() -> None:
    """Every kind of page of this chapter that needs no roster, for `bin/hilo bench`."""
    measured = registries.measured
    measured("my sessions", "attendance:mine", "member", order=32)
    measured("type a code", "attendance:here", "member", order=32)


def measured_with(kind: str) -> None:
    """The pages of sessions, once a chapter's demonstration has a roster of `kind` with a session held."""
    measured = registries.measured
    office: dict[str, Any] = {"is_whole": True, "order": 61}

    def a_session() -> list[Any]:
        rows = Session.objects.filter(about_kind=kind, state="held")
        return [rows.values_list("uuid", flat=True)[0]]

    def a_roster() -> list[Any]:
        return [kind, Session.objects.filter(about_kind=kind).values_list("about", flat=True)[0]]

    measured("office: sessions", "attendance:office", "coordinator", **office)
    measured(
        "office: a roster", "attendance:roster", "coordinator", args=a_roster, limit=4, **office
    )
    measured("office: a session", "attendance:keep", "coordinator", args=a_session, **office)
    measured(
        "office: attendance list",
        "attendance:grid",
        "coordinator",
        args=a_session,
        limit=4,
        **office,
    )
    measured("office: plan sessions", "attendance:plan", "coordinator", args=a_roster, **office)


__all__ = ["everything", "measured_with"]
