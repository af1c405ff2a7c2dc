"""Links in mails: signatures over stored ids, so that no secret travels in an event or lies in a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class SpoiltLink(Problem):
    """A link that was cut, changed, or is too old."""

    sentence = _(
        "This link is incomplete or too old. Nothing was changed. "
        "Open the mail again and press the link, or sign in and look there."
    )


def sign(purpose: str, **ids: Any) -> str:
    """A token that proves we made a link for `purpose` over `ids` (texts, numbers, lists)."""
    return signing.dumps(ids, salt=f"hilo.link.{purpose}")


def read(purpose: str, token: str, *, max_age: dt.timedelta | None = None) -> dict[str, Any]:
    """The ids under `token`; raises SpoiltLink where it was not made by us for `purpose`."""
    try:
        return signing.loads(token, salt=f"hilo.link.{purpose}", max_age=max_age)
    except signing.BadSignature:
        raise SpoiltLink from None


def page(view: str, *, language: str, **kwargs: Any) -> SafeString:
    """The whole address of a page, in the reader's language."""
    with translation.override(language):
        return absolute(reverse(view, kwargs=kwargs))


def absolute(path: str) -> SafeString:
    """The whole address of `path` on this installation."""
    return SafeString(path if "://" in path else settings.ADDRESS + path)
