"""A book as data for paper: a tree of nodes and strings, which a Typst template draws.

A node is `{"is": kind, "in": [nodes and strings]}` with more where its kind needs it. Words of people
travel as strings, so that none of them is ever read as Typst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hilo.learning.rules.books import Book, Chapter, Part
from hilo.learning.rules.pieces import elements_of

Node = dict[str, Any]

SAME = {"p", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "s", "figure"}
SAME |= {"figcaption", "table", "tr"}
NAMES = {"b": "strong", "dt": "strong", "dd": "p", "hr": "line", "br": "break"}
HEADING = re.compile(r"^h([1-6])$")
SPACES = re.compile(r"\s+")
BLOCKS = {"p", "div", "ul", "ol", "blockquote", "pre", "table", "figure", "hr"}
BLOCKS |= {f"h{level}" for level in range(1, 7)} | {"li", "thead", "tbody", "tr", "td", "th"}
# Our faces for paper lack the sign for minus; the dash of the same length says the same.
PRINTED = str.maketrans({"\N{MINUS SIGN}": "\N{EN DASH}", "\N{NON-BREAKING HYPHEN}": "-"})


def data_of(book: Book, paper: str) -> dict[str, Any]:
    """All that the template `learning/papers/book.typ` prints, on `paper` ("letter" or "a4")."""
    return {
        "paper": paper,
        "language": book.language,
        "direction": book.direction,
        "title": book.title,
        "above": book.above,
        "about": book.about,
        "summary": book.summary,
        "publisher": book.publisher,
        "address": book.address,
        "aims": list(book.aims),
        "labels": dict(book.labels),
        "parts": [_part(part, book) for part in book.parts],
        "words": [{"word": one.word, "meaning": one.meaning} for one in book.words],
    }


def _part(part: Part, book: Book) -> Node:
    return {
        "title": part.title,
        "about": part.about,
        "aims": list(part.aims),
        "chapters": [_chapter(one, book) for one in part.chapters],
    }


def _chapter(chapter: Chapter, book: Book) -> Node:
    about = {"title": chapter.title, "about": chapter.about}
    written = {"language": chapter.language, "direction": chapter.direction}
    return about | written | {"in": tree_of(chapter, book)}


def tree_of(chapter: Chapter, book: Book) -> list[Any]:
    """The blocks of a chapter as nodes."""
    return list(_children(elements_of(chapter, book), keeps_spaces=False))


def _children(element: Any, *, keeps_spaces: bool) -> Iterator[Any]:
    holds_blocks = any(child.tag in BLOCKS for child in element)
    yield from _words(element.text, keeps_spaces, holds_blocks)
    for child in element:
        yield from _node(child, keeps_spaces)
        yield from _words(child.tail, keeps_spaces, holds_blocks)


def _words(text: str | None, keeps_spaces: bool, holds_blocks: bool) -> Iterator[str]:
    if not text or (holds_blocks and not text.strip()):
        return
    told = text.translate(PRINTED)
    yield told if keeps_spaces else SPACES.sub(" ", told)


def _node(element: Any, keeps_spaces: bool) -> Iterator[Node]:
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return
    inside = list(_children(element, keeps_spaces=keeps_spaces or tag == "pre"))
    if found := HEADING.match(tag):
        yield {"is": "heading", "level": int(found[1]), "in": inside}
    elif tag == "div":
        yield _division(element, inside)
    elif tag == "a":
        yield {"is": "link", "to": element.get("href", ""), "in": inside}
    elif tag == "img":
        yield _picture(element)
    elif tag in ("td", "th"):
        yield {"is": "cell", "is_head": tag == "th", "in": inside}
    elif tag in SAME or tag in NAMES:
        yield _same(element, NAMES.get(tag, tag), inside)
    else:
        yield {"is": "span", "in": inside}


def _same(element: Any, kind: str, inside: list[Any]) -> Node:
    if kind == "ol":
        return {"is": kind, "start": int(element.get("start") or 1), "in": inside}
    if kind == "table":
        rows = [one for one in _flat(inside) if one["is"] == "tr"]
        return {"is": kind, "columns": max((len(row["in"]) for row in rows), default=1), "in": rows}
    return {"is": kind, "in": inside}


def _flat(nodes: list[Any]) -> Iterator[Node]:
    """The rows of a table, whether they stand in a head, in a body or by themselves."""
    for node in nodes:
        if isinstance(node, dict):
            yield from _flat(node["in"]) if node["is"] == "span" else (node,)


def _division(element: Any, inside: list[Any]) -> Node:
    kind = element.get("data-kind") or element.get("class") or ""
    return {"is": "box" if kind else "group", "kind": kind, "in": inside}


def _picture(element: Any) -> Node:
    slug = element.get("src", "").removeprefix("pictures/").removesuffix(".jpg")
    return {"is": "picture", "slug": slug, "alt": element.get("alt", ""), "in": []}
