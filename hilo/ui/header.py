"""What later chapters hang in the header: counts (unread messages) and strips (a session of duty).

header.badges.add(Badge("messages", _("Messages"), "notifications:inbox", count, icon="bell"))
header.strips.add(Strip("duty", lambda request: Line(_("On duty until 14:30"), …) or None))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hilo.core.registry import Registry
from hilo.ui.addresses import address

# What stands at the foot of every page, wherever this installation has it; by name, as a foreign key.
FOOTER = (
    ("about", _("About Hilo")),
    ("guides", _("Guides")),
    ("people:privacy", _("Privacy")),
    ("people:accessibility", _("Accessibility")),
    ("source", _("Source code")),
)


@dataclass(frozen=True)
class Badge:
    """A sign with a count, for people who have signed in; `count(viewer)` is asked once per page."""

    name: str
    label: Any
    url_name: str
    count: Callable[[Any], int]
    icon: str = "bell"
    order: int = 50


@dataclass(frozen=True)
class Line:
    """What a strip says: a sentence, and one thing to do (`method="post"` makes it a form)."""

    text: Any
    action: Any = ""
    url: str = ""
    method: str = "get"
    tone: str = "info"


@dataclass(frozen=True)
class Strip:
    """A line above every page for as long as something is so; answers None when it is not."""

    name: str
    show: Callable[[HttpRequest], Line | None]
    order: int = 50


@dataclass(frozen=True)
class Counted:
    """A badge as one reader sees it."""

    badge: Badge
    url: str
    count: int


badges: Registry[Badge] = Registry("badges")
strips: Registry[Strip] = Registry("strips")


@dataclass(frozen=True)
class Link:
    """Where one can go, and what it is called."""

    url: str
    label: Any


def footer() -> list[Link]:
    """The links at the foot of a page."""
    found = (Link(address(name), label) for name, label in FOOTER)
    return [link for link in found if link.url]


def counted(viewer: Any) -> list[Counted]:
    """The badges of `viewer`; a stranger has none."""
    if not getattr(viewer, "is_authenticated", False):
        return []
    there = ((badge, address(badge.url_name)) for badge in badges)
    return [Counted(badge, url, badge.count(viewer)) for badge, url in there if url]


def lines(request: HttpRequest) -> list[Line]:
    """What the strips have to say on this page."""
    said = (strip.show(request) for strip in strips)
    return [line for line in said if line is not None]
