"""What a file is, told by its content. Its name and what the browser says of it are hearsay."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hilo.core.storage.archives import check_archive
from hilo.core.storage.foreign import FileRefused, refuse_foreign

HEAD = 4096
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Content:
    """A kind of file that the house keeps: what it is for, its media type and its ending."""

    kind: str
    type: str
    ending: str


XLSX = Content("sheet", f"{OFFICE}.spreadsheetml.sheet", ".xlsx")
CSV = Content("sheet", "text/csv", ".csv")
PDF = Content("document", "application/pdf", ".pdf")
DOCX = Content("document", f"{OFFICE}.wordprocessingml.document", ".docx")
PPTX = Content("document", f"{OFFICE}.presentationml.presentation", ".pptx")
PICTURES = {
    "JPEG": Content("picture", "image/jpeg", ".jpg"),
    "PNG": Content("picture", "image/png", ".png"),
    "WEBP": Content("picture", "image/webp", ".webp"),
    "GIF": Content("picture", "image/gif", ".gif"),
    "AVIF": Content("picture", "image/avif", ".avif"),
}
OFFICE_FOLDERS = {"xl/": XLSX, "word/": DOCX, "ppt/": PPTX}


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


SIGNS: tuple[tuple[Callable[[bytes], bool], Content], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), PICTURES["JPEG"]),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), PICTURES["PNG"]),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", PICTURES["WEBP"]),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), PICTURES["GIF"]),
    (_brand(b"avif", b"avis"), PICTURES["AVIF"]),
    (lambda head: head.startswith(b"%PDF-"), PDF),
    (lambda head: head.startswith(b"ID3"), Content("audio", "audio/mpeg", ".mp3")),
    (
        lambda head: head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
        Content("audio", "audio/mpeg", ".mp3"),
    ),
    (lambda head: head.startswith(b"OggS"), Content("audio", "audio/ogg", ".ogg")),
    (
        lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE",
        Content("audio", "audio/wav", ".wav"),
    ),
    (_brand(b"M4A ", b"M4B "), Content("audio", "audio/mp4", ".m4a")),
    (
        _brand(b"isom", b"mp41", b"mp42", b"iso2", b"avc1", b"M4V ", b"dash"),
        Content("video", "video/mp4", ".mp4"),
    ),
    (
        lambda head: head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64],
        Content("video", "video/webm", ".webm"),
    ),
)
HEIC = _brand(b"heic", b"heix", b"mif1", b"msf1", b"hevc")


def recognise(file: IO[bytes], kinds: tuple[str, ...]) -> Content:
    """What `file` holds, if that is of one of `kinds`; raises `FileRefused` in words otherwise."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    content = _by_head(head) or _by_inside(file, head)
    if content is None and kinds == ("sheet",):
        content = _text(head)
    if content is None or content.kind not in kinds:
        raise _refusal(head, kinds)
    return content


def _by_head(head: bytes) -> Content | None:
    return next((content for is_it, content in SIGNS if is_it(head)), None)


def _by_inside(file: IO[bytes], head: bytes) -> Content | None:
    """What an Office file is for, told by the folders in its archive."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    names = check_archive(file)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused(_("This file carries macros. Save it without them and send it again."))
    for folder, content in OFFICE_FOLDERS.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return content
    return None


def _text(head: bytes) -> Content | None:
    """Rows as text, where only a spreadsheet is asked for: nothing else is ever kept as text."""
    refuse_foreign(head)
    return None if head.startswith(b"PK") else CSV


def _refusal(head: bytes, kinds: tuple[str, ...]) -> FileRefused:
    if "sheet" in kinds:
        try:
            refuse_foreign(head)
        except FileRefused as refused:
            if len(kinds) == 1:
                return refused
    if HEIC(head) and "picture" in kinds:
        return FileRefused(
            _(
                "This picture is in the format HEIC. Save or send it as JPEG; your phone can do that."
            )
        )
    return FileRefused(
        _("This kind of file is not kept here. Send %(wanted)s."),
        wanted=format_list(
            [str(WANTED[kind]) for kind in kinds], style="or", locale=get_language() or "en"
        ),
    )


WANTED = {
    "picture": _("a picture (JPEG, PNG, WebP)"),
    "sheet": _("a spreadsheet (XLSX, CSV)"),
    "document": _("a document (PDF, DOCX, PPTX)"),
    "audio": _("a sound file (MP3, M4A, OGG)"),
    "video": _("a video (MP4, WebM)"),
}


def check_pdf(file: IO[bytes]) -> None:
    """Raise `FileRefused` for a PDF without an end: half an upload."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 2048))
    tail = file.read()
    file.seek(0)
    if b"%%EOF" not in tail:
        raise FileRefused(_("This PDF is damaged or incomplete. Save it again and send that."))


def check_office(file: IO[bytes]) -> None:
    """Raise `FileRefused` where a member of an Office file is damaged."""
    with zipfile.ZipFile(file) as archive:
        try:
            bad = archive.testzip()
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
            bad = "?"
    file.seek(0)
    if bad:
        raise FileRefused(_("This file is damaged. Save it again and send that."))
