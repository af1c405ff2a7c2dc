"""What the composed house tells about itself; called once, when the application starts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import Demonstration, HomeBlock, MenuEntry
from hilo.people import access, roles
from hilo.site import coordination, homes
from hilo.site.bench import learner
from hilo.site.demonstration import groups, learning, policies, ratings, results
from hilo.site.views.office import KEEP, READ_HISTORY


def everything() -> None:
    roles.allow(READ_HISTORY, _("Read the history: who did what, when."), roles.Coordinator)
    menu("house", _("The house"), KEEP, order=95)
    menu("history", _("History"), READ_HISTORY, order=80)
    registries.homes.add(HomeBlock("house", _("The house"), homes.house_to_do, order=10))
    registries.homes.add(
        HomeBlock("coordination", _("Who has come, and who has not"), coordination.to_do, order=20)
    )
    registries.demonstrations.add(Demonstration("policies", policies.load, order=55))
    registries.demonstrations.add(Demonstration("results", results.load, order=57))
    registries.demonstrations.add(Demonstration("courses", learning.load, order=58))
    registries.demonstrations.add(Demonstration("cohorts", groups.load, order=59))
    registries.demonstrations.add(Demonstration("ratings", ratings.load, order=60))
    measured_pages()
    learner.everything()


def measured_pages() -> None:
    """Every kind of page of this chapter, for `bin/hilo bench`."""
    measured = registries.measured
    measured("home", "home", order=10)
    for role in roles.all_roles():
        measured(f"home: {role.name}", "home", role.name, order=11)
    measured("search", "search", query="?q=formacion+cultura", order=12)
    measured("search of a member", "search", "member", query="?q=oaxaca", order=12)
    measured("about", "about", order=13)
    measured("source", "source", order=13)
    measured("guide of members", "guide", args=lambda: ["member"], order=13)
    measured("office: history", "history", "coordinator", order=60)
    measured("office: house", "house", "operator", order=60)


def menu(name: str, label: Any, verb: str, order: int) -> None:
    """A line of the office for whoever holds `verb`, on duty or not: the page leads to the session."""
    entry = MenuEntry(name, "office", label, name, holders_of(verb), order)
    registries.menu.add(entry)


def holders_of(verb: str) -> Any:
    return lambda viewer: bool(access.scopes_held(viewer, verb))
