"""The package document of an EPUB: what the book is, which files it has, in which order they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from hilo.learning.rules.books import Book

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
XHTML = "application/xhtml+xml"
# What stands in a book of ours, in the words of schema.org (EPUB Accessibility 1.1).
ACCESSIBLE = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
)


def package_of(book: Book, documents: Sequence[str]) -> str:
    """The package document; `documents` are the names of the pages in the order in which they are read."""
    turn = f' page-progression-direction="{book.direction}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book"'
        f' xml:lang={quoteattr(book.language)} dir="{book.direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{_metadata(book)}</metadata>\n'
        f"<manifest>\n{_manifest(book, documents)}</manifest>\n"
        f"<spine{turn}>\n{''.join(_turned(name) for name in documents)}</spine>\n"
        "</package>\n"
    )


def _metadata(book: Book) -> str:
    at = book.at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    lines = [
        f'<dc:identifier id="book">urn:uuid:{book.uuid}</dc:identifier>',
        f"<dc:title>{escape(book.title)}</dc:title>",
        f"<dc:language>{escape(book.language)}</dc:language>",
        f"<dc:publisher>{escape(book.publisher)}</dc:publisher>",
        f"<dc:creator>{escape(book.publisher)}</dc:creator>",
        f"<dc:source>{escape(book.address)}</dc:source>",
        f"<dc:date>{at}Z</dc:date>",
        f'<meta property="dcterms:modified">{at}Z</meta>',
    ]
    if book.summary:
        lines.append(f"<dc:description>{escape(book.summary)}</dc:description>")
    if book.labels.get("accessible"):
        said = escape(book.labels["accessible"])
        lines.append(f'<meta property="schema:accessibilitySummary">{said}</meta>')
    lines += [f'<meta property="schema:{name}">{value}</meta>' for name, value in ACCESSIBLE]
    return "".join(f"{line}\n" for line in lines)


def _manifest(book: Book, documents: Sequence[str]) -> str:
    lines = [_item(_id(name), name, XHTML, _properties(name)) for name in documents]
    lines.append(_item("style", "book.css", "text/css"))
    lines.append(_item("cover-picture", "cover.svg", "image/svg+xml", "cover-image"))
    lines += [
        _item(f"picture-{slug}", f"pictures/{slug}.jpg", "image/jpeg")
        for slug in sorted(book.pictures)
    ]
    return "".join(lines)


def _item(identity: str, href: str, media_type: str, properties: str = "") -> str:
    more = f' properties="{properties}"' if properties else ""
    return f'<item id="{identity}" href="{href}" media-type="{media_type}"{more}/>\n'


def _properties(name: str) -> str:
    return {"contents.xhtml": "nav", "cover.xhtml": "svg"}.get(name, "")


def _turned(name: str) -> str:
    return f'<itemref idref="{_id(name)}"/>\n'


def _id(name: str) -> str:
    return f"page-{name.removesuffix('.xhtml')}"
