"""Reading the letters that a test has caused."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core import mail

from hilo.notifications import post


def to(address: str) -> list[Any]:
    """The letters to `address`, oldest first."""
    return [letter for letter in mail.outbox if address in letter.to]


def posted(address: str) -> list[Any]:
    """The same, once the post office has sent what waits: invitations leave by it."""
    post.send_waiting()
    return to(address)


def code_in(letter: Any) -> str:
    """The six digits of a letter."""
    found = re.search(r"^(\d{6})$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found.group(1)


def path_in(letter: Any) -> str:
    """The path of the first link in a letter."""
    found = re.search(r"^(https?://\S+)$", letter.body, re.MULTILINE)
    assert found, letter.body
    return urlsplit(found.group(1)).path
