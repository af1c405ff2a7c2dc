"""EPUB 3.3, written by ourselves: the same book gives the same bytes (docs/algorithms/packs.md).

content: bytes = epub.write(book)
"""

from __future__ import annotations

from hilo.learning.rules.books import Book
from hilo.learning.rules.epub import package, pages
from hilo.learning.rules.epub.archive import zipped

TYPE = "application/epub+zip"


def write(book: Book) -> bytes:
    """The whole archive of `book`."""
    files: dict[str, bytes] = {"META-INF/container.xml": package.CONTAINER.encode()}
    documents = pages.all_of(book)
    files["book/package.opf"] = package.package_of(book, list(documents)).encode()
    files |= {f"book/{name}": text.encode() for name, text in documents.items()}
    files["book/book.css"] = pages.STYLE.encode()
    files["book/cover.svg"] = pages.cover_picture(book).encode()
    for slug, picture in sorted(book.pictures.items()):
        files[f"book/pictures/{slug}.jpg"] = picture.content
    return zipped(TYPE, files, at=book.at)


__all__ = ["TYPE", "write"]
