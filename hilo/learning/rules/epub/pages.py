"""The pages of an EPUB: cover, contents, a page for each part and chapter, the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from lxml import etree

from hilo.learning.rules.books import Book, Chapter, Part
from hilo.learning.rules.pieces import elements_of

STYLE = """body { line-height: 1.5; margin: 0 4%; overflow-wrap: break-word }
h1, h2, h3, h4 { line-height: 1.2; break-after: avoid }
.about { color: #555; font-size: 0.9em }
.callout { border: 1px solid #999; border-inline-start: 0.4em solid #a3113d; padding: 0.5em 1em; margin: 1em 0 }
.callout[data-kind="exercise"] { border-style: dashed }
.callout-title { font-weight: bold }
.transcript { border-inline-start: 0.2em solid #999; padding-inline-start: 1em }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: 0.3em 0.5em; text-align: start; vertical-align: top }
figure { margin: 1em 0; break-inside: avoid }
img { max-width: 100%; height: auto }
dt { font-weight: bold }
.cover { margin: 0; text-align: center }
.cover svg { width: 100%; max-height: 100vh }
nav ol { list-style: none; padding-inline-start: 1em }
"""
WIDTH, HEIGHT = 1200, 1800
COLOURS = ("#a3113d", "#1c2750", "#c9862b", "#2f6f6a")
LINE = 22  # signs of the title in one line of the cover
MOST_LINES = 6


def all_of(book: Book) -> dict[str, str]:
    """The text of each page by its name, in the order in which they are read."""
    pages = {"cover.xhtml": _cover(book), "contents.xhtml": _contents(book)}
    for part in book.parts:
        pages[f"{part.code}.xhtml"] = _part(book, part)
        for chapter in part.chapters:
            pages[f"{chapter.code}.xhtml"] = _chapter(book, chapter)
    if book.words:
        pages["words.xhtml"] = _words(book)
    return pages


def _page(book: Book, title: str, body: str, chapter: Chapter | None = None) -> str:
    language = chapter.language if chapter else book.language
    direction = chapter.direction if chapter else book.direction
    told = f'lang="{language}" xml:lang="{language}" dir="{direction}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {told}>\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f"<body>{body}</body>\n</html>\n"
    )


def _contents(book: Book) -> str:
    title = escape(book.labels["contents"])
    parts = "".join(_listed(part) for part in book.parts)
    words = f'<li><a href="words.xhtml">{escape(book.labels["words"])}</a></li>'
    about = f'<p class="about">{escape(book.about)}</p>' if book.about else ""
    body = (
        f'{about}<nav epub:type="toc" id="toc" role="doc-toc"><h1>{title}</h1>'
        f"<ol>{parts}{words if book.words else ''}</ol></nav>"
    )
    return _page(book, book.labels["contents"], body)


def _listed(part: Part) -> str:
    chapters = "".join(
        f'<li><a href="{one.code}.xhtml">'
        f'<span lang="{one.language}" dir="{one.direction}">{escape(one.title)}</span></a></li>'
        for one in part.chapters
    )
    inside = f"<ol>{chapters}</ol>" if chapters else ""
    return f'<li><a href="{part.code}.xhtml">{escape(part.title)}</a>{inside}</li>'


def _part(book: Book, part: Part) -> str:
    about = f'<p class="about">{escape(part.about)}</p>' if part.about else ""
    aims = _aims(book, part.aims)
    return _page(book, part.title, f"<section>{about}<h1>{escape(part.title)}</h1>{aims}</section>")


def _aims(book: Book, aims: Iterable[str]) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in aims)
    return f"<p><strong>{escape(book.labels['aims'])}</strong></p><ul>{lines}</ul>" if lines else ""


def _chapter(book: Book, chapter: Chapter) -> str:
    root = elements_of(chapter, book)
    inside = escape(root.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="xml") for child in root
    )
    about = f'<p class="about">{escape(chapter.about)}</p>' if chapter.about else ""
    body = f"<section><h1>{escape(chapter.title)}</h1>{about}\n{inside}</section>"
    return _page(book, chapter.title, body, chapter)


def _words(book: Book) -> str:
    title = escape(book.labels["words"])
    lines = "".join(
        f'<dt id="word-{one.slug}" dir="auto">{escape(one.word)}</dt><dd dir="auto">{escape(one.meaning)}</dd>'
        for one in book.words
    )
    body = f'<section epub:type="glossary" role="doc-glossary"><h1>{title}</h1><dl>{lines}</dl></section>'
    return _page(book, book.labels["words"], body)


# The cover.


def _cover(book: Book) -> str:
    drawn = cover_picture(book, is_within=True)
    body = f'<section class="cover" epub:type="cover">{drawn}</section>'
    return _page(book, book.labels["cover"], body)


def cover_picture(book: Book, *, is_within: bool = False) -> str:
    """The cover as SVG: the title between two woven bands, whose pattern hangs on the book's name."""
    head = "" if is_within else '<?xml version="1.0" encoding="UTF-8"?>\n'
    pattern = "".join(_band(book, 0)) + "".join(_band(book, HEIGHT - 240))
    title = "".join(_lines(book.title))
    above, below = escape(book.above), escape(book.publisher)
    return (
        f'{head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(book.title)}"><title>{escape(book.title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf7f0"/>{pattern}'
        f'<g font-family="serif" fill="#1c2750" text-anchor="middle" direction="{book.direction}">'
        f'<text x="{WIDTH // 2}" y="420" font-size="44">{above}</text>{title}'
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 320}" font-size="44">{below}</text></g></svg>'
    )


def _lines(title: str) -> Iterator[str]:
    lines = [""]
    for word in title.split():
        is_full = lines[-1] and len(lines[-1]) + len(word) >= LINE
        if is_full and len(lines) < MOST_LINES:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    for at, line in enumerate(lines):
        yield f'<text x="{WIDTH // 2}" y="{620 + at * 110}" font-size="88" font-weight="bold">{escape(line)}</text>'


def _band(book: Book, top: int) -> Iterator[str]:
    """A woven band: three rows of twelve diamonds."""
    marks = hashlib.sha256(book.title.encode()).digest()
    for row in range(3):
        for column in range(12):
            colour = COLOURS[marks[(row * 12 + column) % len(marks)] % len(COLOURS)]
            x, y = column * 100 + 50, top + row * 80 + 40
            yield f'<path fill="{colour}" d="M{x - 46} {y}L{x} {y - 36}L{x + 46} {y}L{x} {y + 36}z"/>'
