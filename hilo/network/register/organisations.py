"""What organisations tell the rest of the house: lines of the menu, panels, pages to measure."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.registries import MenuEntry, Panel
from hilo.network import access
from hilo.network.models import Organisation
from hilo.network.panels import organisations as panels
from hilo.people import access as people


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
    lines = (
        ("organisations", _("Organisations"), "network:office_organisations", access.EDIT, 50),
        ("duplicates", _("Suspected duplicates"), "network:duplicates", access.MERGE, 53),
    )
    for name, label, url_name, verb, order in lines:
        registries.menu.add(
            MenuEntry(f"network.{name}", "office", label, url_name, _holders_of(verb), order)
        )


def _holders_of(verb: str) -> Any:
    """Shown to whoever holds the verb, on duty or not: the page leads to the staff session."""
    return lambda viewer: bool(people.scopes_held(viewer, verb))


def measured() -> None:
    """Every kind of page of organisations, for `bin/hilo bench`."""
    page = registries.measured
    office = partial(page, role="coordinator", is_whole=True, order=60)
    page("organisation", "network:organisation", args=some_organisation)
    page("organisation, for a member", "network:organisation", "member", args=some_organisation)
    page("organisation: vCard", "network:organisation_vcard", "member", args=some_organisation)
    page("organisation: new", "network:new_organisation", "member")
    for part in ("edit_organisation", "change_organisation_logo", "merge_organisation"):
        office(f"organisation: {part}", f"network:{part}", args=some_organisation)
    office("office: organisations", "network:office_organisations")
    office("office: duplicates", "network:duplicates")


def some_organisation() -> list[Any]:
    """The public organisation that was put on record first, for measuring."""
    return [Organisation.objects.public().order_by("pk").values_list("slug", flat=True)[0]]
