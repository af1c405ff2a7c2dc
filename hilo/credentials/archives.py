"""All files of a batch in one ZIP, packed when it is asked for: whoever was erased meanwhile is not in it."""

from __future__ import annotations

import tempfile
import zipfile
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse

from hilo.core.storage.services import clean_name
from hilo.credentials.models import Batch, Certificate

IN_MEMORY = 2 * 1024 * 1024  # bytes; more goes to the disk


def answer(batch: Batch) -> FileResponse:
    """The ZIP as a file to download: `P9-2026-000123 Citlali Robles.pdf` for each certificate."""
    out: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for certificate in batch.certificates.select_related("file").order_by("serial"):
            _pack(archive, certificate)
    out.seek(0)
    name = clean_name(f"{batch.achievement}", ".zip")
    made = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    made["Cache-Control"] = "private, no-store"
    return made


def _pack(archive: zipfile.ZipFile, certificate: Certificate) -> None:
    stored: Any = certificate.file
    if stored is None:
        return
    with default_storage.open(str(stored.file.name), "rb") as file:
        archive.writestr(
            clean_name(f"{certificate.number} {certificate.holder}", ".pdf"), file.read()
        )
