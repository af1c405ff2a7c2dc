"""Parts of files: what players of sound and film ask for, and downloads that go on where they broke off."""

from __future__ import annotations

import wave
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from hilo.core import storage
from hilo.core.models import StoredFile

pytestmark = pytest.mark.django_db


def sound() -> bytes:
    """A quarter of a second of silence."""
    out = BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(range(256)) * 16)
    return out.getvalue()


@pytest.fixture
def stored() -> StoredFile:
    upload = SimpleUploadedFile("saludo.wav", sound())
    return storage.keep(upload, kinds=("audio",), by=None)


def asked(rf: RequestFactory, stored: StoredFile, how: str = "GET", **headers: str) -> Any:
    sent = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    answer = storage.send(stored, rf.generic(how, "/", **sent))
    answer.body = b"".join(answer.streaming_content)
    answer.close()
    return answer


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),  # what Safari asks first
        ("bytes=100-199", 100, 199),
        ("bytes=4000-", 4000, None),
        ("bytes=-44", -44, None),
        ("bytes=0-999999", 0, None),
        ("Bytes= 5-5 ", 5, 5),
        ("bytes=-999999", 0, None),
    ],
)
def test_a_part_is_sent_with_its_place(
    rf: RequestFactory, stored: StoredFile, wanted: str, first: int, last: int | None
) -> None:
    whole = sound()
    answer = asked(rf, stored, range=wanted)
    expected = whole[first : None if last is None else last + 1]
    assert (answer.status_code, answer.body) == (206, expected)
    begins = first % len(whole) if first < 0 else first
    place = f"bytes {begins}-{begins + len(expected) - 1}/{len(whole)}"
    assert answer["Content-Range"] == place
    assert answer["Content-Length"] == str(len(expected))
    assert answer["Content-Type"] == "audio/wav"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "wanted",
    ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=٠-١",
     "bytes=" + "9" * 40 + "-", "bytes=1-2-3"],
)  # fmt: skip
def test_what_cannot_be_read_gets_the_whole_file(
    rf: RequestFactory, stored: StoredFile, wanted: str
) -> None:
    answer = asked(rf, stored, range=wanted)
    assert (answer.status_code, answer.body) == (200, sound())
    assert answer["Accept-Ranges"] == "bytes"
    assert not answer.has_header("Content-Range")
    assert answer["Content-Length"] == str(len(sound()))


@pytest.mark.parametrize("wanted", [f"bytes={len(sound())}-", "bytes=999999-1000000", "bytes=-0"])
def test_what_lies_behind_the_end_is_refused_with_the_size(
    rf: RequestFactory, stored: StoredFile, wanted: str
) -> None:
    answer = asked(rf, stored, range=wanted)
    assert (answer.status_code, answer.body) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{len(sound())}"
    assert answer["Content-Length"] == "0"


def test_a_part_goes_on_only_with_the_content_that_it_began_with(
    rf: RequestFactory, stored: StoredFile
) -> None:
    same = asked(rf, stored, range="bytes=10-", if_range=asked(rf, stored)["ETag"])
    assert (same.status_code, same.body) == (206, sound()[10:])
    for other in ('"another"', "Wed, 21 Oct 2015 07:28:00 GMT", f"W/{same['ETag']}"):
        whole = asked(rf, stored, range="bytes=10-", if_range=other)
        assert (whole.status_code, whole.body) == (200, sound())


def test_only_a_question_for_the_file_itself_gets_a_part(
    rf: RequestFactory, stored: StoredFile
) -> None:
    answer = asked(rf, stored, "HEAD", range="bytes=0-1")
    assert answer.status_code == 200 and answer["Accept-Ranges"] == "bytes"


def test_a_picture_is_sent_whole(rf: RequestFactory) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 30), "#884422").save(out, "PNG")
    picture = storage.keep(SimpleUploadedFile("taza.png", out.getvalue()), by=None)
    answer = asked(rf, picture, range="bytes=0-1")
    assert answer.status_code == 200 and not answer.has_header("Accept-Ranges")


def test_a_part_closes_its_file(rf: RequestFactory, stored: StoredFile) -> None:
    for wanted in ("bytes=0-1", "bytes=999999-"):
        answer = storage.send(stored, rf.get("/", headers={"range": wanted}))
        opened = answer._resource_closers[0].__self__  # type: ignore[attr-defined]
        answer.close()
        assert opened.closed
