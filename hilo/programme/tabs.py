"""The ways around one programme: what everybody reads, and what its coordinators keep.

A way to a page that this installation lacks is left out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.people import access as people
from hilo.programme import access
from hilo.programme.models import Programme

Ways = list[tuple[Any, str]]

PUBLIC = (
    ("programme", _("About it")),
    ("chain", _("Results chain")),
    ("activities", _("Activities")),
    ("indicators", _("Indicators")),
    ("dashboard", _("Results")),
)
KEPT = (
    ("edit_programme", _("Its page")),
    ("programme_parties", _("Who stands behind it")),
    ("programme_audiences", _("Audiences")),
    ("programme_tags", _("What it serves")),
    ("programme_vocabularies", _("Vocabularies")),
    ("programme_identifiers", _("Numbers")),
    ("programme_regions", _("Regions")),
    ("programme_state", _("State")),
)
SLUG = "a-slug-that-no-programme-has"


def address(name: str, slug: str) -> str:
    """The address of the page `name` of a programme, or nothing where there is none."""
    return _address(name, get_language(), settings.ROOT_URLCONF).replace(SLUG, slug)


@lru_cache(maxsize=256)
def _address(name: str, language: str | None, urls: str) -> str:
    try:
        return reverse(f"programme:{name}", args=[SLUG])
    except NoReverseMatch:
        return ""


def public(programme: Programme, viewer: Any) -> Ways:
    """What everybody reads of a programme; for insiders its money and its keeping."""
    ways = [*PUBLIC]
    if sees_results(viewer, programme):
        ways.append(("budget", _("Budget")))
    if may_edit(viewer, programme):
        ways.append(("edit_programme", pgettext_lazy("tab of a programme", "Keep it")))
    return _ways(ways, programme)


def kept(programme: Programme) -> Ways:
    """The pages of those who keep a programme."""
    return _ways(KEPT, programme)


def may_edit(viewer: Any, programme: Programme) -> bool:
    return _can(viewer, access.EDIT, programme)


def sees_results(viewer: Any, programme: Programme) -> bool:
    return _can(viewer, access.RESULTS, programme)


def _can(viewer: Any, verb: str, programme: Programme) -> bool:
    return people.is_account(viewer) and people.can(viewer, verb, "programme", programme.uuid)


def _ways(named: Any, programme: Programme) -> Ways:
    ways = ((label, address(name, programme.slug)) for name, label in named)
    return [(label, href) for label, href in ways if href]
