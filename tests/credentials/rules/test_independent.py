"""What we issue, read by a verifier that others wrote (`openbadgeslib`); and what it says of the examples."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from openbadgeslib.ob3.did import resolve_did
from openbadgeslib.ob3.ldp import verify_data_integrity_proof
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from hilo.credentials.rules import baking, statuslists, tokens
from tests.credentials.rules.samples import (
    DID,
    DOCUMENT,
    EXAMPLES,
    KEY,
    LIST,
    NOW,
    OLD_KEY,
    STRANGE_KEY,
    badge,
    needs_cases,
    our_document,
    public,
    signed,
)
from tests.credentials.rules.test_baking import SVG, png


def answers(*revoked: int) -> Any:
    """The web as the verifier asks it."""
    listed = statuslists.build(id=LIST, issuer=DID, revoked=revoked, valid_from=NOW)
    pages = {DOCUMENT: our_document(public(OLD_KEY)), LIST: tokens.sign(listed, KEY).encode()}
    return lambda url, *_, **__: pages[url]


def verified(token: str, *revoked: int) -> Any:
    web = answers(*revoked)
    return OB3Verifier.for_issuer_did(DID, download=web).verify(
        token, check_status=True, download=web
    )


class TestOurs:
    def test_is_read_as_we_meant_it(self) -> None:
        found = verified(signed())
        assert found.issuer.id == DID
        assert found.name == "Constancia de término"
        assert found.achievement.name == "Modelos de negocio para talleres"
        assert found.achievement.alignments[0].target_code == "C-3"
        assert found.issuance_date == badge().valid_from

    @pytest.mark.parametrize("language", ["es", "ar"])
    def test_in_either_direction_of_writing(self, language: str) -> None:
        assert verified(signed(language=language)).raw["@context"][2]["@language"] == language

    def test_a_key_that_no_longer_signs_still_verifies(self) -> None:
        web = answers()
        found = OB3Verifier.for_issuer_did(DID, download=web).verify(signed(OLD_KEY))
        assert found.issuer.id == DID

    def test_another_key_under_our_name_does_not(self) -> None:
        with pytest.raises(OB3VerificationError):
            verified(signed(STRANGE_KEY))

    def test_taken_back(self) -> None:
        with pytest.raises(OB3VerificationError, match="revocation"):
            verified(signed(), 4711)

    def test_expired(self) -> None:
        with pytest.raises(OB3VerificationError, match="expired"):
            verified(signed(valid_until=dt.datetime(2026, 3, 2, tzinfo=dt.UTC)))

    def test_it_takes_our_pictures_apart(self) -> None:
        token = signed()
        assert OB3Verifier.extract_token_from_png(baking.bake_png(png(), token)) == token
        assert OB3Verifier.extract_token_from_svg(baking.bake_svg(SVG, token)) == token

    def test_it_reads_our_lists(self) -> None:
        revoked = {0, 9, 131_071}
        assert set_indices(decode_encoded_list(statuslists.encode(revoked))) == revoked


@needs_cases
@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("simple", True),
        ("complete", True),
        ("simple-err-issuer-type", False),
        ("simple-err-issuer-parentorg-type", False),
        ("simple-err-credential-subject-profile-type", False),
        ("simple-err-type", False),
        ("simple-err-proof-value", False),
    ],
)
def test_it_says_the_same_of_the_proofs_of_the_examples(name: str, fits: bool) -> None:
    document = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    proof = document["proof"][0] if isinstance(document["proof"], list) else document["proof"]
    key = resolve_did("did:key:" + proof["verificationMethod"].partition("#")[2])
    try:
        verify_data_integrity_proof(document | {"proof": proof}, key)
    except OB3VerificationError:
        assert not fits
    else:
        assert fits
