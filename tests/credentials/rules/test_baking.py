"""Pictures with badges in them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hilo.credentials.rules import baking
from tests.credentials.rules.samples import EXAMPLES, needs_cases, signed

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9"><!-- \xc3\xb1 --><g><path d="M0 0"/></g></svg>'
JSON = '{"a": "]]&gt; <b> ñ شهادة"}'


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "#a03050").save(made, "PNG")
    return made.getvalue()


class TestPng:
    @pytest.mark.parametrize("credential", [signed(), JSON])
    def test_in_and_out(self, credential: str) -> None:
        baked = baking.bake_png(png(), credential)
        assert baking.extract_png(baked) == credential

    def test_the_picture_stays_what_it_was(self) -> None:
        baked = baking.bake_png(png(), JSON)
        with Image.open(BytesIO(baked)) as found, Image.open(BytesIO(png())) as before:
            assert found.tobytes() == before.tobytes()
            assert found.info["openbadgecredential"] == JSON

    def test_baked_again_the_old_one_goes(self) -> None:
        baked = baking.bake_png(baking.bake_png(png(), "old"), "new")
        assert baking.extract_png(baked) == "new"
        assert b"old" not in baked

    def test_a_packed_text_is_read(self) -> None:
        body = b"openbadgecredential\0\1\0\0\0" + zlib.compress(JSON.encode())
        assert baking.extract_png(_with_text(body)) == JSON

    def test_a_bomb_is_not_unpacked(self) -> None:
        body = b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(2_000_000))
        with pytest.raises(baking.Unreadable) as caught:
            baking.extract_png(_with_text(body))
        assert caught.value.code == "large"

    def test_nothing_in_it(self) -> None:
        assert baking.extract_png(png()) is None

    @given(st.integers(0, len(png()) - 1))
    def test_cut_off(self, end: int) -> None:
        with pytest.raises(baking.Unreadable):
            baking.extract_png(png()[:end])

    @pytest.mark.parametrize("body", [b"", b"\0", b"\0\0\0a", b"\1\0\0\0no zlib", b"\0\0\0\0\xff"])
    def test_a_broken_text(self, body: bytes) -> None:
        with pytest.raises(baking.Unreadable) as caught:
            baking.extract_png(_with_text(b"openbadgecredential\0" + body))
        assert caught.value.code == "text"


class TestSvg:
    @pytest.mark.parametrize("credential", [signed(), JSON])
    def test_in_and_out(self, credential: str) -> None:
        assert baking.extract_svg(baking.bake_svg(SVG, credential)) == credential

    def test_a_token_stands_in_an_attribute(self) -> None:
        baked = baking.bake_svg(SVG, signed())
        assert b'<openbadges:credential verify="ey' in baked
        assert b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"' in baked
        assert b'<path d="M0 0"/>' in baked
        assert b'width="9"' in baked

    def test_baked_again_the_old_one_goes(self) -> None:
        baked = baking.bake_svg(baking.bake_svg(SVG, '{"old": 1}'), JSON)
        assert baked.count(b"<openbadges:credential") == 1
        assert baking.extract_svg(baked) == JSON

    def test_nothing_in_it(self) -> None:
        assert baking.extract_svg(SVG) is None

    @pytest.mark.parametrize("text", [b"", b"<svg", b"<html/>", b"\xff\xfe"])
    def test_no_drawing(self, text: bytes) -> None:
        with pytest.raises(baking.Unreadable):
            baking.extract_svg(text)

    def test_entities_are_not_followed(self, tmp_path: object) -> None:
        text = (
            '<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/hostname">]><svg '
            'xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
            "<o:credential>{&secret;}</o:credential></svg>"
        )
        assert baking.extract_svg(text.encode()) in ("{}", "{&secret;}")


@needs_cases
@pytest.mark.parametrize(
    ("name", "begins"), [("simple-json", "{"), ("simple-jwt", "ey"), ("simple-jwt_v1", "ey")]
)
def test_those_of_the_examples(name: str, begins: str) -> None:
    in_svg = baking.extract_svg((EXAMPLES / f"{name}.svg").read_bytes())
    in_png = baking.extract_png((EXAMPLES / f"{name}.png").read_bytes())
    assert (in_svg or "").startswith(begins)
    assert (in_png or "").startswith(begins)


def _with_text(body: bytes) -> bytes:
    """The picture with one more chunk iTXt."""
    chunk = (
        struct.pack(">I", len(body))
        + b"iTXt"
        + body
        + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    )
    picture = png()
    return picture[:-12] + chunk + picture[-12:]
