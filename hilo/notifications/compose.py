"""A letter from a message: subject, plain text, HTML and headers, in the recipient's language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hilo.core import mail
from hilo.notifications import links, rendering
from hilo.notifications.categories import Category, categories
from hilo.notifications.messages import Message
from hilo.notifications.recipients import Recipient


@dataclass(frozen=True)
class Letter:
    """What goes to one address; `headers` are those of mailing lists and automatic mail.

    `calendar` is a method and an iCalendar text that mail programs offer to take in.
    """

    address: str
    language: str
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)
    calendar: tuple[str, str] | None = None


@dataclass(frozen=True)
class Content:
    """What a letter says, before it gets its frame."""

    subject: str
    source: str
    facts: list[tuple[Any, Any]] = field(default_factory=list)
    action: Any = ""
    url: str = ""
    reason: Any = ""


def content_of(message: Message, to: Recipient) -> Content:
    """What `message` says; call in the recipient's language (`to.reading()`)."""
    values = message.values(to)
    path = message.path(to)
    return Content(
        subject=message.sentence(to),
        source=rendering.source(message.template, values, isolate=to.direction == "rtl"),
        facts=[(label, value) for label, value in message.facts(to) if value not in ("", None)],
        action=message.action if path else "",
        url=links.absolute(path) if path else "",
        reason=message.reason,
    )


def letter(message: Message, to: Recipient, house: str) -> Letter:
    """The letter that says `message`; raises NothingToSay where its object is gone."""
    about = [categories.get(message.category)]
    with to.reading():
        if own := message.written(to):
            return Letter(to.address, to.language, *own, headers=headers(to, [], digest=False))
        framed = frame(content_of(message, to), to, about, house=house)
        return replace(framed, calendar=message.calendar(to))


def frame(
    content: Content, to: Recipient, about: list[Category], *, house: str, digest: bool = False
) -> Letter:
    """Put `content` between our head and the lines that say why it came and how to stop it."""
    stoppable = [category for category in about if not category.is_required]
    shown = {
        "to": to,
        "content": content,
        "text": rendering.as_text(content.source),
        "html": rendering.as_html(content.source),
        "house": house,
        "reason": why(content.reason, house),
        "address": links.absolute("/"),
        "choices": _choices(to, stoppable),
        "is_demonstration": settings.IS_DEMONSTRATION,
    }
    return Letter(
        address=to.address,
        language=to.language,
        subject=content.subject,
        text=render_to_string("notifications/mail/letter.txt", shown).strip() + "\n",
        html=render_to_string("notifications/mail/letter.html", shown),
        headers=headers(to, stoppable, digest=digest),
    )


def _choices(to: Recipient, about: list[Category]) -> str:
    """The address at which the rhythm of these mails is changed with one press, also when signed out."""
    if not about:
        return ""
    return links.page("notifications:rhythm", language=to.language, token=token(to, about))


def token(to: Recipient, about: list[Category]) -> str:
    """What proves that a link to change the rhythm of these categories came from our mail."""
    names = [category.name for category in about]
    return links.sign("rhythm", person=str(to.uuid), about=names)


def headers(to: Recipient, about: list[Category], *, digest: bool) -> dict[str, str]:
    """Headers of automatic mail (RFC 3834) and, where it can be stopped, of lists (RFC 2369, 2919, 8058)."""
    found = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": to.language,
    }
    if not about:
        return found
    stop = links.page("notifications:unsubscribe", language=to.language, token=token(to, about))
    return found | {
        "List-Id": f"<{'digest' if digest else about[0].name}.{mail.domain()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        **({"Precedence": "bulk"} if digest else {}),
    }


def why(reason: Any, house: str) -> str:
    """The line that says why this came."""
    return str(reason) or _("You get this because you take part in %(house)s.") % {"house": house}
