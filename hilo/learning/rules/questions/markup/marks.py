"""Markdown: what in it is a mark, how a mark is written as a plain sign, and what it is as HTML."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 50_000  # letters of one text; more is no text of a question

_SPECIAL = re.compile(
    r"[\\`*_~\[\]<>&#+=\-|:.)0-9]"
)  # without any of them a line cannot hold a mark
_INSIDE = re.compile(r"[\\`*~\[\]<>|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
_AT_START = re.compile(r"^(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$)|(:{3}))", re.ASCII)
_CALL_OUT = re.compile(r"^\s*:{3}", re.MULTILINE)
_SAFE = re.compile(
    r"(?:(?:https?|mailto|tel|file|term):|[^:/?#]*(?:[/?#]|$)|@@PLUGINFILE@@/)", re.I
)
_PLAIN = {"paragraph_open", "paragraph_close", "inline"}


def tidy(text: str) -> str:
    """`text` without spaces at the ends of lines, and with one empty line at most in between."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def literal(text: str) -> str:
    """Markdown that shows the plain `text`; signs are escaped only where one of them would be a mark."""
    text = tidy(text)
    if not _SPECIAL.search(text) or _read_plain(text) == text:
        return text
    return "\n".join(at_start(inside(line)) for line in text.split("\n"))


def inside(text: str) -> str:
    """`text` with every sign escaped that could be a mark within a line."""
    return _INSIDE.sub(lambda found: "&amp;" if found[0] == "&" else "\\" + found[0], text)


def at_start(line: str) -> str:
    """A line whose beginning is no mark of a block (heading, list, quotation, rule, call-out)."""
    return _AT_START.sub(
        lambda found: f"{found[2]}\\{found[3]}" if found[2] else "\\" + found[0], line, count=1
    )


def as_plain(markdown: str) -> str | None:
    """The words of `markdown` if it holds no marks; None if something would be lost."""
    return markdown if not _SPECIAL.search(markdown) else _read_plain(markdown)


def to_html(markdown: str) -> str:
    """`markdown` as HTML, without HTML of its author and without addresses that do anything."""
    return str(_parser().render(markdown)).strip()


def is_safe_address(address: str) -> bool:
    """Whether `address` may stand in a link: the web, mail, telephone, or a file or term of ours."""
    return _SAFE.match(address.strip()) is not None


def _read_plain(markdown: str) -> str | None:
    tokens = _parser(sees_html=True).parse(markdown)
    if any(token.type not in _PLAIN for token in tokens) or _CALL_OUT.search(markdown):
        return None
    lines = [_line(token.children or []) for token in tokens if token.type == "inline"]
    return None if None in lines else "\n\n".join(line or "" for line in lines)


def _line(children: list[Token]) -> str | None:
    signs = {"softbreak": "\n", "text": None, "text_special": None}
    if any(child.type not in signs for child in children):
        return None
    return "".join(signs[child.type] or child.content for child in children)


@cache
def _parser(*, sees_html: bool = False) -> MarkdownIt:
    """Ours; or one that takes HTML for HTML, as those of other systems do, to find out what must be escaped."""
    parser = MarkdownIt("commonmark", {"html": sees_html, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.validateLink = is_safe_address  # type: ignore[method-assign, assignment]
    return parser
