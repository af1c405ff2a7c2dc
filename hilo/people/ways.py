"""Where to go on after a page in between: only within this platform."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

LONGEST = 4000  # letters of an address; no link of ours is as long


def onward(request: HttpRequest, default: str) -> str:
    """The `next` that came along, if it is an address that stays here; otherwise `default`.

    It begins with a stroke: a bare word would be taken for the name of a view.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    is_safe = url_has_allowed_host_and_scheme(wanted, hosts, request.is_secure())
    is_ours = wanted.startswith("/") and len(wanted) <= LONGEST
    return wanted if is_safe and is_ours else default


def through(name: str, then: str, **kwargs: str) -> str:
    """The address of the page `name` that leads on to `then`."""
    query = urlencode({"next": then})
    return f"{reverse(name, kwargs=kwargs or None)}?{query}"
