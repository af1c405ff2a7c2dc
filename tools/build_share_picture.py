"""Draw the picture that goes along when somebody shares a link: the name, followed by the thread.

    python tools/build_share_picture.py

Writes `hilo/ui/static/ui/share.png` (under 40 kB, 1200 x 630 as `og:image` wants it). There is no word in it
but the name, so that all languages share it. Needs Pillow, and fontTools to read our own face.
"""

from __future__ import annotations

import io
import math
from itertools import pairwise
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

STATIC = Path(__file__).resolve().parent.parent / "hilo" / "ui" / "static" / "ui"
SIZE = WIDTH, HEIGHT = 1200, 630
FINE = 2  # drawn twice as large and made smaller, so that edges are smooth
LARGEST = 40_000  # bytes

# Dyes as in hilo.css.
COTTON, COCHINEAL, MARIGOLD, VERDIGRIS, INDIGO = (
    "#fbf7f0",
    "#a3113d",
    "#d98a00",
    "#1b7468",
    "#1c2750",
)

Point = tuple[float, float]


def main() -> None:
    picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), COTTON)
    draw = ImageDraw.Draw(picture)
    selvedge(draw)
    end = name(draw)
    stitch(draw, thread(end), COCHINEAL)
    knots(draw, thread(end))
    small = picture.resize(SIZE, Image.Resampling.LANCZOS).quantize(200, Image.Quantize.MAXCOVERAGE)
    file = STATIC / "share.png"
    small.save(file, optimize=True)
    size = file.stat().st_size
    assert size < LARGEST, f"{size} bytes are too many"
    print(f"{file.name}: {size} bytes")


def selvedge(draw: ImageDraw.ImageDraw) -> None:
    """The woven edge on top of every page: diamonds on cochineal."""
    deep, step = 36 * FINE, 72 * FINE
    draw.rectangle((0, 0, WIDTH * FINE, deep), fill=COCHINEAL)
    for number, x in enumerate(range(step // 2, WIDTH * FINE, step)):
        inner = MARIGOLD if number % 2 else COTTON
        draw.polygon(diamond(x, deep / 2, step * 0.3, deep * 0.34), fill=inner)
        draw.polygon(diamond(x, deep / 2, step * 0.13, deep * 0.15), fill=COCHINEAL)


def diamond(x: float, y: float, wide: float, high: float) -> list[Point]:
    return [(x - wide, y), (x, y - high), (x + wide, y), (x, y + high)]


def name(draw: ImageDraw.ImageDraw) -> Point:
    """The name in the face of titles; answers where its line ends."""
    face = ImageFont.truetype(face_file(), 250 * FINE)
    at = (110 * FINE, 395 * FINE)
    draw.text(at, "hilo", font=face, fill=COCHINEAL, anchor="ls")
    return at[0] + draw.textlength("hilo", font=face), at[1]


def face_file() -> io.BytesIO:
    """Our woff2 as a plain font file, which Pillow reads."""
    font, plain = TTFont(STATIC / "fonts" / "fraunces.woff2"), io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    return plain


def thread(end: Point) -> list[Point]:
    """The way of the thread: below the name, then on in waves to the other side."""
    start, low = 110 * FINE, end[1] + 62 * FINE
    line = [(x, low) for x in frange(start, end[0], 4)]
    far = (WIDTH - 110) * FINE
    span = far - end[0]
    waves = [
        (x, low - 150 * FINE * (1 - math.cos((x - end[0]) / span * 2 * math.pi)) / 2)
        for x in frange(end[0], far, 4)
    ]
    return [*line, *waves]


def frange(start: float, stop: float, step: float) -> list[float]:
    return [start + step * number for number in range(int((stop - start) / step))]


def stitch(draw: ImageDraw.ImageDraw, way: list[Point], dye: str) -> None:
    """A running stitch along `way`: as long above the cloth as below it."""
    gone, length = 0.0, 26 * FINE
    for one, other in pairwise(way):
        gone += math.dist(one, other)
        if gone % (2 * length) < length:
            draw.line((*one, *other), fill=dye, width=7 * FINE)


def knots(draw: ImageDraw.ImageDraw, way: list[Point]) -> None:
    """What the thread joins: a place here, a workshop there."""
    marks = ((0.62, VERDIGRIS), (0.8, MARIGOLD), (0.998, INDIGO))
    for share, dye in marks:
        x, y = way[int(share * (len(way) - 1))]
        reach = 17 * FINE
        draw.ellipse(
            (x - reach, y - reach, x + reach, y + reach), fill=dye, outline=COTTON, width=6
        )


if __name__ == "__main__":
    main()
