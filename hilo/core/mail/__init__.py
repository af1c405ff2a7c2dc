"""One mail, now: sign-in codes, and whatever a later chapter's queue hands over.

    send(to="amina@taller.example", subject=…, text=…, html=…, language="ar")

It leaves through the backend in force: SMTP, or in a demonstration a folder of files, because a
demonstration never sends outside. Network waits here: call it after commit or in the background.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem

INSIDE = frozenset(
    f"{module}.EmailBackend"
    for module in (
        "django.core.mail.backends.locmem",
        "django.core.mail.backends.dummy",
        "django.core.mail.backends.console",
        "django.core.mail.backends.filebased",
    )
) | {"hilo.core.mail.backends.Mailbox"}
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")


class NoAddress(Problem):
    """What was given as an address is none."""

    sentence = _("«%(address)s» is not an e-mail address. Check how it is written.")


class OutsideDemonstration(Problem):
    """A demonstration writes to invented addresses only."""

    sentence = _(
        "This is a demonstration: it only writes to invented addresses, those that end in "
        ".example. Nothing was sent to «%(address)s»."
    )


class WayOut(ImproperlyConfigured):
    """A demonstration was given a mail backend that sends outside."""


def send(
    *,
    to: str,
    subject: Any,
    text: Any,
    html: str = "",
    to_name: str = "",
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
    language: str = "",
) -> str:
    """Send one mail to one address and answer its Message-ID.

    Text first, `html` as its alternative. `message_id` makes it recognisable when it is sent again
    (see `message_id_for`). `headers` may carry `Reply-To`, `List-Unsubscribe` and the like. Raises
    `NoAddress`, `OutsideDemonstration`, or what the backend raises.
    """
    refuse_way_out()
    refuse_outsiders(to)
    known = message_id or message_id_for(uuid4())
    own = {"Message-ID": known, "Auto-Submitted": "auto-generated"}
    if language:
        own["Content-Language"] = language
    mail = EmailMultiAlternatives(
        subject=_one_line(subject),
        body=str(text),
        to=[formataddr((_one_line(to_name), to)) if to_name else to],
        headers=own | _checked(headers or {}),
    )
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()
    return known


def message_id_for(*parts: Any) -> str:
    """The Message-ID that the same `parts` always have: `<notification.7f…@hilo.example>`."""
    local = ".".join(re.sub(r"[^A-Za-z0-9-]", "-", str(part)) for part in parts)
    return f"<{local}@{domain()}>"


def domain() -> str:
    """The domain of the sender."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "hilo.example"


def refuse_outsiders(address: str) -> None:
    """Raise `NoAddress`, or `OutsideDemonstration` where a demonstration may not write."""
    try:
        validate_email(address)
    except ValidationError:
        raise NoAddress(address=address, field="email") from None
    place = address.rpartition("@")[2].lower()
    if settings.IS_DEMONSTRATION and place != "example" and not place.endswith(".example"):
        raise OutsideDemonstration(address=address, field="email")


def refuse_way_out() -> None:
    """Raise `WayOut` where a demonstration would send outside; also called at every start."""
    if settings.IS_DEMONSTRATION and settings.EMAIL_BACKEND not in INSIDE:
        raise WayOut(
            f"A demonstration never sends mail outside, and EMAIL_BACKEND is "
            f"«{settings.EMAIL_BACKEND}». Nothing was started. Take that setting away, or set "
            "HILO_MODE=real with a database for real people."
        )


def hindrance() -> str:
    """Why no mail can leave now, in the words of the server or the system; empty where it lets us in."""
    try:
        server = get_connection(fail_silently=False, timeout=5)
        server.open()
        server.close()
    except OSError as problem:  # smtplib's errors are OSErrors
        return str(problem)
    return ""


def _one_line(text: Any) -> str:
    """What people wrote may end up in a header: line breaks and other control signs become spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split())


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER.match(name) or not str(value).isprintable():
            raise ValueError(f"header {name!r} cannot be sent")
    return dict(headers)
