"""What is no badge at all, and anything whatever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.credentials.rules import (
    checking,
)
from hilo.credentials.rules.fetching import Unfetched
from tests.credentials.rules.checked import (
    check,
)
from tests.credentials.rules.samples import (
    DOCUMENT,
    NOW,
    signed,
)
from tests.credentials.rules.test_baking import SVG, png


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
