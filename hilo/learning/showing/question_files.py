"""Texts of questions as safe HTML with their files: `![what it shows](file:flag.png)` becomes the picture, small
enough for the screen; a file that is no picture becomes a link to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from django.urls import reverse
from django.utils import translation
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hilo.core import markdown
from hilo.learning.materials import File

PREFIX = "file:"
SIZES = "(min-width: 48rem) 42rem, 88vw"
PICTURE = {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"}
_NAMED = re.compile(r"\]\(file:")


def with_files(
    text: str,
    files: Mapping[str, File],
    language: str,
    *,
    top: int = 3,
    place: Callable[[File], str] | None = None,
) -> str:
    """`text` as `core.markdown.render` does it, with `files` by name; a file that is not there leaves its words.

    `place` says where a file lies, where that is not on the web.
    """
    if not _NAMED.search(text):
        return str(markdown.render(text, top=top))
    place = place or (lambda file: address_of(file, language))
    env = {"top": top, "files": files, "place": place}
    return _clean(_parser().render(text, env))


def address_of(file: File, language: str) -> str:
    """Where a file lies; always the same for a language, so that browsers keep it."""
    with translation.override(language):
        return reverse("learning:bank_file", args=[file.slug])


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = markdown.new_parser()
    usual = parser.validateLink
    parser.validateLink = lambda url: url.startswith(PREFIX) or usual(url)  # type: ignore[method-assign]
    parser.add_render_rule("image", _picture)
    parser.core.ruler.push("bank_files", _links)
    return parser


def _file_of(address: Any, env: Any) -> File | None:
    found: File | None = env["files"].get(str(address).removeprefix(PREFIX))
    return found


def _picture(_self: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    image = tokens[at]
    words = "".join(one.content for one in image.children or [])
    file = _file_of(image.attrs.get("src", ""), env)
    if file is None:
        return escape(words)
    address = env["place"](file)
    if file.kind != "picture":
        return f'<a href="{address}">{escape(words or file.name)} ({escape(file.about)})</a>'
    several = ", ".join(f"{address}?w={width} {width}w" for width in file.widths)
    chosen = f' srcset="{several}" sizes="{SIZES}"' if several else ""
    return (
        f'<img src="{address}"{chosen} alt="{escape(words)}" width="{file.width}"'
        f' height="{file.height}" loading="lazy" decoding="async">'
    )


def _links(state: StateCore) -> None:
    """Links to files lead there; one to a file that is not there leads nowhere."""
    for token in state.tokens:
        for child in token.children or []:
            href = str(child.attrs.get("href", ""))
            if child.type == "link_open" and href.startswith(PREFIX):
                file = _file_of(href, state.env)
                child.attrs = {"href": state.env["place"](file)} if file else {}


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=markdown.TAGS | markdown.TABLES | {"img"},
        attributes={"a": {"href", "title"}, "ol": {"start"}, "img": PICTURE},
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in markdown.WITH_DIRECTION},
        url_schemes=markdown.SCHEMES,
        link_rel="nofollow ugc noopener",
    )
