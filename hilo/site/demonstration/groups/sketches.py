"""Pages of a catalogue, drawn: three pieces on a cloth, since nobody invented has a camera."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

SIZE = (320, 420)
KINDS = 6
CLOTH = "#f4efe6"
INK = "#5b5148"
CLAYS = ("#b5522f", "#2f6b8f", "#8a5a83", "#4d7a4a", "#c58a1f", "#7a4b3a")


@lru_cache(maxsize=KINDS)
def catalogue(kind: int) -> bytes:
    """The page of this kind (from 1) as PNG; the same every time."""
    page = Image.new("RGB", SIZE, CLOTH)
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 22, 200, 32), fill=INK)
    for row in range(3):
        _piece(pen, 44 + row * 122, CLAYS[(kind + row) % len(CLAYS)], kind + row)
    content = io.BytesIO()
    page.save(content, "PNG")
    return content.getvalue()


def _piece(pen: ImageDraw.ImageDraw, top: int, clay: str, number: int) -> None:
    """A vessel, and lines where its measures and its price would stand."""
    wide = 36 + 8 * (number % 4)
    pen.ellipse((80 - wide, top + 28, 80 + wide, top + 108), fill=clay)
    pen.rectangle((80 - wide // 2, top + 10, 80 + wide // 2, top + 48), fill=clay)
    for line in range(4):
        pen.rectangle((166, top + 28 + line * 18, 280 - 20 * line, top + 34 + line * 18), fill=INK)
