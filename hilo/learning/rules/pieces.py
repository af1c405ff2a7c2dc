"""The cleaned HTML of a lesson as elements, with what a book cannot show put into words.

Sounds and films become their name, their address and what is said; files and words of the glossary
become links that still lead somewhere. What comes in was cleaned (docs/algorithms/lessons.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree, html

from hilo.learning.rules.books import Book, Chapter

FILE = re.compile(r"^\.\./files/([\w-]+)/")
KEPT_ATTRIBUTES = {
    "href",
    "title",
    "start",
    "data-kind",
    "role",
    "dir",
    "lang",
    "alt",
    "src",
    "class",
}
UNWRAPPED = ("scroll",)
LEFT_OUT = "question"

Element = Any


def elements_of(chapter: Chapter, book: Book) -> Element:
    """The chapter as one `<div>` whose children are its blocks."""
    root = html.fragment_fromstring(_clean(chapter.html), create_parent="div")
    for change in CHANGES:
        for element in list(root.iter(*change.tags)):
            change(element, book)
    _tidy(root)
    return root


def _clean(text: str) -> str:
    """Without the signs that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


class Change:
    """One kind of change: which elements it looks at, and what becomes of them."""

    def __init__(self, do: Callable[[Element, Book], None], *tags: str) -> None:
        self.do = do
        self.tags = tags

    def __call__(self, element: Element, book: Book) -> None:
        if element.getparent() is not None:
            self.do(element, book)


def _section(element: Element, _book: Book) -> None:
    """The words under a lesson stand in the chapter of words."""
    if element.get("class") == "words":
        element.drop_tree()


def _div(element: Element, _book: Book) -> None:
    if element.get("data-kind") == LEFT_OUT:
        element.drop_tree()
    elif element.get("class") in UNWRAPPED:
        element.drop_tag()


def _player(element: Element, book: Book) -> None:
    address = _absolute(element.get("src", ""), book)
    figure = element.getparent()
    caption = figure.find("figcaption") if figure.tag == "figure" else None
    name = " ".join(caption.text_content().split()) if caption is not None else address
    said = etree.Element("p")
    link = etree.SubElement(said, "a", href=address)
    link.text = name
    if caption is not None:
        caption.drop_tree()
    element.addprevious(said)
    element.drop_tree()
    if figure.tag == "figure":
        figure.tag = "div"


def _transcript(element: Element, _book: Book) -> None:
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "transcript")
    for summary in element.findall("summary"):
        summary.tag = "p"
        summary.set("class", "callout-title")


def _picture(element: Element, book: Book) -> None:
    """A picture that the book has; of any other one its description stays."""
    found = FILE.match(element.get("src", ""))
    slug = found[1] if found else ""
    alt = element.get("alt", "")
    picture = book.pictures.get(slug)
    if picture is None:
        words = etree.Element("em")
        words.text, words.tail = alt, element.tail
        element.getparent().replace(element, words)
        return
    element.attrib.clear()
    element.set("src", f"pictures/{slug}.jpg")
    element.set("alt", alt or picture.alt)


def _link(element: Element, book: Book) -> None:
    address = element.get("href", "")
    if address.startswith("#word-"):
        slug = address.removeprefix("#word-")
        if not any(one.slug == slug for one in book.words):
            element.drop_tag()
            return
        element.set("href", f"words.xhtml#word-{slug}")
        return
    element.set("href", _absolute(address, book))


def _absolute(address: str, book: Book) -> str:
    return f"{book.address}files/{found[1]}/" if (found := FILE.match(address)) else address


CHANGES = (
    Change(_section, "section"),
    Change(_div, "div"),
    Change(_player, "audio", "video"),
    Change(_transcript, "details"),
    Change(_picture, "img"),
    Change(_link, "a"),
)


def _tidy(root: Element) -> None:
    for element in root.iter():
        for name in set(element.attrib) - KEPT_ATTRIBUTES:
            del element.attrib[name]
