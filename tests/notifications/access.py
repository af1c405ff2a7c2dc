"""Who may open which address of notifications."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from hilo.notifications import links
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.notifications.factories import NotificationFactory, waiting_mail
from tests.people.factories import PersonFactory


def token() -> dict[str, Any]:
    person = str(PersonFactory().uuid)
    return {"token": links.sign("rhythm", person=person, about=["discussions"])}


def kept_mail() -> dict[str, Any]:
    """A mail in the demonstration's folder."""
    folder = settings.MAILBOX
    folder.mkdir(parents=True, exist_ok=True)
    name = "20260310T180000.000001-0a1b2c3d.eml"
    lines = (
        "To: salma@hilo.example\nSubject: Hello\nDate: Tue, 10 Mar 2026 18:00:00 +0000\n"
        "Content-Type: text/html; charset=utf-8\n\n<html><head></head><p>Hello</p></html>\n"
    )
    (folder / name).write_text(lines)
    return {"name": name}


def mail() -> dict[str, Any]:
    return {"uuid": waiting_mail().uuid}


def one_to_act_on() -> dict[str, Any]:
    waiting_mail()
    return {}


def somebody_elses() -> dict[str, Any]:
    return {"uuid": NotificationFactory().uuid}


PERSONAL = {"stranger": SIGN_IN, "others": OPEN}
OFFICE = {"stranger": SIGN_IN, "others": REFUSED, "coordinator": OPEN, "operator": OPEN}
# What a stranger sends is kept until they have signed in.
DECIDES = OFFICE | {"coordinator": ELSEWHERE, "operator": ELSEWHERE}
EVERYBODY = {"stranger": OPEN, "others": OPEN}

ACCESS = [
    Row("notifications:list", **PERSONAL),
    Row("notifications:preferences", **PERSONAL),
    Row("notifications:mark", stranger=SIGN_IN, others=ELSEWHERE, method="post", data={"all": "1"}),
    Row("notifications:open", stranger=SIGN_IN, others=HIDDEN, kwargs=somebody_elses),
    Row("notifications:rhythm", **EVERYBODY, kwargs=token),
    Row("notifications:unsubscribe", **EVERYBODY, kwargs=token),
    Row("notifications:unsubscribe", **EVERYBODY, kwargs=token, method="post"),
    Row("notifications:mails", **OFFICE),
    Row("notifications:mail", **OFFICE, kwargs=mail),
    Row(
        "notifications:decide",
        **DECIDES,
        kwargs=mail,
        method="post",
        data={"decision": "leave"},
    ),
    Row(
        "notifications:act",
        **DECIDES,
        kwargs=one_to_act_on,
        method="post",
        data={"do": "again", "all": "1", "expected": "1"},
    ),
    Row("notifications:mailbox", **EVERYBODY),
    Row("notifications:mailbox_mail", **EVERYBODY, kwargs=kept_mail),
    Row("notifications:mailbox_html", **EVERYBODY, kwargs=kept_mail),
]
