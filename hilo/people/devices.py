"""Where somebody is signed in, in words that they recognise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

# What a browser says of itself, in the order in which it must be asked.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Device:
    """One browser in which somebody is signed in."""

    number: int
    name: str
    ip: str
    since: dt.datetime
    is_here: bool


def described(session: Any, *, is_here: bool) -> Device:
    """A session as its owner may recognise it."""
    browser = _known(BROWSERS, session.user_agent) or _("A browser")
    system = _known(SYSTEMS, session.user_agent)
    name = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return Device(session.pk, name if system else browser, session.ip, session.created_at, is_here)


def _known(signs: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for sign, name in signs if sign in said), "")
