"""The one door for files: `keep` what was uploaded, `send` what was kept, `remove` what is over."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext_lazy as _

from hilo.core.actors import uuid_of
from hilo.core.models import StoredFile
from hilo.core.storage import contents, pictures, ranges
from hilo.core.storage.contents import Content
from hilo.core.storage.foreign import FileRefused
from hilo.core.storage.uploads import limit
from hilo.core.time import now

KINDS = ("picture", "sheet", "document")
WEBP = contents.PICTURES["WEBP"]


class TooLarge(FileRefused):
    """The file is larger than the installation takes."""

    sentence = _("This file has %(size)s MB; %(most)s MB fit at most. Send a smaller one.")


def keep(
    upload: File[Any],
    *,
    kinds: tuple[str, ...] = KINDS,
    by: Any,
    expires_at: dt.datetime | None = None,
) -> StoredFile:
    """Keep `upload` if its content is of one of `kinds`; raises `FileRefused` in words otherwise.

    Private: nobody sees it but through a view that calls `send`. `expires_at` lets the schedule
    `core.forget_files` remove it.
    """
    content = check(upload, kinds=kinds)
    row = StoredFile(
        kind=content.kind,
        name=clean_name(str(upload.name or ""), content.ending),
        content_type=content.type,
        by=uuid_of(by),
        kept_at=now(),
        expires_at=expires_at,
    )
    if content.kind == "picture":
        _keep_picture(row, upload)
    else:
        _keep_whole(row, upload, content)
    row.save()
    return row


def keep_unread(upload: File[Any], *, by: Any, expires_at: dt.datetime) -> StoredFile:
    """Keep `upload` for a while, whatever it holds, for the service that will read it.

    Its content was not recognised, so it is never handed out: only its bytes are read again.
    """
    check_size(upload)
    content = Content(
        "document", "application/octet-stream", PurePosixPath(str(upload.name)).suffix[:8]
    )
    row = StoredFile(
        kind=content.kind,
        name=clean_name(str(upload.name or ""), content.ending),
        content_type=content.type,
        by=uuid_of(by),
        kept_at=now(),
        expires_at=expires_at,
    )
    _keep_whole(row, upload, Content("document", content.type, ""))
    row.save()
    return row


def keep_made(content: bytes, *, name: str, content_type: str) -> StoredFile:
    """Keep a file that the house made itself, so that nothing in it has to be looked into."""
    upload = ContentFile(content, name=name)
    ending = PurePosixPath(name).suffix
    row = StoredFile(
        kind=StoredFile.Kind.DOCUMENT,
        name=clean_name(name, ending),
        content_type=content_type,
        kept_at=now(),
    )
    _keep_whole(row, upload, Content("document", content_type, ending))
    row.save()
    return row


def check(upload: File[Any], *, kinds: tuple[str, ...] = KINDS) -> Content:
    """What `upload` holds; raises `FileRefused` in words where it would not be kept."""
    check_size(upload)
    return contents.recognise(upload, kinds)


def check_size(upload: File[Any]) -> None:
    """Raise `TooLarge`, or a sentence about an empty file."""
    if upload.size > limit():
        megabytes = 1024 * 1024
        raise TooLarge(size=-(-upload.size // megabytes), most=limit() // megabytes)
    if not upload.size:
        raise FileRefused(_("This file is empty. Choose another one."))


def clean_name(name: str, ending: str) -> str:
    """The author's name for a file without folders, marks and tricks, with the ending it deserves."""
    name = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cf", "Cc"))
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = PurePosixPath(name).name.rsplit(".", 1)[0]
    stem = re.sub(r"[^\w \-().,]", "_", stem).strip(" ._")
    return f"{stem[:100] or 'file'}{ending}"


def _keep_whole(row: StoredFile, upload: File[Any], content: Content) -> None:
    if content is contents.PDF:
        contents.check_pdf(upload)
    elif content.type.startswith(contents.OFFICE):
        contents.check_office(upload)
    row.sha256, row.size = hash_of(upload), upload.size
    row.file.name = default_storage.save(_path(content.ending), upload)


def _keep_picture(row: StoredFile, upload: File[Any]) -> None:
    rendered = pictures.renditions(upload)
    widest, stem = rendered[0], _path("")
    for one in rendered:
        path = default_storage.save(f"{stem}-{one.width}{WEBP.ending}", ContentFile(one.content))
        row.renditions[str(one.width)] = path
    row.file.name = row.renditions[str(widest.width)]
    row.content_type, row.name = WEBP.type, clean_name(row.name, WEBP.ending)
    row.width, row.height, row.size = widest.width, widest.height, len(widest.content)
    row.sha256 = hashlib.sha256(widest.content).hexdigest()


def _path(ending: str) -> str:
    name = uuid4().hex
    return f"{name[:2]}/{name}{ending}"


def hash_of(file: IO[bytes]) -> str:
    """SHA-256 of a file, in hexadecimal."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest


def send(stored: StoredFile, request: HttpRequest | None = None, *, width: int = 0) -> FileResponse:
    """The answer that hands `stored` out: pictures in the page (`width` wide or more), others as a file.

    Of all but pictures it hands out the part that `request` asks for. The view that calls it has asked its guard
    first. Browsers may not guess, run or embed it.
    """
    path = stored.narrowest(width) if width and stored.renditions else str(stored.file.name)
    response = FileResponse(
        default_storage.open(path, "rb"),
        as_attachment=stored.kind != StoredFile.Kind.PICTURE,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=86400"
    if stored.kind != StoredFile.Kind.PICTURE:
        _offer_parts(response, stored, request)
    return response


def _offer_parts(response: FileResponse, stored: StoredFile, request: HttpRequest | None) -> None:
    etag = f'"{stored.sha256}"'
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    part = ranges.asked_for(request, etag, stored.size) if request else None
    if part is not None:
        ranges.send_part(response, part, stored.size)


def remove(stored: StoredFile) -> None:
    """Forget a file: its row now, its content once the transaction is committed."""
    paths = stored.paths
    stored.delete()
    transaction.on_commit(lambda: discard(paths))


def discard(paths: list[str]) -> None:
    """Take files off the disk that no row speaks of."""
    for path in paths:
        default_storage.delete(path)


def forget_expired() -> int:
    """Remove the files whose time is over; answers how many."""
    over = list(StoredFile.objects.filter(expires_at__lte=now())[:1000])
    for stored in over:
        remove(stored)
    return len(over)
