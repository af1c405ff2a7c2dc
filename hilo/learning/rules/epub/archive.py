"""The archive of an EPUB (OCF): its media type first and uncompressed, every time the same."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

EARLIEST = 1980  # the first year that a zip archive can tell
STORED = (".jpg",)  # packed already


def zipped(media_type: str, files: Mapping[str, bytes], *, at: dt.datetime) -> bytes:
    """`files` in their order, behind `mimetype`; all of them made `at`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", at), media_type, zipfile.ZIP_STORED)
        for name, content in files.items():
            way = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(_entry(name, at), content, way, 9)
    return out.getvalue()


def _entry(name: str, at: dt.datetime) -> zipfile.ZipInfo:
    when = (max(at.year, EARLIEST), at.month, at.day, at.hour, at.minute, at.second)
    entry = zipfile.ZipInfo(name, when)
    entry.create_system = 3  # Unix, on whatever machine it is written
    entry.external_attr = 0o644 << 16
    return entry
