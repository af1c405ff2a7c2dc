"""Proofs inside of a credential: what they sign, and what forgers try with them."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from hilo.credentials.rules import (
    badges,
    keys,
    multibase,
)
from hilo.credentials.rules.checking import integrity
from tests.credentials.rules.checked import (
    check,
    signature_of,
)
from tests.credentials.rules.samples import (
    KEY,
    Web,
    badge,
    profile,
)

ISSUER = "https://taller.example/issuer"
METHOD = f"{ISSUER}#{keys.multikey(keys.public_of(KEY.seed))}"


def embedded(**changed: Any) -> dict[str, Any]:
    """A foreign badge with its proof inside."""
    built = badges.build(badge(issuer=badges.Issuer(ISSUER, "Taller"), status=None, name="Taller"))
    built["@context"] = built["@context"][:2]
    built["credentialSubject"]["achievement"]["criteria"] = {"narrative": "Estuvo"}
    document = built | changed
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-01T12:00:00Z",
        "proofPurpose": "assertionMethod",
        "verificationMethod": METHOD,
    }
    return document | {"proof": proof | {"proofValue": _proof_value(document, proof)}}


class TestEmbedded:
    web = Web().put(ISSUER, profile(ISSUER, METHOD.partition("#")[2]))

    def code(self, document: dict[str, Any]) -> str:
        return check(json.dumps(document), self.web).check("proof").code

    def test_holds(self) -> None:
        assert self.code(embedded()) == "proof.ok"

    def test_in_any_order(self) -> None:
        document = embedded()
        assert self.code(dict(reversed(document.items()))) == "proof.ok"

    @pytest.mark.parametrize(
        "change",
        [
            lambda it: it.update(name="Doctor"),
            lambda it: it.update(validFrom="2020-01-01T00:00:00Z"),
            lambda it: it["credentialSubject"]["achievement"].update(name="Doctor"),
            lambda it: it["credentialSubject"]["identifier"][1].update(identityHash="Otra"),
            lambda it: it["proof"].update(created="2026-03-02T12:00:00Z"),
            lambda it: it.update(validUntil="2040-01-01T00:00:00Z"),
            lambda it: it.pop("description", it.pop("name")),
        ],
    )
    def test_what_was_changed_breaks_it(self, change: Any) -> None:
        document = copy.deepcopy(embedded())
        change(document)
        assert self.code(document) == "proof.broken"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda it: it.update(hours="400"), "proof.words_unsigned"),
            (lambda it: it["credentialSubject"].update(grade="10"), "proof.words_unsigned"),
            (lambda it: it["@context"].append({"hours": "urn:h"}), "proof.context_unknown"),
            (lambda it: it["@context"].append("https://forger.example/c"), "proof.context_unknown"),
            (lambda it: it.update({"@included": [{"id": "urn:x"}]}), "proof.ambiguous"),
            (lambda it: it["credentialSubject"].update(id="relative"), "proof.ambiguous"),
            (lambda it: it["credentialSubject"].update(id="_:b0"), "proof.ambiguous"),
            (
                lambda it: it.update(name={"@value": "Doctor", "@language": "no language"}),
                "proof.ambiguous",
            ),
            (lambda it: it["proof"].update(nonce=["a"]), "proof.ambiguous"),
            (lambda it: it["proof"].update(proofPurpose="authentication"), "proof.purpose"),
            (lambda it: it["proof"].update(expires="2026-03-01T12:00:00Z"), "proof.expired"),
            (lambda it: it["proof"].update(proofValue="z0"), "proof.value_unreadable"),
            (lambda it: it["proof"].update(cryptosuite="bbs-2023"), "proof.suite"),
            (
                lambda it: it["proof"].update(verificationMethod="http://taller.example#k"),
                "proof.method_unknown",
            ),
            (lambda it: it["proof"].update(verificationMethod=None), "proof.method_unknown"),
            (lambda it: it["credentialSubject"].update(identifier=_alike(7)), "proof.too_much"),
            (lambda it: it.update(evidence=_alike(300)), "proof.too_much"),
        ],
    )
    def test_what_forgers_try(self, change: Any, code: str) -> None:
        document = copy.deepcopy(embedded())
        change(document)
        assert self.code(document) == code

    def test_two_subjects_are_one_too_many(self) -> None:
        """The second one could be written so that the signature does not see it."""
        document = embedded()
        forged = {**document["credentialSubject"], "id": "relative"}
        report = check(
            json.dumps(document | {"credentialSubject": [forged, document["credentialSubject"]]}),
            self.web,
        )
        assert report.check("structure").code == "structure.kind"
        assert report.verdict == "failed"

    def test_things_that_look_alike_take_no_time(self) -> None:
        document = embedded()
        subject = document["credentialSubject"] | {"identifier": _alike(4)}
        assert self.code(embedded(credentialSubject=subject, evidence=_alike(50))) == "proof.ok"

    def test_the_issuer_cannot_be_asked(self) -> None:
        found = check(json.dumps(embedded()), Web()).check("proof")
        assert (found.code, found.parameters["url"], found.parameters["why"]) == (
            "proof.key_unconfirmed",
            ISSUER,
            "answer",
        )


def _alike(count: int) -> list[dict[str, Any]]:
    """Nameless things that nothing tells apart."""
    return [{"type": ["Evidence"], "name": "x"} for _ in range(count)]


def _proof_value(document: dict[str, Any], proof: dict[str, Any]) -> str:
    return "z" + multibase.to_base58(
        signature_of(integrity.signed_bytes(document, proof), KEY.seed)
    )
