"""Markdown that people write, as HTML that cannot harm: an allow-list, and no third parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# No pictures: a remote one would tell a third party who reads what.
WITH_DIRECTION = {"p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "th", "td"}
AUTO = {tag: {"dir": "auto"} for tag in WITH_DIRECTION}
TAGS = WITH_DIRECTION | {"br", "hr", "ul", "ol", "pre", "code", "strong", "em", "s", "a"}
TABLES = {"table", "thead", "tbody", "tr"}
SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\"'.,;:!?)\]»”،؛؟]")


def render(text: str, *, top: int = 3, breaks: bool = True, is_directed: bool = True) -> SafeString:
    """`text` as safe HTML; its largest heading becomes `<h{top}>` (2 to 6).

    A new line stays one, as people expect of what they typed; `breaks=False` is for text that was wrapped in a file.

    Each block carries `dir="auto"`, so that an Arabic paragraph in a Spanish text reads right; with
    `is_directed=False` all read as the page does, also one in Arabic that begins with a Latin word.
    """
    html = _parser(breaks).render(text or "", {"top": top})
    return mark_safe(_clean(html, is_directed))


def plain(text: str) -> str:
    """The words of `text` without marks, for mails, search and descriptions."""
    words = unescape(nh3.clean(_parser().render(text or "", {"top": 3}), tags=set()))
    return "\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip())


def _clean(html: str, is_directed: bool) -> str:
    return nh3.clean(
        html,
        tags=TAGS | TABLES,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        set_tag_attribute_values=AUTO if is_directed else {},
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )


@lru_cache(maxsize=2)
def _parser(breaks: bool = True) -> MarkdownIt:
    parser = new_parser()
    parser.options["breaks"] = breaks
    return parser


def new_parser() -> MarkdownIt:
    """A parser of what people write, to which a chapter may add marks of its own."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _name_of_picture)
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.core.ruler.push("link_addresses", _link_addresses)
    parser.core.ruler.push("corners", _corners)
    return parser


def _name_of_picture(_self: Any, tokens: Sequence[Token], at: int, *_rest: Any) -> str:
    return escape(tokens[at].content)


def _lower_headings(state: StateCore) -> None:
    """Keep the page's own headings above those that people write."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    if not headings:
        return
    drop = state.env.get("top", 3) - min(int(token.tag[1]) for token in headings)
    for token in headings:
        token.tag = f"h{min(6, max(2, int(token.tag[1]) + drop))}"


def _corners(state: StateCore) -> None:
    """A head without words, as in the corner of a table of two ways in, is read out as a plain cell."""
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type == "th_open" and not tokens[at + 1].content.strip():
            token.tag = tokens[at + 2].tag = "td"


def _link_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "://" in token.content:
            token.children = list(_with_links(token.children or []))


def _with_links(children: Sequence[Token]) -> Any:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type != "text" or depth:
            yield child
        else:
            yield from _split(child.content)


def _split(text: str) -> Any:
    at = 0
    for found in _ADDRESS.finditer(text):
        yield Token("text", "", 0, content=text[at : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": found[0]})
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1)
        at = found.end()
    yield Token("text", "", 0, content=text[at:])
