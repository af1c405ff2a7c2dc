"""What we issue, against the official schema and by its own words."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest

from hilo.credentials.rules import badges, tokens
from hilo.credentials.rules.checking import structure
from tests.credentials.rules.samples import KEY, SCHEMAS, achievement, badge, needs_cases

BARE = {
    "recipient": badges.Recipient(),
    "status": None,
    "starts": None,
    "ends": None,
    "licence": "",
    "name": "Taller",
    "achievement": badges.Achievement("urn:uuid:5", "Taller", "Un taller", "Estuvo"),
}
FULL = {
    "language": "ar",
    "valid_until": dt.datetime(2030, 1, 1, tzinfo=dt.UTC),
    "awarded": dt.datetime(2026, 2, 28, tzinfo=dt.UTC),
    "image": "https://red.example.org/badge.png",
    "evidence": (badges.Evidence("https://red.example.org/e/1", {"es": "Plan"}, "…"),),
}


@pytest.mark.parametrize("changed", [{}, BARE, FULL], ids=["usual", "bare", "full"])
class TestSchema:
    @needs_cases
    def test_the_official_schema_takes_it(self, changed: dict[str, Any]) -> None:
        from jsonschema import Draft201909Validator, FormatChecker

        schema = json.loads(
            (SCHEMAS / "ob_v3p0_achievementcredential_schema.json").read_text("utf-8")
        )
        built = badges.build(badge(**changed))
        found = Draft201909Validator(schema, format_checker=FormatChecker()).iter_errors(built)
        assert [error.json_path for error in found] == []

    @needs_cases
    def test_it_takes_the_payload_of_the_token_too(self, changed: dict[str, Any]) -> None:
        from jsonschema import Draft201909Validator

        schema = json.loads(
            (SCHEMAS / "ob_v3p0_achievementcredential_schema.json").read_text("utf-8")
        )
        token = tokens.unpack(tokens.sign(badges.build(badge(**changed)), KEY))
        assert Draft201909Validator(schema).is_valid(token.claims)

    def test_our_own_rules_take_it(self, changed: dict[str, Any]) -> None:
        checks = structure.checks(badges.build(badge(**changed)))
        assert [check.code for check in checks] == ["structure.ok", "types.ok"]

    def test_nothing_in_it_is_empty(self, changed: dict[str, Any]) -> None:
        def walk(value: Any) -> None:
            assert value not in ("", None, [], {})
            for one in (
                value.values()
                if isinstance(value, dict)
                else value
                if isinstance(value, list)
                else []
            ):
                walk(one)

        walk(badges.build(badge(**changed)))


class TestWords:
    def test_language_and_direction_stand_in_the_context(self) -> None:
        built = badges.build(badge(language="ar"))
        assert built["@context"][2] == {"@language": "ar", "@direction": "rtl"}
        assert built["name"] == "شهادة إتمام"
        assert built["credentialSubject"]["achievement"]["inLanguage"] == "ar"

    def test_what_only_another_language_has_says_which(self) -> None:
        built = badges.build(badge(language="ar"))
        narrative = built["credentialSubject"]["achievement"]["criteria"]["narrative"]
        assert narrative == {"es": "Asistió al 80 % y entregó su plan."}

    def test_a_name_is_plain_in_any_case(self) -> None:
        alignment = badges.build(badge(language="ar"))["credentialSubject"]["achievement"][
            "alignment"
        ][0]
        assert alignment["targetName"] == "Poner precio"

    def test_other_languages_are_linked(self) -> None:
        related = badges.build(badge())["credentialSubject"]["achievement"]["related"]
        assert related == [
            {
                "id": "https://red.example.org/ar/achievements/5",
                "type": ["Related"],
                "inLanguage": "ar",
            }
        ]

    @pytest.mark.parametrize(
        ("path", "changed"),
        [
            ("id", {"id": ""}),
            ("issuer.name", {"issuer": badges.Issuer("did:web:a.example", "")}),
            ("achievement.name", {"achievement": achievement(name={"es": ""})}),
            ("achievement.criteria", {"achievement": achievement(criteria="")}),
        ],
    )
    def test_what_the_standard_demands_is_demanded(
        self, path: str, changed: dict[str, Any]
    ) -> None:
        with pytest.raises(badges.Incomplete) as caught:
            badges.build(badge(**changed))
        assert caught.value.path == path

    def test_a_kind_that_nobody_knows(self) -> None:
        with pytest.raises(ValueError, match="Diplom"):
            badges.build(badge(achievement=achievement(kind="Diplom")))

    @pytest.mark.parametrize(
        ("hours", "said"), [(40, 40), (Fraction(3, 2), 1.5), (Fraction(1, 3), 0.33), (2.0, 2)]
    )
    def test_hours(self, hours: Any, said: Any) -> None:
        built = badges.build(badge(achievement=achievement(hours=hours)))
        assert repr(built["credentialSubject"]["creditsEarned"]) == repr(said)


class TestHolder:
    def test_the_address_is_hidden_and_can_be_proven(self) -> None:
        built = badges.build(badge())
        hidden, name = built["credentialSubject"]["identifier"]
        assert "correo.example" not in json.dumps(built)
        assert hidden["identityHash"] == badges.hash_of(" luz@CORREO.example", "5a17")
        assert (hidden["hashed"], hidden["salt"]) == (True, "5a17")
        assert (name["identityType"], name["identityHash"]) == ("name", "Luz Marín Ávila")

    def test_the_hash_of_the_standard(self) -> None:
        # printf a@b.examplesalt | sha256sum
        expected = "48a83bb8047d853b152b49c6d9afb8f6adffda654efe757b3c758f77912cfe4b"
        assert badges.hash_of("A@b.example", "salt") == f"sha256${expected}"

    def test_whoever_wants_no_name_has_none(self) -> None:
        assert (
            "identifier"
            not in badges.build(badge(recipient=badges.Recipient()))["credentialSubject"]
        )

    def test_salts_differ(self) -> None:
        assert badges.new_salt() != badges.new_salt()


def test_the_status_says_where_and_which() -> None:
    assert badges.build(badge())["credentialStatus"] == {
        "id": "https://red.example.org/status/1#4711",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4711",
        "statusListCredential": "https://red.example.org/status/1",
    }
