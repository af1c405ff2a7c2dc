"""Uploads on their way in: a file that is too large is read to its end and kept nowhere.

Reading on lets the browser finish, so that the person sees a sentence on the form, with everything
else they typed, and not a broken connection. Only what is absurd is cut off.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

ABSURD = 25  # times the limit


def limit() -> int:
    """The largest upload, in bytes."""
    return settings.UPLOAD_LIMIT_MB * 1024 * 1024


class Limited(TemporaryFileUploadHandler):
    """Django's handler of uploads: to a temporary file, until the limit; from there to nowhere.

    The file that the view gets then says its whole `size` and holds nothing, and
    `core.storage.keep` refuses it in words.
    """

    file: TemporaryUploadedFile

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > ABSURD * limit():
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= limit():
            self.file.write(raw_data)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()
