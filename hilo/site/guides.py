"""The guides of `docs/` as pages of the house: who uses it reads there what each button does.

They are files of the program, the same in every installation, and are read once by each process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString

from hilo.core import markdown

AUDIENCES = ("member", "trainer", "coordinator", "operator")
INSIDE = re.compile(r"\[([^\]]+)\]\(\.\./(\.\./)?([^)\s]+)\)")  # a link to a file of the program
PART = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One part of a guide; `mark` is its place on the page, the same in every language."""

    mark: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class Guide:
    """What one kind of reader is told, in one language."""

    audience: str
    title: str
    lead: SafeString
    summary: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=len(AUDIENCES) * 4)
def guide(audience: str, language: str) -> Guide:
    """The guide for `audience`, one of AUDIENCES, in a language of the house."""
    text = (settings.ROOT / "docs" / audience / f"{language}.md").read_text()
    head, *parts = PART.split(text)
    title, lead = head.removeprefix("# ").split("\n", 1)
    told = tuple(_part(number, part) for number, part in enumerate(parts, 1))
    return Guide(audience, title.strip(), _html(lead), _first_sentences(lead), told)


def guides(language: str) -> list[Guide]:
    return [guide(audience, language) for audience in AUDIENCES]


def _part(number: int, text: str) -> Part:
    title, body = text.split("\n", 1)
    return Part(f"part-{number}", title.strip(), _html(body))


def _html(text: str) -> SafeString:
    """Its blocks read in the page's direction, also where an Arabic one begins with a command."""
    return markdown.render(INSIDE.sub(_place, text), breaks=False, is_directed=False)


def _place(link: re.Match[str]) -> str:
    """A file beside the guides is no page of the house: where it lies in the program."""
    words, above, path = link.groups()
    return f"{words} (`{path if above else 'docs/' + path}`)"


def _first_sentences(text: str) -> str:
    """The first paragraph as one line, for the list of guides."""
    return " ".join(markdown.plain(text.strip().split("\n\n")[0]).split())
