"""What later chapters hang in the header: counts (unread messages) and strips (a session of duty).

header.badges.add(Badge("messages", _("Messages"), "notifications:inbox", count, icon="bell"))
header.strips.add(Strip("duty", lambda request: Line(_("On duty until 14:30"), …) or None))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hilo.core.registry import Registry


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


def counted(viewer: Any) -> list[Counted]:
    """The badges of `viewer`; a stranger has none."""
    if not getattr(viewer, "is_authenticated", False):
        return []
    return [Counted(one, one_url(one), one.count(viewer)) for one in badges if one_url(one)]


def one_url(badge: Badge) -> str:
    """The address of a badge, or nothing while its chapter has none."""
    return url_or_nothing(badge.url_name)


def lines(request: HttpRequest) -> list[Line]:
    """What the strips have to say on this page."""
    said = (strip.show(request) for strip in strips)
    return [line for line in said if line is not None]


def url_or_nothing(name: str) -> str:
    """The address called `name`, or nothing where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
