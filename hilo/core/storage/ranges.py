"""Parts of a file: sound and film are played from the middle, and a download that broke off goes on (RFC 9110, 14).

A player of Apple asks for two bytes first, and plays nothing where it is sent the whole file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest
from whitenoise.responders import SlicedFile

ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """The bytes of a file from `first` to `last`, both of them in it; empty where none of them is there."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def is_there(self) -> bool:
        return self.length > 0


def asked_for(request: HttpRequest, etag: str, size: int) -> Part | None:
    """The part that is asked for; None for the whole file.

    So it is without a range, with several or with one that nobody can read, and where `If-Range` names another
    content than the one that is here.
    """
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    found = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    return _part(found[1], found[2], size) if found else None


def _part(first: str, last: str, size: int) -> Part | None:
    """`100-199`, `100-` to the end, or `-100` for the last hundred."""
    if not first:
        return Part(max(0, size - int(last)), size - 1) if last else None
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(int(last or size), size - 1))


def send_part(response: FileResponse, part: Part, size: int) -> FileResponse:
    """Let an answer that hands a file out hand out this part of it, or say that there is none."""
    whole = response.file_to_stream
    if part.is_there:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
        response.streaming_content = SlicedFile(whole, part.first, part.last)
    else:
        response.status_code = 416
        response["Content-Range"] = f"bytes */{size}"
        response.streaming_content = []
    response["Content-Length"] = str(max(0, part.length))
    return response
