"""The check of ours and of what forgers try."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.credentials import rules
from hilo.credentials.rules import (
    badges,
    baking,
    checking,
    codes,
    keys,
    multibase,
    statuslists,
    tokens,
)
from hilo.credentials.rules.checking import integrity
from hilo.credentials.rules.fetching import Unfetched
from hilo.credentials.rules.keys import SigningKey
from tests.credentials.rules.samples import (
    DID,
    DOCUMENT,
    KEY,
    LIST,
    NOW,
    OLD_KEY,
    STRANGE_KEY,
    Web,
    badge,
    our_document,
    profile,
    public,
    signed,
)
from tests.credentials.rules.test_baking import SVG, png

ALL_OK = ["structure.ok", "types.ok", "proof.ok", "dates.open", "status.ok"]


def our_web(*revoked: int, key: SigningKey = KEY, **changed: Any) -> Web:
    """Our document and our list."""
    said = {"id": LIST, "issuer": DID, "revoked": revoked, "valid_from": NOW, **changed}
    listed = tokens.sign(statuslists.build(**said), key)
    return Web().put(DOCUMENT, our_document(public(OLD_KEY))).put(LIST, listed.encode())


def check(data: str | bytes, web: Web | None = None, **given_: Any) -> checking.Report:
    raw = data if isinstance(data, bytes) else data.encode()
    return checking.check(raw, now=NOW, fetch=our_web() if web is None else web, **given_)


def codes_of(report: checking.Report) -> list[str]:
    return [one.code for one in report.checks]


class TestOurs:
    def test_every_check_holds(self) -> None:
        report = check(signed())
        assert codes_of(report) == ALL_OK
        assert (report.verdict, report.form, report.is_ours) == ("ok", "jwt", False)

    @pytest.mark.parametrize("form", ["png", "svg"])
    def test_in_a_picture(self, form: str) -> None:
        bake = baking.bake_png if form == "png" else baking.bake_svg
        report = check(bake(png() if form == "png" else SVG, signed()))
        assert (codes_of(report), report.form) == (ALL_OK, form)

    @pytest.mark.parametrize("around", ["\n{}\n", "  {}  ", "\ufeff{}", "{}\r\n"])
    def test_with_spaces_around(self, around: str) -> None:
        assert codes_of(check(around.format(signed()))) == ALL_OK

    def test_our_own_addresses_are_never_fetched(self) -> None:
        ours, web = our_web(), Web()
        report = check(signed(), web, own=ours.pages.get)
        assert (codes_of(report), report.is_ours, web.asked) == (ALL_OK, True, [])

    def test_each_address_is_asked_once(self) -> None:
        web = our_web()
        check(signed(), web)
        assert sorted(web.asked) == [DOCUMENT, LIST]

    def test_what_it_says(self) -> None:
        report = check(signed(language="ar"))
        assert report.name == "شهادة إتمام"
        assert (report.language, report.direction) == ("ar", "rtl")
        assert report.achievement.criteria == "Asistió al 80 % y entregó su plan."
        assert report.holder.name == "Luz Marín Ávila"
        assert report.holder.hashes == ((badges.hash_of("luz@correo.example", "5a17"), "5a17"),)
        assert report.valid_from == badge().valid_from


class TestWorkedExamples:
    """The numbers of docs/algorithms/credentials.md."""

    def test_code_and_address_and_bit(self) -> None:
        assert codes.check_character("7K3M9PQ2XV4") == "A"
        hidden = "sha256$150663fb40f5c35dde21adb037d2e34a4532eac7fe805ce3faeab7a6e7750240"
        assert badges.hash_of("Luz@correo.example", "5a17") == hidden
        assert statuslists.decode(statuslists.encode([4711]))[588] == 1
        assert len(statuslists.encode([4711])) == 76

    def test_one_letter_changed(self) -> None:
        header, payload, signature = signed().split(".")
        said = multibase.from_base64url(payload).replace(b"negocio", b"negocia")
        report = check(f"{header}.{multibase.to_base64url(said)}.{signature}")
        assert codes_of(report)[2:] == ["proof.broken", "dates.open", "status.pointless"]


class TestRotation:
    def test_an_old_key_still_counts(self) -> None:
        assert codes_of(check(signed(OLD_KEY))) == ALL_OK

    def test_a_stolen_key_no_longer_does(self) -> None:
        web = our_web().put(DOCUMENT, our_document())
        found = check(signed(OLD_KEY), web).check("proof")
        assert (found.verdict, found.code, found.parameters["key"]) == (
            "failed",
            "proof.key_not_found",
            OLD_KEY.id,
        )

    def test_a_key_for_something_else(self) -> None:
        document = json.loads(our_document(public(OLD_KEY)))
        document["assertionMethod"] = [KEY.id]
        assert (
            check(signed(OLD_KEY), Web().put(DOCUMENT, document)).check("proof").code
            == "proof.key_not_for_this"
        )


class TestDates:
    @pytest.mark.parametrize(
        ("begins", "ends", "code"),
        [
            (NOW - dt.timedelta(days=1), None, "dates.open"),
            (NOW - dt.timedelta(days=1), NOW + dt.timedelta(seconds=1), "dates.until"),
            (NOW - dt.timedelta(days=1), NOW - dt.timedelta(seconds=1), "dates.expired"),
            (NOW + dt.timedelta(minutes=4), None, "dates.open"),
            (NOW + dt.timedelta(minutes=6), None, "dates.early"),
            (NOW, NOW - dt.timedelta(days=1), "dates.backwards"),
        ],
    )
    def test_each(self, begins: dt.datetime, ends: dt.datetime | None, code: str) -> None:
        found = check(signed(valid_from=begins, valid_until=ends)).check("dates")
        assert (found.code, found.verdict) == (code, checking.CODES[code])

    def test_the_end_of_the_token_counts_too(self) -> None:
        built = badges.build(badge()) | {"exp": int(NOW.timestamp()) - 60}
        assert check(tokens.sign(built, KEY)).check("dates").code == "dates.expired"

    @pytest.mark.parametrize("written", ["2026-13-01T00:00:00Z", "yesterday", 7, "2026-03-01"])
    def test_one_that_cannot_be_read(self, written: Any) -> None:
        report = check(json.dumps(badges.build(badge()) | {"validFrom": written}))
        assert report.check("dates").code == "dates.unreadable"
        assert report.check("structure").parameters["path"] == "validFrom"


class TestStatus:
    def test_taken_back(self) -> None:
        found = check(signed(), our_web(4711))
        assert (found.check("status").code, found.verdict) == ("status.revoked", "failed")

    def test_suspended(self) -> None:
        entry = badges.StatusEntry(LIST, 4711, "suspension")
        found = check(signed(status=entry), our_web(4711, purpose="suspension"))
        assert found.check("status").code == "status.suspended"

    def test_a_message_takes_nothing_back(self) -> None:
        entry = badges.StatusEntry(LIST, 4711, "message")
        assert (
            check(signed(status=entry), our_web(4711, purpose="message")).check("status").code
            == "status.ok"
        )

    def test_no_list(self) -> None:
        assert check(signed(status=None)).check("status").code == "status.none"

    @pytest.mark.parametrize(
        ("web", "code"),
        [
            (our_web(key=STRANGE_KEY), "status.list_unproven"),
            (our_web(issuer="did:web:other.example"), "status.list_of_another"),
            (our_web(purpose="suspension"), "status.list_unreadable"),
            (our_web(valid_until=NOW - dt.timedelta(days=1)), "status.list_outdated"),
            (our_web().put(LIST, b"<html>"), "status.list_unreadable"),
            (Web().put(DOCUMENT, our_document()), "status.unreachable"),
        ],
    )
    def test_a_list_that_cannot_be_believed(self, web: Web, code: str) -> None:
        found = check(signed(), web).check("status")
        assert (found.code, found.verdict) == (code, "not_checked")

    @pytest.mark.parametrize("index", ["-1", "x", None, "131072", True, "٣"])
    def test_an_index_that_is_none(self, index: Any) -> None:
        built = badges.build(badge())
        built["credentialStatus"]["statusListIndex"] = index
        found = check(tokens.sign(built, KEY)).check("status")
        assert found.code in {"status.entry_unreadable", "status.list_unreadable"}

    def test_nobody_is_asked_for_a_forger(self) -> None:
        web = our_web()
        assert check(signed(STRANGE_KEY), web).check("status").code == "status.pointless"
        assert web.asked == [DOCUMENT]

    def test_the_older_list(self) -> None:
        built = badges.build(badge()) | {
            "credentialStatus": {"id": LIST, "type": "1EdTechRevocationList"}
        }
        listed = {
            "id": LIST,
            "issuer": DID,
            "revokedCredential": [{"id": built["id"], "revoked": True}],
        }
        web = our_web().put(LIST, listed)
        assert check(tokens.sign(built, KEY), web).check("status").code == "status.revoked"
        listed["revokedCredential"] = []
        assert (
            check(tokens.sign(built, KEY), web.put(LIST, listed)).check("status").code
            == "status.ok"
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
        token = _with_header({"alg": "EdDSA", "jwk": _jwk(b"f" * 32)}, b"f" * 32)
        assert check(token).check("proof").code == "proof.key_brought_along"

    def test_a_neighbour_on_the_same_host(self) -> None:
        issuer = "did:web:many.example:one"
        key = SigningKey("did:web:many.example:two#1", b"f" * 32)
        method = {"id": key.id, "publicKeyJwk": _jwk(key.seed)}
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
        found = check(_signed_text({"alg": "EdDSA", "kid": KEY.id}, payload, KEY.seed)).check(
            "proof"
        )
        assert (found.code, found.parameters) == ("proof.claims", {"claim": claim})

    @pytest.mark.parametrize("algorithm", ["none", "NONE", "HS256", "HS512", 7])
    def test_no_signature_at_all(self, algorithm: Any) -> None:
        token = _with_header({"alg": algorithm, "kid": KEY.id}, KEY.seed)
        assert check(token).check("proof").code == "proof.unsafe"

    @pytest.mark.parametrize("algorithm", ["ES256K", "PS256"])
    def test_one_that_we_do_not_know(self, algorithm: str) -> None:
        token = _with_header({"alg": algorithm, "kid": KEY.id}, KEY.seed)
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
            check(_with_header({"alg": "EdDSA", "kid": kid}, KEY.seed)).check("proof").code
            == "proof.ok"
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


class TestUnopened:
    @pytest.mark.parametrize(
        ("data", "form", "code"),
        [
            (b"", "", "empty"),
            (b" \n", "", "empty"),
            (b"hello", "", "not_recognised"),
            (b"%PDF-1.7", "", "not_recognised"),
            (b"{", "json", "not_json"),
            (b'{"a": 1, "a": 2}', "json", "not_json"),
            (b'{"a": NaN}', "json", "not_json"),
            (b'{"a":' * 5000, "json", "not_json"),
            (b"\xff\xfe{", "", "not_recognised"),
            (b"eyJhIjoxfQ.e30.", "jwt", "token_broken"),
            (b"ey\xc3\xb1.e30.AA", "jwt", "token_broken"),
            (b"<html>", "svg", "picture_broken"),
            (SVG, "svg", "picture_empty"),
            (png(), "png", "picture_empty"),
            (png()[:40], "png", "picture_broken"),
            (b"x" * 5_000_001, "", "too_large"),
        ],
    )
    def test_says_what_it_is_not(self, data: bytes, form: str, code: str) -> None:
        report = check(data)
        assert (report.form, report.checks[0].code, report.verdict) == (
            form,
            f"structure.{code}",
            "failed",
        )
        assert [one.code for one in report.checks[1:]] == [
            f"{name}.nothing" for name in ("types", "proof", "dates", "status")
        ]

    @given(st.binary(max_size=200))
    def test_any_bytes(self, data: bytes) -> None:
        assert check(data).verdict == "failed"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["@context", "id", "type", "issuer", "credentialSubject", "achievement", "proof", "name",
                         "credentialStatus", "identifier", "criteria", "validFrom", "evidence", "@value"]
                    ),
                    inner,
                    max_size=5,
                )
            ),
            max_leaves=25,
        )
    )  # fmt: skip
    def test_any_json(self, found: Any) -> None:
        report = check(
            json.dumps(
                {"proof": found, "issuer": found, **(found if isinstance(found, dict) else {})}
            )
        )
        assert all(checking.CODES[one.code] == one.verdict for one in report.checks)

    def test_a_request_that_fails_says_why(self) -> None:
        def refuse(url: str) -> bytes:
            raise Unfetched("private")

        found = checking.check(signed().encode(), now=NOW, fetch=refuse).check("proof")
        assert (found.code, found.parameters) == (
            "proof.key_unreachable",
            {"url": DOCUMENT, "why": "private"},
        )


@pytest.mark.parametrize(
    "module", ["badges", "codes", "documents", "statuslists", "tokens", "baking", "checking"]
)
def test_a_web_process_carries_no_library_that_it_does_not_need(module: str) -> None:
    """Libraries of cryptography, JSON-LD and XML come with the first badge, not with the first page."""
    script = (
        f"import sys, hilo.credentials.rules.{module}\n"
        "print({'cryptography', 'joserfc', 'pyld', 'lxml', 'django'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"


def test_ours_is_read_without_json_ld() -> None:
    script = (
        "import sys\nfrom tests.credentials.rules.test_checking import check, signed\n"
        "print(check(signed()).verdict, 'pyld' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["ok", "False"]


def test_every_code_is_listed() -> None:
    """Whoever writes the sentences reads `CODES`; a code that is only in the source would have none."""
    source = "".join(
        path.read_text("utf-8") for path in Path(rules.__path__[0], "checking").glob("*.py")
    )
    written = set(re.findall(r'"((?:structure|types|proof|dates|status)\.[a-z_]+)"', source))
    written |= {f"structure.{code}" for code in re.findall(r'Unopened\("([a-z_]+)"', source)}
    written |= {f"{name}.nothing" for name in checking.NAMES[1:]} | {"structure.ok", "types.ok"}
    assert written == set(checking.CODES)


def _alike(count: int) -> list[dict[str, Any]]:
    """Nameless things that nothing tells apart."""
    return [{"type": ["Evidence"], "name": "x"} for _ in range(count)]


def _jwk(seed: bytes) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": multibase.to_base64url(keys.public_of(seed))}


def _with_header(header: dict[str, Any], seed: bytes) -> str:
    """The usual badge under another header, signed all the same."""
    return _signed_text(header, signed().split(".")[1], seed)


def _signed_text(header: dict[str, Any], payload: str, seed: bytes) -> str:
    said = f"{multibase.to_base64url(json.dumps(header).encode())}.{payload}"
    return f"{said}.{multibase.to_base64url(_signature(said.encode(), seed))}"


def _signature(message: bytes, seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def _proof_value(document: dict[str, Any], proof: dict[str, Any]) -> str:
    return "z" + multibase.to_base58(_signature(integrity.signed_bytes(document, proof), KEY.seed))
