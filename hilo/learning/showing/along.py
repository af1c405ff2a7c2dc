"""What can be taken along of a course: files with their language and size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hilo.core.prepared import Given, Prepared
from hilo.core.text import Text, own_name_of
from hilo.learning.materials import size_in_words
from hilo.learning.models import Edition, Pack
from hilo.learning.queries.outline import Outline
from hilo.ui import reader
from hilo.ui.addresses import address_of
from hilo.ui.numerals import figure

WHOLE: Prepared[Pack] = Prepared(
    lambda: Pack.objects.filter(edition=Given("edition"), module=0).order_by("pk")
)


@dataclass(frozen=True)
class Offer:
    """A file as it is offered: its name, its size in words, its address, the language it is in."""

    name: str
    size: str
    href: str
    language: str
    language_name: str


@dataclass(frozen=True)
class Line:
    """The course or a module, with the files that there are of it."""

    title: Text
    about: str
    offers: Sequence[Offer]


def offers_of(packs: Iterable[Pack]) -> list[Offer]:
    """The files for this reader: in every language, on the paper of their territory."""
    paper = reader.paper()
    return [_offer(one) for one in packs if one.paper in ("", paper)]


def _offer(pack: Pack) -> Offer:
    name = _("EPUB for a phone or a reader") if pack.kind == Pack.Kind.EPUB else _("PDF to print")
    href = address_of("learning:pack", pack.uuid)
    return Offer(name, size_in_words(pack.size), href, pack.language, own_name_of(pack.language))


def whole(edition: Edition) -> list[Offer]:
    """The files of the whole course in the reader's language, else in the one it was written in."""
    packs = WHOLE.rows(edition=edition.pk)
    language = reader.language()
    here = [one for one in packs if one.language == language]
    return offers_of(here or packs)


def lines_of(edition: Edition, outline: Outline) -> list[Line]:
    """The course, then each module, with their files; empty where none was made yet."""
    packs = list(Pack.objects.filter(edition=edition))
    by_module: dict[int, list[Pack]] = {}
    for pack in packs:
        by_module.setdefault(pack.module, []).append(pack)
    titles = [outline.text("name"), *(module.title for module in outline.modules)]
    return [
        Line(title, _about(number), offers_of(by_module.get(number, ())))
        for number, title in enumerate(titles)
        if number in by_module
    ]


def _about(number: int) -> str:
    if not number:
        return _("The whole course")
    return _("Module %(number)s") % {"number": figure(number)}


def shown(course: Any, edition: Edition, outline: Outline) -> dict[str, Any]:
    """What the page of files shows."""
    return {"course": course, "lines": lines_of(edition, outline)}
