"""A kind of object for the tests of search: places of no chapter, with whatever text a test gives them."""

from __future__ import annotations

from typing import Any

from hilo.core import search
from hilo.core.registries import (
    Audience,
    ObjectKind,
    SearchDocument,
    SearchSource,
    kinds,
    search_sources,
)
from hilo.core.search import moves
from hilo.places.models import Place


class Shelf:
    """Books with texts by language; hidden ones are visible to the accounts in `keepers` alone."""

    def __init__(self, monkeypatch: Any, name: str = "book") -> None:
        self.name = name
        self.texts: dict[Any, list[SearchDocument]] = {}
        self.hidden: set[Any] = set()
        self.keepers: set[Any] = set()
        self.for_members: set[Any] = set()
        self.asked = 0  # times that somebody wanted to know what a viewer sees
        kind = ObjectKind(name, "Book", "Books", Place, self.visible_to)
        source = SearchSource(name, self.books, self.documents, audience=self.audience)
        monkeypatch.setitem(kinds._items, name, kind)
        monkeypatch.setitem(search_sources._items, name, source)

    def put(self, title: str, body: str = "", language: str = "es", **more: Any) -> Place:
        """Put one book on the shelf and index it."""
        hidden = more.pop("hidden", False)
        documents = [SearchDocument(language, title, body, more.pop("facets", {}))]
        for_members = more.pop("for_members", False)
        documents += [SearchDocument(tongue, *text) for tongue, text in more.items()]
        book = self.new(documents, hidden=hidden)
        if for_members:
            self.for_members.add(book.uuid)
        search.index(self.name, book)
        return book

    @staticmethod
    def commit() -> None:
        """What follows a commit, which no test makes: words that are new can be mistyped from here on."""
        moves.catch_up()

    def new(self, documents: list[SearchDocument], *, hidden: bool = False) -> Place:
        """A book that is not indexed yet."""
        code = f"{self.name}-{len(self.texts)}"
        book = Place.objects.create(kind=Place.Kind.COUNTRY, code=code, name=code)
        self.texts[book.uuid] = documents
        if hidden:
            self.hidden.add(book.uuid)
        return book

    def books(self) -> Any:
        return Place.objects.filter(uuid__in=self.texts)

    def documents(self, book: Place) -> list[SearchDocument]:
        return self.texts[book.uuid]

    def audience(self, book: Place) -> Audience:
        if book.uuid in self.hidden:
            return ""
        return "members" if book.uuid in self.for_members else "public"

    def visible_to(self, viewer: Any) -> Any:
        self.asked += 1
        if viewer in self.keepers:
            return self.books()
        shut = set() if getattr(viewer, "is_authenticated", False) else self.for_members
        return self.books().exclude(uuid__in=self.hidden | shut)
