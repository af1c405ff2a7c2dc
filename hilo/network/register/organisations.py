"""What organisations tell the rest of the house: lines of the menu, panels, pages to measure."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import MenuEntry, Panel
from hilo.network import access
from hilo.network.panels import organisations as panels
from hilo.network.register.lines import office_line
from hilo.network.register.samples import an_organisation


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    menu()
    registries.panels.add(
        Panel(
            "organisations of a place",
            "place",
            "network/panels/organisations.html",
            panels.on_place,
            order=10,
        )
    )
    measured()


def menu() -> None:
    """The way to keep organisations, for the office."""
    # No line of its own: the directory lists them. It tells behind which door their pages lie.
    registries.menu.add(
        MenuEntry(
            "organisations",
            "network",
            _("Organisations"),
            "network:organisations",
            lambda viewer: False,
        )
    )
    office_line(
        "organisations", _("Organisations"), access.EDIT, 50, url_name="office_organisations"
    )
    office_line("duplicates", _("Suspected duplicates"), access.MERGE, 53)


def measured() -> None:
    """Every kind of page of organisations, for `bin/hilo bench`."""
    page = registries.measured
    office = partial(page, role="coordinator", is_whole=True, order=60)
    page("organisation", "network:organisation", args=an_organisation)
    page("organisation, for a member", "network:organisation", "member", args=an_organisation)
    page("organisation: vCard", "network:organisation_vcard", "member", args=an_organisation)
    page("organisation: new", "network:new_organisation", "member")
    for part in ("edit_organisation", "change_organisation_logo", "merge_organisation"):
        office(f"organisation: {part}", f"network:{part}", args=an_organisation)
    office("office: organisations", "network:office_organisations")
    office("office: duplicates", "network:duplicates")
