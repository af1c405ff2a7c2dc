"""Zip archives from strangers (XLSX, DOCX are such): looked over before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from hilo.core.storage.foreign import FileRefused

MOST_MEMBERS = 2_000
MOST_RATIO = 100
MOST_BYTES = 400 * 1024 * 1024
SMALL = 1024 * 1024  # below this an archive may be as dense as it likes: an empty sheet is


class ArchiveRefused(FileRefused):
    """The archive could harm whoever unpacks it, or is damaged."""


def check_archive(file: IO[bytes]) -> list[str]:
    """The names inside; raises `ArchiveRefused` for bombs, escapes, links and damage.

    Declared sizes can be believed: Python's reader stops at the declared size of a member.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ArchiveRefused(
            _(
                "This file is damaged. Open it in your spreadsheet program, save it again and send that."
            )
        ) from None
    finally:
        file.seek(0)
    _check_weight(members)
    for member in members:
        _check_member(member)
    return [member.filename for member in members]


def _check_weight(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise ArchiveRefused(
            _("This file packs more than %(most)s files; it was not opened."), most=MOST_MEMBERS
        )
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)):
        raise ArchiveRefused(
            _(
                "This file unpacks to far more than it seems to hold, so it was not opened. "
                "Copy the rows you need into a new sheet and send that."
            )
        )


def _check_member(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    is_drive = len(member.filename) > 1 and member.filename[1] == ":"
    if path.is_absolute() or is_drive or ".." in path.parts:
        raise ArchiveRefused(_("This file points outside itself; it was not opened."))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ArchiveRefused(_("This file holds a link to other files; it was not opened."))
    if member.flag_bits & 0x1:
        raise ArchiveRefused(
            _("This file is protected by a password. Save it without one and send it again.")
        )
