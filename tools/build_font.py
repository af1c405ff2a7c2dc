"""Build the display face of Hilo: Fraunces, one weight, the letters that our languages need.

    npm pack @fontsource-variable/fraunces   # OFL 1.1; 5.3.0 was used
    python tools/build_font.py fontsource-variable-fraunces-5.3.0.tgz

Writes `hilo/ui/static/ui/fonts/fraunces.woff2` (under 30 kB), its licence beside it, and prints the
metrics with which `hilo.css` shapes the fallback, so that nothing moves when the face arrives.
"""

from __future__ import annotations

import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HOME = Path(__file__).resolve().parent.parent / "hilo" / "ui" / "static" / "ui" / "fonts"
# Soft as cotton, upright; the optical size of titles.
PLACE = {"wght": 580, "opsz": 60, "SOFT": 100, "WONK": 0}
PARTS = ("latin", "latin-ext")
# Spanish, French, English; Catalan and Portuguese names; transliterated Arabic ones.
LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŸÝÆŒáàâäãåçéèêëíìîïñóòôöõúùûüÿýæœ"
    "ĀĪŪāīūḤḥṢṣṬṭḌḍẒẓŠšĞğŞşČčĆćŽž"
    " \u00a0\u202f.,;:!?¡¿'\"’‘“”«»‹›()[]–—-…·/&%+*#@°ªº€$"
)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "lnum", "tnum", "locl"]
LARGEST = 30_000  # bytes


def main(package: str) -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as bundle:
        faces = [_face(bundle, part) for part in PARTS]
        licence = bundle.extractfile("package/LICENSE").read()
    face = _joined(faces)
    _trim(face)
    target = HOME / "fraunces.woff2"
    face.flavor = "woff2"
    face.save(target)
    (HOME / "fraunces-OFL.txt").write_bytes(licence)
    size = target.stat().st_size
    print(f"{target.name}: {size} bytes, {len(face.getBestCmap())} letters; {_metrics(face)}")
    if size > LARGEST:
        raise SystemExit(f"larger than {LARGEST} bytes")


def _face(bundle: tarfile.TarFile, part: str) -> TTFont:
    packed = bundle.extractfile(f"package/files/fraunces-{part}-full-normal.woff2")
    face = TTFont(io.BytesIO(packed.read()))
    face.flavor = None
    return instancer.instantiateVariableFont(face, PLACE)


def _joined(faces: list[TTFont]) -> TTFont:
    paths = []
    for number, face in enumerate(faces):
        buffer = io.BytesIO()
        face.save(buffer)
        buffer.seek(0)
        buffer.name = str(number)
        paths.append(buffer)
    return Merger().merge(paths)


def _trim(face: TTFont) -> None:
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = True
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(face)


def _metrics(face: TTFont) -> str:
    unit = face["head"].unitsPerEm
    table = face["hhea"]
    widths = face["hmtx"]
    known = face.getBestCmap()
    mean = sum(widths[known[ord(letter)]][0] for letter in "etaoinsrhldcumfpgwybvk ") / 23
    return (
        f"ascent {table.ascent / unit:.4f}, descent {-table.descent / unit:.4f}, "
        f"gap {table.lineGap / unit:.4f}, mean width {mean / unit:.4f}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
