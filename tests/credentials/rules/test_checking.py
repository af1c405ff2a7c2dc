"""The check of ours: proof and rotation, dates, status, and that every code is known."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hilo.credentials import rules
from hilo.credentials.rules import (
    badges,
    baking,
    checking,
    codes,
    multibase,
    statuslists,
    tokens,
)
from tests.credentials.rules.checked import (
    ALL_OK,
    check,
    codes_of,
    our_web,
)
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
    public,
    signed,
)
from tests.credentials.rules.test_baking import SVG, png


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
        "import sys\nfrom tests.credentials.rules.checked import check, signed\n"
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
