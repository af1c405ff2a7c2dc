"""Files that people send instead of a spreadsheet: known well enough to say what to send instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class FileRefused(Problem):
    """The file is not kept or not read; the sentence says why and what to send instead."""


def refuse_foreign(head: bytes) -> None:
    """Raise the sentence that fits a format that we know but do not read."""
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FileRefused(
            _("This file is empty. Put your rows under the headings and send it again.")
        )
    for is_it, sentence in FOREIGN:
        if is_it(head):
            raise FileRefused(sentence)


def _is_locked(head: bytes) -> bool:
    return head.startswith(OLE) and b"E\0n\0c\0r\0y\0p\0t" in head


def _is_opendocument(head: bytes) -> bool:
    return head.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument" in head[:200]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN: tuple[tuple[Callable[[bytes], bool], Any], ...] = (
    (
        _is_locked,
        _("This workbook is protected by a password. Save it without one and send it again."),
    ),
    (
        lambda head: head.startswith(OLE),
        _(
            "This is an old or protected Excel file. Open it, choose «Save as», "
            "take the format «Excel workbook (.xlsx)» without a password, and send that."
        ),
    ),
    (
        _is_opendocument,
        _(
            "This is an OpenDocument file. Open it, choose «Save as», "
            "take the format «Excel (.xlsx)» or CSV, and send that."
        ),
    ),
    (
        lambda head: head.startswith(b"%PDF"),
        _("This is a PDF, not a spreadsheet. Send the XLSX or CSV file that it was made from."),
    ),
    (
        lambda head: head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
        _("This is a picture, not a spreadsheet. Send an XLSX or CSV file."),
    ),
    (
        lambda head: (
            head.lstrip(b"\xef\xbb\xbf \r\n\t")[:9]
            .lower()
            .startswith((b"<!doctype", b"<html", b"<?xml"))
        ),
        _("This is a web page, not a spreadsheet. Send an XLSX or CSV file."),
    ),
)
