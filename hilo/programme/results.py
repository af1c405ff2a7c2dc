"""What results tell the rest of the house: when they are counted, where they are found, what their pages cost."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import MenuEntry, NamedPage, Schedule
from hilo.programme import tasks
from hilo.programme.models import Indicator, Programme

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    registries.schedules.add(Schedule("programme.recount", tasks.recount, MINUTE))
    registries.schedules.add(Schedule("programme.publish", tasks.publish_numbers, HOUR))
    registries.menu.add(
        MenuEntry(
            "programme.results",
            "results",
            _("Results of programmes"),
            "programme:results",
            order=10,
            sentence=_("What each programme promised, and how far it has come, in public numbers."),
        )
    )
    registries.measured("results", "programme:results")
    registries.measured("programme: results", "programme:dashboard", args=a_programme)
    insiders = partial(_measured, role="coordinator", is_whole=True, order=62)
    insiders("programme: dashboard", "programme:dashboard", a_programme, limit=3)
    insiders("programme: records", "programme:records", a_counted_indicator, limit=2)
    insiders("programme: snapshots", "programme:snapshots", a_programme)
    insiders("programme: new snapshot", "programme:issue_snapshot", a_programme)


def _measured(name: str, url_name: str, args: Any, *, limit: float = 1.5, **more: Any) -> None:
    registries.named_pages.add(
        NamedPage(name, lambda: reverse(url_name, args=args()), limit=limit, **more)
    )


def a_programme() -> list[Any]:
    return [Programme.objects.public()[0].slug]


def a_counted_indicator() -> list[Any]:
    counted = Indicator.objects.filter(programme__in=Programme.objects.public()).exclude(measure="")
    one = counted.select_related("programme")[0]
    return [one.programme.slug, one.code]
