"""Rounds that run without anybody waiting: send mail, make digests, tell many, forget.

Not `tasks`, because services order these, and tasks would stand above services.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hilo.core.tasks import Progress, background, start
from hilo.notifications import digests, inbox, keeping, post
from hilo.notifications.messages import Message, restore
from hilo.notifications.recipients import number

CHUNK = 200  # people per transaction


@background(retries=5, queue="mail", title=gettext_noop("Send waiting mail"))
def send_mail(progress: Progress) -> None:
    """Send what is due. Starting again after a crash is safe: see `post`."""
    post.send_waiting(check=progress.check)


@background(retries=5, queue="mail", title=gettext_noop("Make the collected mails that are due"))
def make_digests() -> None:
    """Make the collected mails that are due, and send them."""
    if digests.gather_due():
        send_soon()


@background(retries=5, title=gettext_noop("Tell %(count)s people"))
def tell_many(uuids: list[UUID], name: str, data: dict[str, Any], progress: Progress) -> None:
    """Say one message to many; whoever was told before a crash is not told again."""
    message = restore(name, data)
    for start_at in range(0, len(uuids), CHUNK):
        progress.step(start_at, len(uuids), _("Telling people"))
        people = inbox.people_to_write_to(uuids[start_at : start_at + CHUNK])
        inbox.enter([(person, message) for person in people])
    send_soon()
    said = ngettext("%(count)s person was told.", "%(count)s people were told.", len(uuids))
    progress.result(said % {"count": number(len(uuids))})


@background(title=gettext_noop("Forget messages that are older than they are kept"))
def forget() -> None:
    """Delete what is older than it is kept."""
    keeping.forget_old()


def send_soon() -> None:
    """Have waiting mail sent once this transaction is committed."""
    send_mail.enqueue()


def tell_in_background(uuids: list[UUID], message: Message, *, by: Any) -> None:
    """Start telling many people; whoever started it sees how far it has come."""
    start(
        tell_many,
        by=by,
        about={"count": len(uuids)},
        uuids=uuids,
        name=message.name,
        data=message.data(),
    )
