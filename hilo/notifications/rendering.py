"""From one source to plain text and HTML.

A message's template is a small Markdown: paragraphs, `## headings`, `- lists`, `**strong**`,
`[links](…)`. Values that people wrote never become markup: their punctuation travels as private
characters through the template and comes back as itself (HTML: escaped). Only addresses that
`links` made (safe strings) pass as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
OFFSET = 0xE000  # private use area: no keyboard, no meaning
SHIELD = {ord(sign): chr(OFFSET + ord(sign)) for sign in PUNCTUATION}
UNSHIELD = {OFFSET + ord(sign): sign for sign in PUNCTUATION}
FOREIGN = re.compile("[\ue000-\uf8ff\u2066-\u2069\u202a-\u202e\x00-\x08\x0b-\x1f]")
ENDS = ("bullet_list_close", "paragraph_close", "heading_close")
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"

# Mail programs know no style sheets: the few styles of our look stand on the tags (the palette of ui).
STYLES = {
    "p": "margin:0 0 16px",
    "h2": "margin:24px 0 8px;font-size:18px;line-height:1.35;color:#1c2750",
    "ul": "margin:0 0 16px;padding:0 20px",
    "li": "margin:0 0 10px",
    "a": "color:#a3113d",
}


def shield(value: Any, *, isolate: bool) -> Any:
    """`value` with its punctuation put out of Markdown's sight, in one line, deep into lists and dicts."""
    if isinstance(value, Mapping):
        return {key: shield(item, isolate=isolate) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [shield(item, isolate=isolate) for item in value]
    if isinstance(value, SafeString | bool | int) or value is None:
        return value
    line = " ".join(FOREIGN.sub("", str(value)).split()).translate(SHIELD)
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if isolate and line else line


def source(template: str, values: dict[str, Any], *, isolate: bool = False) -> str:
    """The Markdown of `template`, its values shielded; `isolate` keeps directions apart (Arabic)."""
    context = Context(shield(values, isolate=isolate), autoescape=False)
    return get_template(template).template.render(context)  # type: ignore[attr-defined]


def as_html(markdown: str) -> str:
    """The HTML of a source, styled for mail programs."""
    shown = _reader().render(markdown)
    for shielded, sign in UNSHIELD.items():
        shown = shown.replace(chr(shielded), html.escape(sign))
    return shown.replace(ISOLATE, "<bdi>").replace(END_OF_ISOLATE, "</bdi>")


def as_text(markdown: str) -> str:
    """The plain text of a source: links with their address, lists with dashes."""
    blocks: list[str] = []
    prefix = ""
    for token in _reader().parse(markdown):
        if token.type == "list_item_open":
            prefix = "- "
        elif token.type == "inline":
            blocks.append(prefix + _inline_text(token.children or []))
            prefix = "  " if prefix else ""
        elif token.type in ENDS and not token.hidden:
            blocks.append("")
            prefix = "" if token.type == "bullet_list_close" else prefix
    return re.sub(r"\n{3,}", "\n\n", "\n".join(blocks)).strip().translate(UNSHIELD)


def _inline_text(tokens: Sequence[Token]) -> str:
    """The words of one paragraph; an address follows its link on a line of its own."""
    words: list[str] = []
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href"))
        elif token.type == "link_close":
            words.append(f"\n  {address}")
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n" if token.type == "hardbreak" else " ")
        else:
            words.append(token.content)
    return "".join(words)


def _reader() -> MarkdownIt:
    """A Markdown reader that knows only what our sources use, and no HTML."""
    reader = MarkdownIt("zero", {"html": False}, renderer_cls=_MailRenderer)
    return reader.enable(["heading", "list", "emphasis", "link", "newline"])


class _MailRenderer(RendererHTML):
    """Puts the styles of our look on the tags."""

    def renderToken(  # the library names it so
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        if token.nesting == 1 and token.tag in STYLES:
            token.attrSet("style", STYLES[token.tag])
        return super().renderToken(tokens, idx, options, env)
