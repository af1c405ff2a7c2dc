"""Draw the picture that carries badges as PNG, from its SVG: 400 × 400 pixels, once.

    python tools/build_badge.py

Typst draws it, so that nothing else has to be installed.
"""

from __future__ import annotations

from pathlib import Path

import typst

HOME = Path(__file__).resolve().parent.parent / "hilo" / "credentials" / "data"
PAPER = '#set page(width: 300pt, height: 300pt, margin: 0pt, fill: none)\n#image("badge.svg", width: 100%)'


def main() -> None:
    source = HOME / "badge.typ"
    source.write_text(PAPER)
    try:
        typst.compile(source, output=HOME / "badge.png", format="png", ppi=96.0)
    finally:
        source.unlink()
    print((HOME / "badge.png").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
