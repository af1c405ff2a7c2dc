"""CSV and its cousins: which letters, which mark between the cells, found out from the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core.sheets.messages import Message, warning
from hilo.core.sheets.tables import MOST_COLUMNS, Line, SheetRefused, Table

UNPRINTED = re.compile(rb"[\x00-\x08\x0e-\x1f]")
ARABIC_WORD = re.compile(rb"[\xc0-\xff]{3,}")
MARKS = (";", ",", "\t", "|")
NAMES = {"cp1252": "Windows-1252", "cp1256": "Windows-1256"}
MOST_TOLD = 10  # lines that a note names
ALL_OLDER = gettext_noop(
    "The file is in the older encoding %(encoding)s. Look whether accents and letters are right."
)
SOME_OLDER = gettext_noop(
    "These lines are in the older encoding %(encoding)s, unlike the rest of the file: %(lines)s. "
    "Look whether their accents and letters are right."
)


def open_delimited(file: IO[bytes]) -> Table:
    """The rows of a text file; raises `SheetRefused` in words."""
    content = file.read()
    file.seek(0)
    encoding = encoding_of(content)
    if encoding in (*NAMES, "utf-8") and UNPRINTED.search(content[:65536]):
        raise SheetRefused(_("This is not a spreadsheet. Send an XLSX or CSV file."))
    text, notes = _decoded(content, encoding)
    mark, body = _mark_and_body(text.replace("\0", ""))
    return Table(lambda table: _lines(body, mark), notes=notes)


def _decoded(content: bytes, encoding: str) -> tuple[str, list[Message]]:
    """The text of a file, and what its author should look at."""
    if encoding not in (*NAMES, "utf-8-sig"):
        return content.decode(encoding, errors="replace"), []
    lines = content.removeprefix(codecs.BOM_UTF8).split(b"\n")
    older = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)]
    if encoding == "utf-8-sig" and not older:
        return content.decode(encoding), []
    if any(not line.isascii() and _is_utf8(line) for line in lines):
        return _mixed(lines, older)
    encoding = _windows(content)
    return content.decode(encoding, errors="replace"), [
        warning(ALL_OLDER, encoding=NAMES[encoding])
    ]


def _mixed(lines: list[bytes], older: list[int]) -> tuple[str, list[Message]]:
    """UTF-8 with lines from elsewhere among them, each read as what it is."""
    encoding = _windows(b"\n".join(lines[number - 1] for number in older))
    texts = [line.decode("utf-8", errors="replace") for line in lines]
    for number in older:
        texts[number - 1] = lines[number - 1].decode(encoding, errors="replace")
    told = ", ".join(map(str, older[:MOST_TOLD])) + (" …" if len(older) > MOST_TOLD else "")
    return "\n".join(texts), [warning(SOME_OLDER, encoding=NAMES[encoding], lines=told)]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(content: bytes) -> str:
    """The encoding of `content`: by its mark, else UTF-16 by its zeros, UTF-8, then Windows."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16")):
        if content.startswith(mark):
            return name
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16"
    head = content[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return "utf-8" if _is_utf8(content) else _windows(content)


def _windows(content: bytes) -> str:
    """Which of the two older encodings it is."""
    return "cp1256" if _is_arabic(content) else "cp1252"


def _is_arabic(content: bytes) -> bool:
    """Whether high bytes stand together as words of Arabic do; accents stand alone between letters.

    Both Windows encodings give French accents the same bytes, so a doubt costs nothing there.
    """
    letters = sum(byte > 191 for byte in content)
    in_words = sum(len(word) for word in ARABIC_WORD.findall(content))
    return in_words > letters * 0.4


def _mark_and_body(text: str) -> tuple[str, str]:
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], "\n" + rest  # the line still counts for its author
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return max(MARKS, key=lambda mark: _evenness(lines, mark)), text


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    """How much `lines` look like rows between `mark`: the same number of cells, more than one."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:  # a cell of more than 131,072 letters; reading its line will say so
        return (0, 0)
    if not widths or max(widths) == 1:
        return (0, 0)
    usual = max(set(widths), key=widths.count)
    return (0 if usual == 1 else widths.count(usual) / len(widths), usual)


def _lines(text: str, mark: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    started = 1
    try:
        for row in reader:
            yield Line(started, list(row[:MOST_COLUMNS]))
            started = reader.line_num + 1
    except csv.Error:
        raise SheetRefused(
            _("Line %(line)s of this file cannot be read. Save it again as CSV or XLSX."),
            line=started,
        ) from None
