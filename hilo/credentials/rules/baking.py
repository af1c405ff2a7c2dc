"""A credential baked into a picture: into the text of a PNG (chunk iTXt `openbadgecredential`) or into an SVG.

Section 5.3 of Open Badges 3.0. A PNG is taken apart and put together chunk by chunk, so that its pixels stay untouched;
`lxml` is loaded only for an SVG.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
LARGEST = 1_000_000  # bytes of a credential that we unpack
_TAG = f"{{{NAMESPACE}}}credential"


class Unreadable(ValueError):
    """A broken picture or what it holds; `code` says why: `png`, `svg`, `large`, `text`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bake_png(png: bytes, credential: str) -> bytes:
    """The picture with `credential` in it, in place of one that it may hold; raises `Unreadable`."""
    baked = bytearray(PNG)
    for kind, body in _chunks(png):
        if not _is_baked(kind, body):
            baked += _chunk(kind, body)
        if kind == b"IHDR":
            baked += _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + credential.encode("utf-8"))
    return bytes(baked)


def extract_png(png: bytes) -> str | None:
    """The credential in the picture, None if there is none; raises `Unreadable`."""
    for kind, body in _chunks(png):
        if _is_baked(kind, body):
            return _text(body)
    return None


def bake_svg(svg: bytes, credential: str) -> bytes:
    """The drawing with `credential` in it, in place of one that it may hold; raises `Unreadable`."""
    from lxml import etree

    root = _parsed(svg)
    for old in root.findall(_TAG):
        root.remove(old)
    fresh = etree.Element(root.tag, root.attrib, nsmap={**root.nsmap, "openbadges": NAMESPACE})
    fresh.text, fresh[:] = root.text, root[:]
    holder = etree.Element(_TAG)
    _hold(holder, credential)
    fresh.insert(0, holder)
    return etree.tostring(fresh, xml_declaration=True, encoding="UTF-8")


def extract_svg(svg: bytes) -> str | None:
    """The credential in the drawing, None if there is none; raises `Unreadable`."""
    holder = next(_parsed(svg).iter(_TAG), None)
    if holder is None:
        return None
    found = holder.get("verify") or "".join(holder.itertext())
    return found.strip() or None


def _hold(holder: _Element, credential: str) -> None:
    """A token stands in the attribute `verify`, a credential with its own proof in the text."""
    from lxml import etree

    if credential.lstrip().startswith("{"):
        holder.text = etree.CDATA(credential)
    else:
        holder.set("verify", credential)


def _parsed(svg: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(svg, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("svg") from error
    if etree.QName(root).localname != "svg":
        raise Unreadable("svg")
    return root


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(PNG):
        raise Unreadable("png")
    place = len(PNG)
    while place < len(png):
        kind, body, end = _chunk_at(png, place)
        yield kind, body
        if kind == b"IEND":
            return
        place = end
    raise Unreadable("png")


def _chunk_at(png: bytes, place: int) -> tuple[bytes, bytes, int]:
    if place + 12 > len(png):
        raise Unreadable("png")
    (length,) = struct.unpack_from(">I", png, place)
    end = place + 12 + length
    kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
    if end > len(png) or struct.unpack_from(">I", png, end - 4)[0] != zlib.crc32(kind + body):
        raise Unreadable("png")
    return kind, body, end


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _is_baked(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(KEYWORD + b"\0")


def _text(body: bytes) -> str:
    """The text of a chunk iTXt: keyword, whether packed, how, language, keyword in it, and then the text."""
    try:
        is_packed, rest = body[len(KEYWORD) + 1], body[len(KEYWORD) + 3 :]
        _, _, data = rest.split(b"\0", 2)
        return (_unpacked(data) if is_packed else data).decode("utf-8")
    except (IndexError, UnicodeDecodeError, ValueError, zlib.error) as error:
        raise error if isinstance(error, Unreadable) else Unreadable("text") from error


def _unpacked(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    text = stream.decompress(data, LARGEST)
    if stream.unconsumed_tail:
        raise Unreadable("large")
    return text
