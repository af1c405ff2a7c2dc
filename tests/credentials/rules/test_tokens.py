"""Tokens: what is in them, and that nothing in them can be changed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hilo.credentials.rules import badges, keys, multibase, tokens
from tests.credentials.rules.samples import DID, KEY, OLD_KEY, badge, signed

PUBLIC = keys.public_of(KEY.seed)
TOKEN = signed()


class TestContents:
    def test_the_header_says_how_and_by_which_key(self) -> None:
        assert tokens.unpack(TOKEN).header == {"alg": "EdDSA", "typ": "JWT", "kid": f"{DID}#key-2"}

    def test_the_payload_is_the_credential_and_its_claims(self) -> None:
        until = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
        built = badges.build(badge(valid_until=until, recipient=badges.Recipient(id="urn:uuid:7")))
        token = tokens.unpack(tokens.sign(built, KEY))
        assert token.credential == built
        assert {name: token.claims[name] for name in ("iss", "jti", "sub", "nbf", "exp")} == {
            "iss": DID,
            "jti": built["id"],
            "sub": "urn:uuid:7",
            "nbf": 1772366400,
            "exp": 1893456000,
        }

    def test_what_is_not_said_is_no_claim(self) -> None:
        claims = tokens.unpack(TOKEN).claims
        assert "sub" not in claims
        assert "exp" not in claims

    def test_the_same_badge_is_the_same_token(self) -> None:
        assert signed() == TOKEN

    def test_the_older_way_to_carry_a_credential(self) -> None:
        payload = multibase.to_base64url(
            json.dumps({"vc": {"id": "urn:x"}, "iss": "urn:y"}).encode()
        )
        token = tokens.unpack(f"{multibase.to_base64url(b'{}')}.{payload}.AA")
        assert token.credential == {"id": "urn:x"}


class TestSignature:
    def test_ours_fits(self) -> None:
        assert tokens.is_signed_by(TOKEN, PUBLIC)
        assert not tokens.is_signed_by(TOKEN, keys.public_of(OLD_KEY.seed))

    @settings(max_examples=300)
    @given(st.integers(0, len(TOKEN) - 1), st.integers(0, 255))
    def test_whatever_byte_is_changed_it_fails(self, place: int, byte: int) -> None:
        changed = bytearray(TOKEN, "ascii")
        changed[place] = byte
        text = changed.decode("latin-1")
        assert _holds(text) == (text == TOKEN)

    def test_the_last_character_counts_in_all_its_bits(self) -> None:
        signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        assert [sign for sign in signs if _holds(TOKEN[:-1] + sign)] == [TOKEN[-1]]

    @given(st.integers(0, len(TOKEN)), st.sampled_from("A=. \n-"))
    def test_nothing_can_be_added(self, place: int, sign: str) -> None:
        assert not _holds(TOKEN[:place] + sign + TOKEN[place:])

    @given(st.integers(0, len(TOKEN) - 1))
    def test_nothing_can_be_cut_off(self, place: int) -> None:
        assert not _holds(TOKEN[:place])

    @pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256", "ES256", "", None, ["EdDSA"]])
    def test_the_algorithm_cannot_be_chosen_by_the_forger(self, algorithm: object) -> None:
        header = multibase.to_base64url(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
        _, payload, signature = TOKEN.split(".")
        assert not _holds(f"{header}.{payload}.{signature}")

    def test_a_public_key_is_no_shared_secret(self) -> None:
        import hashlib
        import hmac

        header = multibase.to_base64url(b'{"alg":"HS256"}')
        said = f"{header}.{TOKEN.split('.')[1]}"
        forged = hmac.new(PUBLIC, said.encode(), hashlib.sha256).digest()
        assert not _holds(f"{said}.{multibase.to_base64url(forged)}")

    def test_a_key_that_is_none(self) -> None:
        with pytest.raises(ValueError, match="usable"):
            tokens.is_signed_with(TOKEN, {"kty": "OKP", "crv": "Ed25519", "x": "AA"})


class TestMalformed:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "parts"),
            ("a.b", "parts"),
            ("..", "parts"),
            ("!.e30.AA", "base64"),
            ("e30.W10.AA", "json"),
            ("eyJhIjoxLCJhIjoyfQ.e30.AA", "json"),
            ("e30.e30.A", "base64"),
            ("a" * 400_001, "large"),
        ],
    )
    def test_says_why(self, text: str, code: str) -> None:
        with pytest.raises(tokens.Malformed) as caught:
            tokens.unpack(text)
        assert caught.value.code == code

    @given(st.text(max_size=60))
    def test_any_text(self, text: str) -> None:
        with pytest.raises(tokens.Malformed):
            tokens.unpack(text)


def _holds(text: str) -> bool:
    """Whether `text` would be taken as a token of ours."""
    try:
        return tokens.is_signed_by(text, PUBLIC)
    except tokens.Malformed:
        return False
