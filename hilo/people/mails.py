"""Letters that carry secrets or speak to people without an account: straight through `core.mail`.

Each is one text template `people/mail/<name>.txt`: its first line is the subject, paragraphs are
divided by empty lines. The HTML is made of the same paragraphs; one that is only an address becomes
a link, one that is only digits a large code.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from hilo.core import mail
from hilo.core.text import direction_of
from hilo.people.models import Person
from hilo.people.problems import MailDoesNotLeave

log = logging.getLogger(__name__)


def send(name: str, *, to: str, language: str, message_id: str = "", **context: Any) -> None:
    """Send the letter `name` now, in `language`; raises `MailDoesNotLeave` where no server takes it."""
    subject, text, html = written(name, language, **context)
    try:
        mail.send(
            to=to,
            subject=subject,
            text=text,
            html=html,
            language=language,
            message_id=message_id,
        )
    except (OSError, SMTPException) as failure:
        log.error("the letter «%s» did not leave: %s", name, failure)
        raise MailDoesNotLeave from failure


def send_after_commit(name: str, person: Person, **context: Any) -> None:
    """Send the letter to a person once the transaction is committed; nobody without an address.

    A mail server that does not answer undoes nothing: it is logged.
    """
    to, language = person.email, person.language
    if to:
        transaction.on_commit(
            lambda: send_or_log(name, to=to, language=language, person=person, **context)
        )


def send_or_log(name: str, **told: Any) -> None:
    """Send the letter now; where that fails, what it tells of stands all the same."""
    try:
        send(name, **told)
    except MailDoesNotLeave:  # `send` has logged it
        return
    except Exception:
        log.exception("the letter «%s» could not be written", name)


def written(name: str, language: str, **context: Any) -> tuple[str, str, str]:
    """The subject, the text and the HTML of a letter."""
    with translation.override(language):
        whole = render_to_string(f"people/mail/{name}.txt", context).strip()
        subject, _nothing, text = whole.partition("\n")
        looks = {
            "subject": subject,
            "paragraphs": [paragraph(one) for one in text.strip().split("\n\n")],
            "language": language,
            "direction": direction_of(language),
            "address": settings.ADDRESS,
            "is_demonstration": settings.IS_DEMONSTRATION,
        }
        html = render_to_string("people/mail/letter.html", looks)
    return subject.strip(), text.strip() + "\n", html


def paragraph(text: str) -> dict[str, Any]:
    """One paragraph, and whether it is only an address or only a code."""
    text = text.strip()
    is_link = text.startswith(("http://", "https://")) and len(text.split()) == 1
    return {"text": text, "is_link": is_link, "is_code": text.isdecimal()}


def link(name: str, language: str, **kwargs: Any) -> str:
    """The full address of the page `name`, in `language`."""
    with translation.override(language):
        return settings.ADDRESS + reverse(name, kwargs=kwargs or None)
