"""The published examples of Open Badges 3.0 (1EdTech's public validator, Apache-2.0): what the five checks say of each.

Their issuers' documents are not on this machine; `WEB` publishes the keys that the examples name, as the issuers would.
Those named `err` fail in the check that their name speaks of. Four of those with a wrong type (`broken`) were changed
after they were signed; an independent verifier says the same of their proofs (`test_independent.py`).
"""

from __future__ import annotations

import pytest

from hilo.credentials.rules import checking
from tests.credentials.rules.samples import EXAMPLES, NOW, Web, examples, needs_cases, profile

pytestmark = needs_cases

TEAM = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
STATUS = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/"
    "inspector-vc/src/test/resources/ob30/bit-string-list/testlist"
)
ISSUERS = {
    "https://example.com/issuers/876543": (
        TEAM,
        "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x",
    ),
    "https://example.edu/issuers/565049": (TEAM,),
    "https://1edtech.edu/issuers/565049": (
        TEAM,
        "z6Mknyb2Gb4NxzW3xSr9ChTtdQZ1zs77piQ3r9SaJ9vMzmrs",
    ),
    "https://state.gov/issuers/565049": ("z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN",),
}

# structure, types, proof, dates, status
EXPECTED = {
    "bit-string-list/credential-status-revoked-blank-nodes.json": "ok ok ok open revoked",
    "bit-string-list/credential-status-revoked.json": "ok ok ok open revoked",
    "bit-string-list/testlist": "context wrong ok open none",
    "complete.json": "ok ok ok until unreachable",
    "complete_v1.json": "ok ok suite expired unreachable",
    "credential-status-revoked.json": "ok ok suite open unreachable",
    "endorsement-err-schema-status-refresh.json": "ok ok suite until unreachable",
    "endorsement-valid.json": "ok ok ok until none",
    "sd/derivedcredential.json": "ok ok suite open none",
    "simple-context-alias.json": "ok ok ok open none",
    "simple-context-version.json": "ok ok ok open none",
    "simple-did-key-method.json": "ok ok key_unbound open none",
    "simple-did-web-method.json": "ok ok ok open none",
    "simple-eddsa-2022.json": "ok ok suite open none",
    "simple-err-context.json": "context ok words_unsigned none none",
    "simple-err-credential-subject-achievement-result-description-type.json": "ok wrong words_unsigned open none",
    "simple-err-credential-subject-identifier-type.json": "ok wrong words_unsigned open none",
    "simple-err-credential-subject-profile-type.json": "ok wrong broken open none",
    "simple-err-credential-subject-result-type.json": "ok wrong words_unsigned open none",
    "simple-err-credential-subject-type.json": "ok wrong words_unsigned open none",
    "simple-err-evidence-type.json": "ok wrong words_unsigned open none",
    "simple-err-expired.json": "ok ok ok expired none",
    "simple-err-issued.json": "missing ok ok early none",
    "simple-err-issuer-otheridentifier-type.json": "ok wrong words_unsigned open none",
    "simple-err-issuer-parentorg-type.json": "ok wrong broken open none",
    "simple-err-issuer-type.json": "ok wrong broken open none",
    "simple-err-issuer.json": "missing ok key_unbound open none",
    "simple-err-proof-method-no-scheme.json": "ok ok method_unknown open none",
    "simple-err-proof-method-unknown-did-method.json": "ok ok method_unknown open none",
    "simple-err-proof-method-unknown-scheme.json": "ok ok method_unknown open none",
    "simple-err-proof-method.json": "ok ok method_unreadable open none",
    "simple-err-proof-value.json": "ok ok broken open none",
    "simple-err-type.json": "missing wrong broken open none",
    "simple-json.png": "ok ok ok open none",
    "simple-json.svg": "ok ok ok open none",
    "simple-jwt.png": "ok ok key_brought_along open none",
    "simple-jwt.svg": "ok ok key_brought_along open none",
    "simple-jwt_v1.png": "ok ok key_brought_along open none",
    "simple-jwt_v1.svg": "ok ok key_brought_along open none",
    "simple-multiple-proofs.json": "ok ok ok open none",
    "simple-noproof.json": "missing ok missing open none",
    "simple.1ob": "ok ok ok open none",
    "simple.json": "ok ok ok open none",
    "simple.jwt": "context ok key_unnamed open none",
    "simple_v1.json": "ok ok suite open none",
    "velocity.jwt": "ok ok method_unsupported open kind",
}


def web() -> Web:
    """The issuers' documents and the list of the examples."""
    made = Web().put(STATUS, (EXAMPLES / "bit-string-list" / "testlist").read_bytes())
    for url, multikeys in ISSUERS.items():
        made.put(url, profile(url, *multikeys))
    return made


def said_of(name: str, of: Web) -> list[str]:
    report = checking.check((EXAMPLES / name).read_bytes(), now=NOW, fetch=of)
    return [check.code.partition(".")[2] for check in report.checks]


@pytest.mark.parametrize("name", EXPECTED)
def test_each_check_says_what_it_should(name: str) -> None:
    assert said_of(name, web()) == EXPECTED[name].split()


def test_none_is_left_out() -> None:
    assert {str(path.relative_to(EXAMPLES)) for path in examples()} == set(EXPECTED)


@pytest.mark.parametrize(
    ("name", "check", "path"),
    [
        ("simple-err-issuer-type.json", "types", "issuer.type"),
        ("simple-err-issuer-parentorg-type.json", "types", "issuer.parentOrg.type"),
        ("simple-err-issuer-otheridentifier-type.json", "types", "issuer.otherIdentifier[1].type"),
        ("simple-err-credential-subject-type.json", "types", "credentialSubject.type"),
        (
            "simple-err-credential-subject-profile-type.json",
            "types",
            "credentialSubject.source.type",
        ),
        (
            "simple-err-credential-subject-identifier-type.json",
            "types",
            "credentialSubject.identifier[0].type",
        ),
        (
            "simple-err-credential-subject-result-type.json",
            "types",
            "credentialSubject.result[1].type",
        ),
        ("simple-err-evidence-type.json", "types", "evidence[1].type"),
        ("simple-err-type.json", "types", "type"),
        ("simple-err-issuer.json", "structure", "issuer"),
        ("simple-err-issued.json", "structure", "credentialSubject.achievement"),
        ("simple-err-context.json", "structure", "@context"),
    ],
)
def test_it_says_where(name: str, check: str, path: str) -> None:
    report = checking.check((EXAMPLES / name).read_bytes(), now=NOW, fetch=web())
    assert report.check(check).verdict == checking.FAILED
    assert report.check(check).parameters["path"] == path


def test_without_the_issuers_nothing_is_called_proven() -> None:
    """Keys that stand in the examples themselves show that a signature fits, and never whose it is."""
    verdicts = {name: said_of(name, Web())[2] for name in EXPECTED}
    assert "ok" not in verdicts.values()
    assert verdicts["simple.json"] == "key_unconfirmed"
    assert verdicts["simple-err-proof-value.json"] == "broken"


def test_what_an_example_says_is_picked_out() -> None:
    report = checking.check((EXAMPLES / "simple-json.png").read_bytes(), now=NOW, fetch=web())
    assert (report.form, report.verdict) == ("png", checking.OK)
    assert (report.issuer.id, report.issuer.name) == (
        "https://example.com/issuers/876543",
        "Example Corp",
    )
    assert (report.name, report.achievement.name) == ("Teamwork Badge", "Teamwork")
    assert report.holder.id == "did:example:ebfeb1f712ebc6f1c276e12ec21"
    assert not report.is_ours
