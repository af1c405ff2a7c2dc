"""What the composed house tells about itself; called once, when the application starts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import HomeBlock, MenuEntry, NamedPage
from hilo.people import access, roles
from hilo.site import coordination, homes
from hilo.site.views.office import KEEP, READ_HISTORY


def everything() -> None:
    roles.allow(READ_HISTORY, _("Read the history: who did what, when."), roles.Coordinator)
    menu("house", _("The house"), KEEP, order=95)
    menu("history", _("History"), READ_HISTORY, order=80)
    registries.homes.add(HomeBlock("house", _("The house"), homes.house_to_do, order=10))
    registries.homes.add(
        HomeBlock("coordination", _("Who has come, and who has not"), coordination.to_do, order=20)
    )
    registries.named_pages.add(NamedPage("home", lambda: reverse("home")))
    registries.named_pages.add(NamedPage("own home", lambda: reverse("home"), role="member"))
    registries.named_pages.add(
        NamedPage("coordinator's home", lambda: reverse("home"), role="coordinator")
    )
    registries.named_pages.add(
        NamedPage("search", lambda: f"{reverse('search')}?q=formacion+cultura")
    )
    registries.named_pages.add(NamedPage("about", lambda: reverse("about")))
    registries.named_pages.add(NamedPage("history", lambda: reverse("history"), role="coordinator"))


def menu(name: str, label: Any, verb: str, order: int) -> None:
    """A line of the office for whoever holds `verb`, on duty or not: the page leads to the session."""
    entry = MenuEntry(name, "office", label, name, holders_of(verb), order)
    registries.menu.add(entry)


def holders_of(verb: str) -> Any:
    return lambda viewer: bool(access.scopes_held(viewer, verb))
