"""Build the faces of printed papers: Noto Sans and Noto Naskh Arabic, cut to the letters of our languages.

    apt-get install fonts-noto-core          # OFL 1.1; 20201225-1 was used
    python tools/build_paper_fonts.py

Writes `hilo/ui/papers/fonts/*.ttf` (under 1 MB in all). A certificate must print the name of its
holder, so the Latin that is kept is wide: every Latin of Unicode's first blocks and of
transliteration. The Arabic face is kept whole. The display face of the pages (tools/build_font.py) is
unpacked beside them, for titles and for names that it can write.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/noto")
HOME = Path(__file__).resolve().parent.parent / "hilo" / "ui" / "papers" / "fonts"
DISPLAY = HOME.parents[1] / "static" / "ui" / "fonts" / "fraunces.woff2"
LATIN = (
    (0x0020, 0x007E),  # basic Latin
    (0x00A0, 0x024F),  # Latin of Europe, of Africa
    (0x02B0, 0x02DD),  # letters of transliteration: ʿ ʾ
    (0x0300, 0x036F),  # accents that combine
    (0x0370, 0x03FF),  # Greek
    (0x1E00, 0x1EFF),  # Latin with dots and double accents
    (0x2010, 0x2046),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2122),  # № ™
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2215),  # minus, slash of fractions
    (0x25A0, 0x25A1),  # boxes to tick
)
FACES = {
    "NotoSans-Regular": LATIN,
    "NotoSans-Bold": LATIN,
    "NotoSans-Italic": LATIN,
    "NotoNaskhArabic-Regular": ((0x0020, 0xFFFF),),
    "NotoNaskhArabic-Bold": ((0x0020, 0xFFFF),),
}
LARGEST = 1_000_000  # bytes, all of them


def main() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    sizes = {name: _cut(name, ranges) for name, ranges in FACES.items()}
    sizes["Fraunces"] = _unpacked(DISPLAY)
    for name, size in sizes.items():
        print(f"{name}: {size} bytes")
    if sum(sizes.values()) > LARGEST:
        raise SystemExit(f"larger than {LARGEST} bytes")


def _cut(name: str, ranges: tuple[tuple[int, int], ...]) -> int:
    face = TTFont(SOURCE / f"{name}.ttf")
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    cutter.subset(face)
    target = HOME / f"{name}.ttf"
    face.save(target)
    return target.stat().st_size


def _unpacked(packed: Path) -> int:
    """The display face as papers take it, with its licence."""
    face = TTFont(packed)
    face.flavor = None
    target = HOME / "Fraunces.ttf"
    face.save(target)
    licence = packed.with_name("fraunces-OFL.txt")
    (HOME / licence.name).write_bytes(licence.read_bytes())
    return target.stat().st_size


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.hinting = False
    return options


if __name__ == "__main__":
    main()
