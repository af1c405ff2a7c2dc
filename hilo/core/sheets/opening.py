"""The table in a file, whatever its format."""

from __future__ import annotations

from typing import IO

from hilo.core.sheets import delimited
from hilo.core.sheets.tables import Table
from hilo.core.storage.foreign import refuse_foreign


def open_table(file: IO[bytes]) -> Table:
    """The table in `file`, recognised by its first bytes; raises `FileRefused` in words."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    refuse_foreign(head)
    if head.startswith(b"PK\x03\x04"):
        from hilo.core.sheets.workbooks import (
            open_workbook,  # its library weighs 5 MB: not in every process
        )

        return open_workbook(file)
    return delimited.open_delimited(file)
