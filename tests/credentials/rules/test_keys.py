"""Keys, their texts, and documents that publish them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.credentials.rules import documents, keys, multibase
from tests.credentials.rules.samples import DID, KEY, OLD_KEY, public

# RFC 8032, 7.1, test 1; its Multikey as in the test vectors of did:key.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


class TestTexts:
    @given(st.binary(max_size=80))
    def test_base58_there_and_back(self, data: bytes) -> None:
        assert multibase.from_base58(multibase.to_base58(data)) == data

    @given(st.binary(max_size=80))
    def test_base64url_there_and_back(self, data: bytes) -> None:
        assert multibase.from_base64url(multibase.to_base64url(data)) == data

    def test_base58_of_the_draft(self) -> None:
        assert multibase.to_base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
        assert multibase.to_base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"

    @pytest.mark.parametrize("text", ["0", "O", "l", "é", "1" * 2001])
    def test_no_base58(self, text: str) -> None:
        with pytest.raises(ValueError, match="base58"):
            multibase.from_base58(text)

    @pytest.mark.parametrize("text", ["QQ==", "QR", "A", "Q Q", "Q\n", "+/", "é"])
    def test_only_one_spelling_of_base64url(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"base64url|canonical"):
            multibase.from_base64url(text)


class TestKeys:
    def test_the_public_half_of_the_rfc(self) -> None:
        assert keys.public_of(SEED) == PUBLIC

    def test_as_multikey_and_back(self) -> None:
        text = keys.multikey(PUBLIC)
        assert text.startswith("z6Mk")
        assert keys.from_multikey(text) == PUBLIC

    @pytest.mark.parametrize(
        "text", ["", "z", "z6Mk", "zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9"]
    )
    def test_other_kinds_are_none(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            keys.from_multikey(text)

    def test_a_seed_is_never_printed(self) -> None:
        assert "2222" not in repr(KEY)

    def test_garbage_is_no_signature(self) -> None:
        assert not keys.is_signature(b"", b"said", PUBLIC)
        assert not keys.is_signature(b"x" * 64, b"said", b"short")


class TestAddresses:
    @pytest.mark.parametrize(
        ("did", "url"),
        [
            ("did:web:hilo.example", "https://hilo.example/.well-known/did.json"),
            ("did:web:hilo.example%3A8443", "https://hilo.example:8443/.well-known/did.json"),
            ("did:web:localhost%3A8000", "https://localhost:8000/.well-known/did.json"),
            ("did:web:hilo.example:user:alice", "https://hilo.example/user/alice/did.json"),
        ],
    )
    def test_of_the_method_specification(self, did: str, url: str) -> None:
        assert documents.did_url(did) == url

    @pytest.mark.parametrize(
        "did",
        [
            "did:web:", "did:web:localhost%3A1%3A2", "did:web:hilo.example:..", "did:web:hilo.example:a/b",
            "did:web:a b.example",
            "did:web:user@hilo.example", "did:web:hilo.example%2Fpath", "did:key:z6Mk", "did:web:hilo.example:",
            "did:web:-a.example", "did:web:a..example", "did:web:a_b.example",
        ],
    )  # fmt: skip
    def test_that_lead_nowhere(self, did: str) -> None:
        with pytest.raises(ValueError, match="not a did:web"):
            documents.did_url(did)

    def test_made_for_a_host(self) -> None:
        assert documents.did_web("hilo.example") == "did:web:hilo.example"
        assert documents.did_url(documents.did_web("hilo.example:8443")).startswith(
            "https://hilo.example:8443/"
        )

    def test_a_key_in_an_identifier(self) -> None:
        assert documents.key_of(f"did:key:{keys.multikey(PUBLIC)}") == PUBLIC
        assert (
            documents.key_of(f"did:key:{keys.multikey(PUBLIC)}#{keys.multikey(PUBLIC)}") == PUBLIC
        )


class TestDocument:
    def test_old_keys_stay_for_what_they_signed(self) -> None:
        document = documents.document(DID, current=[public(KEY)], old=[public(OLD_KEY)])
        assert [one["id"] for one in document["verificationMethod"]] == [KEY.id, OLD_KEY.id]
        assert document["assertionMethod"] == [KEY.id, OLD_KEY.id]
        assert all(one["controller"] == DID for one in document["verificationMethod"])
        assert all(documents.asserts(document, key.id) for key in (KEY, OLD_KEY))

    def test_short_names_count(self) -> None:
        document = {"id": DID, "assertionMethod": ["#key-1", {"id": f"{DID}#key-3"}]}
        assert documents.asserts(document, f"{DID}#key-1")
        assert documents.asserts(document, f"{DID}#key-3")
        assert not documents.asserts(document, f"{DID}#key-2")
