"""How often something may be tried: by address and sender together, so that no office is locked out.

allauth counts, in the cache. The limits per sender alone are wide: forty people of a city council
share one address of the network.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest

# What is tried: how often by one sender for one account, for one account, by one sender.
LIMITS = {
    "code": ("5/15m/key", "12/h/key", "300/h/ip"),
    # Tries of one code are counted in the session too, but many requests at once outrun that.
    "try": ("10/15m/key", "60/h/key", "600/h/ip"),
    "password": ("8/15m/key", "40/h/key", "600/h/ip"),
    "join": ("3/15m/key", "6/h/key", "200/h/ip"),
    "link": ("20/15m/key", "60/h/key", "600/h/ip"),
    "confirm": ("5/15m/key", "12/h/key", "300/h/ip"),
    # The code of a session: a hall of four hundred phones is one sender.
    "here": ("12/15m/key", "40/h/key", "3000/h/ip"),
    "address": ("5/h/key", "10/d/key", "100/h/ip"),
    # About the sender alone: a verified badge may make us ask elsewhere for its issuer's key.
    "verify": ("60/15m/key", "200/h/key", "300/h/ip"),
}


def allows(request: HttpRequest, what: str, about: str) -> bool:
    """Count one try of `what` about `about` (an address, a secret); answers whether it is allowed."""
    pair, account, sender = LIMITS[what]
    where = ratelimit.get_ip(request)
    return (
        _counts(request, what, sender, "")
        and _counts(request, what, account, about.lower())
        and _counts(request, what, pair, f"{where} {about.lower()}")
    )


def sender(request: HttpRequest) -> str:
    """Where a request comes from, for what is counted by sender alone."""
    return str(ratelimit.get_ip(request))


def _counts(request: HttpRequest, what: str, rate: str, key: str) -> bool:
    config = {what: rate}
    used: Any = ratelimit.consume(
        request, app="people", action=what, config=config, key=key, limit_get=True
    )
    return bool(used)
