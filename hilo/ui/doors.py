"""The five doors: the jobs that people come for, and what each chapter hung behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hilo.core.keeping import kept
from hilo.core.registries import MenuEntry, menu
from hilo.ui.addresses import address


@dataclass(frozen=True)
class Door:
    """One of the five ways in: what it is called, and what one does there."""

    name: str
    label: Any
    sentence: Any

    @property
    def url(self) -> str:
        return address(f"ui:{self.name}")


DOORS = (
    Door(
        "network",
        _("Network"),
        _("Who is in the network: people, organisations, clusters, and where they are."),
    ),
    Door("learn", _("Learn"), _("Courses, lessons and materials, at your own pace or in a group.")),
    Door("meet", _("Meet"), _("Workshops on site and online, and the discussions around them.")),
    Door(
        "cooperate",
        _("Cooperate"),
        _("Calls, offers and requests, meetings and the partnerships that come of them."),
    ),
    Door(
        "results",
        _("Results"),
        _("What came of it: challenges, indicators, reports and good practices."),
    ),
)


@dataclass(frozen=True)
class Way:
    """A line of the menu as one reader sees it."""

    entry: MenuEntry
    url: str
    is_current: bool

    @property
    def label(self) -> Any:
        return self.entry.label


class OpenDoor:
    """A door as one reader sees it; what is behind is asked only when shown."""

    def __init__(self, door: Door, viewer: Any, path: str, door_of_path: str) -> None:
        self.door, self.viewer, self.path = door, viewer, path
        self.name, self.label, self.sentence, self.url = (
            door.name,
            door.label,
            door.sentence,
            door.url,
        )
        self.is_current = door.name == door_of_path

    @cached_property
    def ways(self) -> list[Way]:
        return list(ways(self.name, self.viewer, self.path))


def ways(door: str, viewer: Any, path: str) -> Iterator[Way]:
    """The entries behind `door` (or `office`) that `viewer` is shown, in their order."""
    for entry in entries_shown(door, viewer):
        url = address_of(entry)
        if url:
            yield Way(entry, url, is_under(path, url))


def entries_shown(door: str, viewer: Any) -> tuple[MenuEntry, ...]:
    """The lines behind `door` for `viewer`; of whoever is signed in, kept until anything happens.

    To ask every chapter whether it has something for somebody takes as long as several questions to
    the database, and each page asks it.
    """

    def asked() -> tuple[MenuEntry, ...]:
        return tuple(entry for entry in menu if entry.door == door and entry.shown_to(viewer))

    if not getattr(viewer, "is_authenticated", False):
        return asked()
    on_duty = bool(getattr(viewer, "duty", None))
    return kept(("entries", door, viewer.pk, on_duty), asked, is_small=True)


def address_of(entry: MenuEntry) -> str:
    """Where a line of the menu leads; nowhere while its address is not in the urls."""
    return address(entry.url_name)


def door_of(path: str) -> str:
    """The door behind which `path` lies, by the longest address that it begins with."""
    known = [(door.url, door.name) for door in DOORS]
    known += [(address_of(entry), entry.door) for entry in menu]
    matching = [(len(url), name) for url, name in known if url and is_under(path, url)]
    return max(matching, default=(0, ""))[1]


def is_under(path: str, url: str) -> bool:
    """Whether `path` is `url` or a page below it; the front page has none below it."""
    return path == url or (url.count("/") > 2 and path.startswith(url))


def has_office(viewer: Any) -> bool:
    """Whether `viewer` works in the office: some chapter shows them a line of it."""
    is_signed_in = getattr(viewer, "is_authenticated", False)
    return is_signed_in and any(True for _way in ways("office", viewer, ""))
