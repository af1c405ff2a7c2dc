"""What forgers try with tokens, and which other signatures are read."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from hilo.credentials.rules import (
    badges,
    keys,
    multibase,
    tokens,
)
from hilo.credentials.rules.keys import SigningKey
from tests.credentials.rules.checked import (
    check,
    jwk,
    our_web,
    signed_text,
    with_header,
)
from tests.credentials.rules.samples import (
    DOCUMENT,
    KEY,
    NOW,
    STRANGE_KEY,
    Web,
    badge,
    our_document,
    public,
    signed,
)


class TestForgers:
    def test_another_key_under_our_address(self) -> None:
        assert check(signed(STRANGE_KEY)).check("proof").code == "proof.broken"

    def test_their_own_key_under_our_name(self) -> None:
        theirs = "did:web:forger.example"
        key = SigningKey(f"{theirs}#1", b"f" * 32)
        method = {"id": key.id, "publicKeyMultibase": keys.multikey(public(key).public)}
        document = {"id": theirs, "verificationMethod": [method], "assertionMethod": [key.id]}
        web = our_web().put("https://forger.example/.well-known/did.json", document)
        assert check(signed(key), web).check("proof").code == "proof.key_of_another"

    def test_a_key_made_for_the_occasion(self) -> None:
        name = keys.multikey(keys.public_of(b"f" * 32))
        key = SigningKey(f"did:key:{name}#{name}", b"f" * 32)
        assert check(signed(key)).check("proof").code == "proof.key_of_another"

    def test_a_key_in_the_header(self) -> None:
        token = with_header({"alg": "EdDSA", "jwk": jwk(b"f" * 32)}, b"f" * 32)
        assert check(token).check("proof").code == "proof.key_brought_along"

    def test_a_neighbour_on_the_same_host(self) -> None:
        issuer = "did:web:many.example:one"
        key = SigningKey("did:web:many.example:two#1", b"f" * 32)
        method = {"id": key.id, "publicKeyJwk": jwk(key.seed)}
        document = {"id": "did:web:many.example:two", "verificationMethod": [method]}
        web = Web().put("https://many.example/two/did.json", document)
        token = signed(key, issuer=badges.Issuer(issuer, "Uno"))
        assert check(token, web).check("proof").code == "proof.key_unbound"

    def test_the_document_of_somebody_else(self) -> None:
        web = our_web().put(DOCUMENT, {**json.loads(our_document()), "id": "did:web:other.example"})
        assert check(signed(), web).check("proof").code == "proof.document_of_another"

    @pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf", "exp"])
    def test_a_token_that_contradicts_its_badge(self, claim: str) -> None:
        built = badges.build(
            badge(
                valid_until=NOW + dt.timedelta(days=9), recipient=badges.Recipient(id="urn:uuid:7")
            )
        )
        claims = tokens.claims_of(built) | {claim: 1 if claim in ("nbf", "exp") else "urn:other"}
        payload = multibase.to_base64url(json.dumps(built | claims).encode())
        found = check(signed_text({"alg": "EdDSA", "kid": KEY.id}, payload, KEY.seed)).check(
            "proof"
        )
        assert (found.code, found.parameters) == ("proof.claims", {"claim": claim})

    @pytest.mark.parametrize("algorithm", ["none", "NONE", "HS256", "HS512", 7])
    def test_no_signature_at_all(self, algorithm: Any) -> None:
        token = with_header({"alg": algorithm, "kid": KEY.id}, KEY.seed)
        assert check(token).check("proof").code == "proof.unsafe"

    @pytest.mark.parametrize("algorithm", ["ES256K", "PS256"])
    def test_one_that_we_do_not_know(self, algorithm: str) -> None:
        token = with_header({"alg": algorithm, "kid": KEY.id}, KEY.seed)
        assert check(token).check("proof").code == "proof.algorithm"

    def test_it_cannot_send_us_around(self) -> None:
        built = badges.build(badge())
        entry = built["credentialStatus"]
        built["credentialStatus"] = [
            {**entry, "statusListCredential": f"https://a{n}.example/"} for n in range(50)
        ]
        web = our_web()
        check(tokens.sign(built, KEY), web)
        assert len(web.asked) <= 6

    @pytest.mark.parametrize("kid", ["key-2", "#key-2"])
    def test_a_short_name_of_a_key_is_completed(self, kid: str) -> None:
        assert (
            check(with_header({"alg": "EdDSA", "kid": kid}, KEY.seed)).check("proof").code
            == "proof.ok"
        )


class TestOtherAlgorithms:
    """What the standard asks of verifiers, RS256, and what wallets like, ES256."""

    def signed_by(self, key: Any, header: dict[str, Any], issuer: str) -> str:
        from joserfc import jws

        built = badges.build(badge(issuer=badges.Issuer(issuer, "Otra"), status=None))
        payload = json.dumps(built | tokens.claims_of(built))
        return jws.serialize_compact(header, payload, key, algorithms=[header["alg"]])

    def test_a_key_that_stands_alone_at_its_address(self) -> None:
        from joserfc.jwk import RSAKey

        key = RSAKey.generate_key(2048)
        url = "https://otra.example/keys/1"
        web = Web().put(url, key.as_dict(private=False))
        proof = check(self.signed_by(key, {"alg": "RS256", "kid": url}, url), web).check("proof")
        assert proof.code == "proof.ok"
        elsewhere = self.signed_by(key, {"alg": "RS256", "kid": url}, "https://unam.example/")
        assert check(elsewhere, web).check("proof").code == "proof.key_of_another"

    def test_an_identifier_that_is_a_key(self) -> None:
        from joserfc.jwk import ECKey

        key = ECKey.generate_key("P-256")
        jwk = json.dumps(key.as_dict(private=False)).encode()
        issuer = f"did:jwk:{multibase.to_base64url(jwk)}"
        assert (
            check(self.signed_by(key, {"alg": "ES256", "kid": f"{issuer}#0"}, issuer))
            .check("proof")
            .code
            == "proof.ok"
        )
        assert (
            check(self.signed_by(key, {"alg": "ES256"}, issuer)).check("proof").code == "proof.ok"
        )

    def test_an_identifier_that_is_garbled(self) -> None:
        token = with_header({"alg": "ES256", "kid": "did:jwk:e30x"}, KEY.seed)
        assert check(token).check("proof").code == "proof.method_unreadable"

    def test_a_key_of_the_wrong_kind(self) -> None:
        document = json.loads(our_document())
        document["verificationMethod"][0]["publicKeyMultibase"] = (
            "zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9"
        )
        assert (
            check(signed(), Web().put(DOCUMENT, document)).check("proof").code == "proof.key_kind"
        )
