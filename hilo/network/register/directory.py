"""What the directory tells the rest of the house: lines of the menu, searches that people follow, pages to measure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core import registries
from hilo.core.registries import MenuEntry, Panel
from hilo.network import access
from hilo.network.panels import searches
from hilo.network.register import keeping
from hilo.network.register.lines import office_line

# What stands behind the door «network»: name of the address, label, and what one finds there.
BEHIND_THE_DOOR = (
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


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    menu()
    template = "network/panels/followed_searches.html"
    registries.panels.add(Panel("followed searches", "me", template, searches.on_me, order=40))
    registries.personal_data.add(keeping.FOLLOWED)
    measured()


def menu() -> None:
    """What stands behind the door «network», and in the office."""
    for order, (name, label, sentence) in enumerate(BEHIND_THE_DOOR, start=1):
        address = f"network:{name}"
        line = MenuEntry(address, "network", label, address, order=order, sentence=sentence)
        registries.menu.add(line)
    office_line("coverage", _("Coverage"), access.EDIT, 52)
    office_line("office_sectors", _("Sectors"), access.CONFIGURE, 54, is_of_all=True)


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
