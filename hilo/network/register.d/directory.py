"""Lines of the menu, and the pages of the directory whose cost is measured."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core import registries
from hilo.core.registries import MenuEntry
from hilo.network import access
from hilo.people import access as people


def menu() -> None:
    """What stands behind the door «network», and in the office."""
    line = registries.menu.add
    behind_the_door = (
        (
            "directory",
            _("Directory"),
            _("Organisations and clusters, to be found by words, trade and place."),
        ),
        (
            "clusters",
            _("Clusters"),
            _(
                "Firms, workshops and those who support them, of one trade and near each other: what "
                "they make, where, and with whom."
            ),
        ),
        (
            "sectors",
            _("Sectors"),
            _(
                "The fields of cultural and creative work in this network, mapped to UNESCO’s and "
                "UNIDO’s classes."
            ),
        ),
        (
            "map",
            pgettext_lazy("of the network", "Map"),
            _("The same organisations and clusters, where they are."),
        ),
    )
    for order, (name, label, sentence) in enumerate(behind_the_door, start=1):
        address = f"network:{name}"
        line(MenuEntry(address, "network", label, address, order=order, sentence=sentence))
    line(MenuEntry("coverage", "office", _("Coverage"), "network:coverage", may_edit, order=52))
    line(
        MenuEntry(
            "keep_sectors",
            "office",
            _("Sectors"),
            "network:office_sectors",
            may_configure,
            order=54,
        )
    )


def may_edit(viewer: Any) -> bool:
    return people.can_anywhere(viewer, access.EDIT)


def may_configure(viewer: Any) -> bool:
    return people.can_anywhere(viewer, access.CONFIGURE)


def measured() -> None:
    """Every kind of page of the directory, for `bin/hilo bench`."""
    page = registries.measured
    page("directory", "network:directory")
    page("directory of members", "network:directory", "member")
    page("directory: words", "network:directory", "member", query="?q=taller+barro")
    page("directory: two facets", "network:directory", "member", query="?sector=crafts&country=MX")
    page("directory: map", "network:directory", "member", query="?view=map")
    page("directory: cards", "network:directory", "member", query="?view=cards")
    page("directory: page 40", "network:directory", "member", query="?page=40")
    page("sectors", "network:sectors")
    page("sector", "network:sector", args=lambda: ["crafts"])
    page("followed searches", "network:searches", "member")
    page("office: coverage", "network:coverage", "coordinator", is_whole=True, order=60)
    page(
        "office: coverage by sector",
        "network:coverage_sectors",
        "coordinator",
        is_whole=True,
        order=60,
    )
    page("office: sectors", "network:office_sectors", "coordinator", is_whole=True, order=60)
