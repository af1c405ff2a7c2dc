"""The table in a file, whatever its format."""

from __future__ import annotations

from typing import IO

from hilo.core.sheets import delimited, workbooks
from hilo.core.sheets.tables import Table
from hilo.core.storage.foreign import refuse_foreign


def open_table(file: IO[bytes]) -> Table:
    """The table in `file`, recognised by its first bytes; raises `FileRefused` in words."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    refuse_foreign(head)
    if head.startswith(b"PK\x03\x04"):
        return workbooks.open_workbook(file)
    return delimited.open_delimited(file)
