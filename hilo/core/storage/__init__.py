"""Files that people hand in: checked by content, size and kind; private; named by us on the disk."""

from hilo.core.storage.foreign import FileRefused
from hilo.core.storage.services import (
    TooLarge,
    check,
    keep,
    keep_made,
    keep_unread,
    remove,
    send,
)

__all__ = ["FileRefused", "TooLarge", "check", "keep", "keep_made", "keep_unread", "remove", "send"]
