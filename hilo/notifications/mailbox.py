"""The demonstration's mails: files in a folder, read back as people would read them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[\w.@+-]{1,150}\.eml\Z")
MOST = 2000  # files looked at for the list, the newest first


@dataclass(frozen=True)
class Kept:
    """One mail in the folder; `message` is read as far as it was asked for."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def recipients(self) -> list[str]:
        return [address for _name, address in getaddresses([str(self.message.get("To", ""))])]

    @property
    def at(self) -> dt.datetime | None:
        try:
            at = parsedate_to_datetime(str(self.message["Date"]))
        except (TypeError, ValueError):
            return None
        # "-0000" says UTC without a zone (RFC 5322, 3.3).
        return at if at.tzinfo else at.replace(tzinfo=dt.UTC)

    @property
    def language(self) -> str:
        return str(self.message.get("Content-Language", ""))[:2]

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    def body(self, kind: str) -> str:
        """The text ("plain") or the HTML ("html") of this mail; empty where it has none."""
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


def newest(to: str = "") -> list[Kept]:
    """The mails in the folder (to one address), newest first, without their bodies."""
    files = sorted(_files(), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    parser = BytesHeaderParser(policy=policy.default)
    found = []
    for file in files[:MOST]:
        with file.open("rb") as lines:
            kept = Kept(file.name, parser.parse(lines))
        if not to or to in kept.recipients:
            found.append(kept)
    return found


def read(name: str) -> Kept | None:
    """The mail in the file `name`, whole; None where there is no such file."""
    path = Path(settings.MAILBOX) / name
    if not NAME.match(name) or not path.is_file():
        return None
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return Kept(name, message)


def _files() -> list[Path]:
    folder = Path(settings.MAILBOX)
    return [file for file in folder.glob("*.eml") if file.is_file()] if folder.is_dir() else []
