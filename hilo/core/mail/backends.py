"""The demonstration's mailbox: each mail a file in a folder, read at /dev/mail/; nothing leaves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hilo.core.time import now


class Mailbox(BaseEmailBackend):
    """Write mails as `.eml` files under `settings.MAILBOX`, named by their time.

    Files appear whole: written aside, then renamed. The folder is its owner's alone, because
    sign-in codes lie in it.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mail in email_messages:
            _write(folder, mail.message().as_bytes())
        return len(email_messages)


def _write(folder: Path, content: bytes) -> None:
    name = f"{now():%Y%m%dT%H%M%S.%f}-{uuid4().hex[:8]}"
    aside = folder / f".{name}.part"
    aside.write_bytes(content)
    aside.rename(folder / f"{name}.eml")
