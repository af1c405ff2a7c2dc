"""Lists of bits."""

from __future__ import annotations

import base64
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.credentials.rules import statuslists
from tests.credentials.rules.samples import DID, EXAMPLES, LIST, NOW, needs_cases


@given(st.sets(st.integers(0, statuslists.SIZE - 1), max_size=40))
def test_what_is_set_is_read(revoked: set[int]) -> None:
    bits = statuslists.decode(statuslists.encode(revoked))
    assert len(bits) == 16_384
    assert all(statuslists.is_set(bits, index) for index in revoked)
    assert sum(byte.bit_count() for byte in bits) == len(revoked)


def test_the_first_bit_is_the_highest_of_the_first_byte() -> None:
    assert statuslists.decode(statuslists.encode([0, 15]))[:2] == b"\x80\x01"


def test_a_list_is_short_and_always_the_same() -> None:
    assert statuslists.encode([7]) == statuslists.encode([7])
    assert len(statuslists.encode(range(0, 1000, 3))) < 500


@pytest.mark.parametrize("index", [-1, statuslists.SIZE])
def test_nothing_outside_of_it(index: int) -> None:
    with pytest.raises(IndexError):
        statuslists.encode([index])
    with pytest.raises(IndexError):
        statuslists.is_set(bytes(16_384), index)


@needs_cases
def test_the_list_of_the_examples() -> None:
    found = json.loads((EXAMPLES / "bit-string-list" / "testlist").read_text("utf-8"))
    bits = statuslists.decode(found["credentialSubject"]["encodedList"])
    assert len(bits) * 8 >= statuslists.SIZE


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    ("encoded", "code"),
    [
        ("u", "gzip"),
        ("u***", "base64"),
        ("u" + "A" * 4_000_001, "large"),
        (packed(b"no gzip"), "gzip"),
        (packed(gzip.compress(bytes(100))), "short"),
        (packed(gzip.compress(bytes(16_384))[:-9]), "gzip"),
        (packed(gzip.compress(bytes(2_097_153))), "large"),
    ],
)
def test_what_cannot_be_used_says_why(encoded: str, code: str) -> None:
    with pytest.raises(statuslists.Unreadable) as caught:
        statuslists.decode(encoded)
    assert caught.value.code == code


def test_a_free_place_is_drawn() -> None:
    drawn = {statuslists.free_index(set()) for _ in range(50)}
    assert len(drawn) > 45
    assert statuslists.free_index(range(1, 10**9), size=1) == 0
    with pytest.raises(LookupError):
        statuslists.free_index(range(statuslists.SIZE))


def test_the_credential_that_publishes_it() -> None:
    built = statuslists.build(id=LIST, issuer=DID, revoked=[3], valid_from=NOW, valid_until=NOW)
    assert built["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert (built["id"], built["issuer"], built["validFrom"]) == (LIST, DID, "2026-03-10T18:00:00Z")
    assert built["credentialSubject"]["statusPurpose"] == "revocation"
