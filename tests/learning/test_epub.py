"""EPUB: the rules of its archive, well-formed pages, links that lead somewhere, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag
from uuid import UUID

import pytest
from lxml import etree

from hilo.learning.rules import epub
from hilo.learning.rules.books import Book, Chapter, Part, Picture, Word

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "01" * 64 + "ffc0000b080001000101011100"
    "ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000"
    "ffda0008010100003f0054ffd9"
)
LESSON = """<h2 dir="auto">Mirar &amp; contar</h2><p dir="auto">Un <a href="#word-dato" class="term">dato</a>,
un <a href="#word-otro" class="term">otro</a>, <a href="../files/formato/">formato</a><br>y más.</p>
<div class="callout" data-kind="question" data-question="x"></div>
<div class="callout" data-kind="tip" role="note"><p class="callout-title"><b>Consejo</b></p></div>
<figure><img src="../files/taller/" srcset="../files/taller/?w=4 4w" alt="El taller" width="1"
height="1" loading="lazy"></figure>
<figure><audio controls preload="none" src="../files/voz/"></audio><figcaption>La voz (2 MB)</figcaption>
<details><summary>Lo que se dice</summary><p>Hola.</p></details></figure>
<p><img src="../files/nada/" alt="Sin archivo"></p>
<div class="scroll" tabindex="0"><table><thead><tr><th dir="auto">A</th></tr></thead>
<tbody><tr><td dir="auto">1</td></tr></tbody></table></div>
<section class="words"><h2>Palabras</h2><dl><div id="word-dato"><dt>dato</dt><dd>x</dd></div></dl></section>"""


def a_book(**fields: object) -> Book:
    chapter = Chapter("step-1", "Mirar antes <de> actuar", "es", "ltr", LESSON, "Lección · 30 min")
    arabic = Chapter("step-2", "الصورة", "ar", "rtl", "<p dir='auto'>مرحبا\x0b</p>")
    part = Part("module-1", "Diagnóstico", (chapter, arabic), ("Contar.",), "Módulo 1")
    told = Book(
        uuid=UUID(int=5),
        title="Política & gestión cultural",
        language="es",
        direction="ltr",
        at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
        address="https://hilo.example/es/courses/gestion/",
        publisher="Paralelo 9 MX",
        parts=(part,),
        words=(Word("dato", "dato", "Lo que alguien contó."),),
        pictures={"taller": Picture("taller", JPEG, 1, 1, "Un taller")},
        labels={"contents": "Contenido", "words": "Palabras", "aims": "Podrá", "cover": "Portada"},
    )
    return replace(told, **fields)  # type: ignore[arg-type]


def opened(book: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(epub.write(book)))


def page(book: Book, name: str) -> etree._Element:
    return etree.fromstring(opened(book).read(f"book/{name}"))


def test_the_archive_begins_with_its_media_type() -> None:
    content = epub.write(a_book())
    assert content[30:58] == b"mimetypeapplication/epub+zip"  # stored, without an extra field
    first = opened(a_book()).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")


def test_the_same_book_gives_the_same_bytes() -> None:
    assert epub.write(a_book()) == epub.write(a_book())
    assert epub.write(a_book()) != epub.write(a_book(title="Otro"))


def test_every_page_is_well_formed_and_in_the_manifest() -> None:
    archive = opened(a_book())
    names = {name.removeprefix("book/") for name in archive.namelist() if name.startswith("book/")}
    package = etree.fromstring(archive.read("book/package.opf"))
    listed = {item.get("href") for item in package.iter(f"{OPF}item")}
    assert listed == names - {"package.opf"}
    for name in names:
        if name.endswith((".xhtml", ".svg")):
            etree.fromstring(archive.read(f"book/{name}"))


def test_every_link_inside_leads_somewhere() -> None:
    archive = opened(a_book())
    pages = [name for name in archive.namelist() if name.endswith(".xhtml")]
    known = {name: set(etree.fromstring(archive.read(name)).xpath("//@id")) for name in pages}
    for name in pages:
        root = etree.fromstring(archive.read(name))
        for address in root.xpath("//@href | //@src"):
            place, part = urldefrag(str(address))
            if place and "://" not in place:
                assert f"book/{place}" in archive.namelist(), address
                assert not part or part in known[f"book/{place}"], address


def test_what_a_book_cannot_show_is_said() -> None:
    text = opened(a_book()).read("book/step-1.xhtml").decode()
    assert '<img src="pictures/taller.jpg" alt="El taller"/>' in text
    assert "<em>Sin archivo</em>" in text
    assert 'href="https://hilo.example/es/courses/gestion/files/formato/"' in text
    assert '<a href="https://hilo.example/es/courses/gestion/files/voz/">La voz (2 MB)</a>' in text
    assert "Hola." in text
    assert "audio" not in text and "data-question" not in text and "srcset" not in text
    assert 'href="words.xhtml#word-dato"' in text and "word-otro" not in text


def test_each_language_has_its_direction() -> None:
    told = page(a_book(), "step-2.xhtml")
    assert (told.get("lang"), told.get("dir")) == ("ar", "rtl")
    arabic = a_book(language="ar", direction="rtl")
    package = etree.fromstring(opened(arabic).read("book/package.opf"))
    spine = package.find(f"{OPF}spine")
    assert spine is not None and spine.get("page-progression-direction") == "rtl"


def test_what_is_accessible_is_stated() -> None:
    text = opened(a_book()).read("book/package.opf").decode()
    assert '<meta property="schema:accessMode">textual</meta>' in text
    assert '<meta property="schema:accessibilityHazard">none</meta>' in text


@pytest.mark.slow  # it brings Java along: `bin/test --full` installs it
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    for name, book in {"es": a_book(), "ar": a_book(language="ar", direction="rtl")}.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(epub.write(book))
        words = ["java", "-jar", "/usr/share/java/epubcheck.jar", "--failonwarnings", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
