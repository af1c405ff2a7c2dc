"""Pieces of pages that everybody sees alike, kept for a minute: counting a thousand people costs more than a page.

    kept("thread", lambda: render_to_string(…), stamp=changed_at)

A piece is kept for one language and one territory. Its `stamp` names what must show at once; what
is not in it (the day's arrivals) shows after `KEPT_SECONDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeVar

from django.core.cache import cache

from hilo.ui import reader

Piece = TypeVar("Piece")

KEPT_SECONDS = 60


def kept(name: str, make: Callable[[], Piece], *, stamp: Any = "") -> Piece:
    """The piece called `name` for this reader's language and territory; made anew after a minute."""
    told = f"{name}:{reader.eyes()}:{stamp}"
    key = f"piece:{blake2b(told.encode(), digest_size=16).hexdigest()}"
    piece: Piece | None = cache.get(key)
    if piece is None:
        piece = make()
        cache.set(key, piece, KEPT_SECONDS)
    return piece
