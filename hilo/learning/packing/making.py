"""Courses and modules to take along: EPUB and PDF, made in the background and kept with their hash.

Making them twice is making them once: what is there stays, what is missing is made, whatever killed
the work before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from PIL import Image

from hilo.core import storage
from hilo.core.locks import lock
from hilo.core.models import StoredFile
from hilo.core.tasks import Progress, background, start
from hilo.core.text import Text
from hilo.learning.models import Course, Edition, Pack
from hilo.learning.packing import questions
from hilo.learning.packing.books import WHOLE, Bound
from hilo.learning.queries.outline import outline_of
from hilo.learning.rules import epub, printed
from hilo.learning.rules.books import Book, Picture
from hilo.ui.papers import PaperFailed, picture
from hilo.ui.papers.apart import render_apart

TEMPLATE = "learning/papers/book.typ"
STANDARDS = ("ua-1",)  # for people who hear it read
PDF = "application/pdf"
PAPERS = ("letter", "a4")
WIDEST = 800  # pixels: for a phone and for half a page
QUALITY = 72


@dataclass(frozen=True)
class Wanted:
    """One file that an edition should have."""

    module: int
    language: str
    kind: str
    paper: str = ""

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.module, self.language, self.kind, self.paper


def soon(edition: Edition, *, by: Any = None) -> Any:
    """Have the files of `edition` made in the background; answers the job."""
    about = {"name": str(edition.course.name)}
    return start(make_packs, by=by, about=about, edition=edition.uuid)


@background(title=gettext_noop("Make “%(name)s” ready to take along"))
def make_packs(edition: UUID, progress: Progress) -> None:
    """The files of one edition; begun again after a crash it makes what is missing."""
    found = Edition.objects.select_related("course__programme").filter(uuid=edition).first()
    if found is None:
        return
    bound = Bound(found, pictures_of(found))
    missing = list(missing_of(found, bound))
    for wanted in progress.over(missing, _("Making files")):
        make(bound, wanted)
    progress.result(_("The course can be taken along."), url=found.course.get_absolute_url())


@background(retries=1, title=gettext_noop("Make the courses that still wait ready to take along"))
def make_waiting() -> None:
    """Every hour: what is offered and has no files, such as after a restored backup."""
    for course in Course.objects.published().select_related("edition__course__programme"):
        edition = course.edition
        if edition is not None and not Pack.objects.filter(edition=edition).exists():
            soon(edition)


def missing_of(edition: Edition, bound: Bound) -> Iterator[Wanted]:
    """The files that `edition` should have and has not."""
    rows = Pack.objects.filter(edition=edition).values_list("module", "language", "kind", "paper")
    there = set(rows)
    yield from (one for one in wanted_of(bound) if one.key not in there)


def wanted_of(bound: Bound) -> Iterator[Wanted]:
    """Every file of an edition: the course and each module, in each language, an EPUB and two PDFs."""
    for module in range(len(bound.outline.modules) + 1):
        for language in bound.languages_of(module):
            yield Wanted(module, language, Pack.Kind.EPUB)
            for paper in PAPERS:
                yield Wanted(module, language, Pack.Kind.PDF, paper)


def make(bound: Bound, wanted: Wanted) -> Pack:
    """Make one file and keep it; where another worker was faster, theirs stays.

    Called outside of a transaction: only the keeping is one.
    """
    book = bound.book(wanted.module, wanted.language)
    is_epub = wanted.kind == Pack.Kind.EPUB
    content = epub.write(book) if is_epub else pdf_of(book, wanted.paper)
    name = f"{_name(bound, wanted)}.{wanted.kind}"
    return _keep(bound.edition, wanted, content, name, epub.TYPE if is_epub else PDF)


@transaction.atomic
def _keep(edition: Edition, wanted: Wanted, content: bytes, name: str, media: str) -> Pack:
    lock(f"packs {edition.uuid}")
    keys = dict(zip(("module", "language", "kind", "paper"), wanted.key, strict=True))
    known = Pack.objects.filter(edition=edition, **keys).first()
    if known is not None:
        return known
    stored = storage.keep_made(content, name=name, content_type=media)
    return Pack.objects.create(
        edition=edition, **keys, stored=stored, sha256=stored.sha256, size=stored.size
    )


def _name(bound: Bound, wanted: Wanted) -> str:
    """«gestion-cultural-municipal-2-fr-letter», for the reader's folder of downloads."""
    module = str(wanted.module) if wanted.module != WHOLE else ""
    parts = (bound.edition.course.slug, module, wanted.language, wanted.paper)
    return "-".join(part for part in parts if part)


def pdf_of(book: Book, paper: str) -> bytes:
    """The paper of `book`, accessible; a sign that our faces lack is printed as an empty box."""
    data = printed.data_of(book, paper)
    data["pictures"] = {slug: _svg(one) for slug, one in book.pictures.items()}
    try:
        return render_apart(TEMPLATE, data, standards=STANDARDS, at=book.at)
    except PaperFailed:
        return render_apart(TEMPLATE, data, at=book.at)


def _svg(one: Picture) -> str:
    return picture(one.content, kind="image/jpeg", width=one.width, height=one.height)


# Pictures.


def pictures_of(edition: Edition) -> dict[str, Picture]:
    """The pictures of an edition as books show them."""
    told = outline_of(edition).told.get("files", {})
    kept = {slug: one for slug, one in told.items() if one["kind"] == StoredFile.Kind.PICTURE}
    rows = StoredFile.objects.filter(uuid__in=[one["stored"] for one in kept.values()])
    stored = {str(row.uuid): row for row in rows}
    of_lessons = {
        slug: _picture(slug, str(Text.read(one["alt"])), stored[one["stored"]])
        for slug, one in kept.items()
        if one["stored"] in stored
    }
    asked = questions.pictures_in(edition)
    return of_lessons | {key: _picture(key, alt, row.stored) for key, (row, alt) in asked.items()}


def _picture(slug: str, alt: str, stored: StoredFile) -> Picture:
    with default_storage.open(stored.narrowest(WIDEST), "rb") as file:
        content, width, height = as_jpeg(file.read())
    return Picture(slug, content, width, height, alt)


def as_jpeg(content: bytes) -> tuple[bytes, int, int]:
    """A picture small enough for old phones, and as every reader of books knows it; with its measures."""
    with Image.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGBA")
    image.thumbnail((WIDEST, WIDEST * 2))
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), *image.size
