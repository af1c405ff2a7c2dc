"""Our own statement of the words of Open Badges says the same as its contexts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hilo.credentials.rules.checking import vocabulary
from tests.credentials.rules.samples import SCHEMAS, needs_cases


def said_by(context: dict[str, Any]) -> dict[str, Any]:
    """What a context says of each word, in one way of writing."""
    prefix = context.get("xsd", "xsd:")
    said: dict[str, Any] = {}

    def term(path: str, found: Any) -> None:
        found = {"@id": found} if isinstance(found, str) else dict(found)
        inner = found.pop("@context", {})
        if found.get("@container") == "@set":  # only a way of writing
            del found["@container"]
        said[path] = {key: full(value) for key, value in found.items()}
        for name, value in inner.items():
            if name not in ("@protected", "id", "type"):
                term(f"{path}.{name}", value)

    def full(iri: Any) -> Any:
        if iri == "OpenBadgeCredential":
            return vocabulary.OB + iri
        return prefix + iri[4:] if str(iri).startswith("xsd:") else iri

    for name, value in context.items():
        if name not in ("@protected", "id", "type", "xsd"):
            term(name, value)
    return said


@needs_cases
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_word_of_the_contexts_of_open_badges(number: int) -> None:
    theirs = json.loads((SCHEMAS / f"ob-v3p0-context-3.0.{number}.json").read_text("utf-8"))[
        "@context"
    ]
    assert said_by(vocabulary.badges(number)) == said_by(theirs)
    assert ("@protected" in vocabulary.badges(number)) == ("@protected" in theirs)


@needs_cases
def test_the_extensions() -> None:
    theirs = json.loads((SCHEMAS / "ob-v3p0-extensions.json").read_text("utf-8"))["@context"]
    assert theirs == vocabulary.KEYWORDS | vocabulary.EXTENSIONS


@needs_cases
def test_the_words_of_a_proof() -> None:
    theirs = json.loads((SCHEMAS / "security-data-integrity-v2.json").read_text("utf-8"))[
        "@context"
    ]
    ours = said_by(vocabulary.integrity())
    ours.pop("DataIntegrityProof.assertionMethod")  # they write it one level deeper
    assert ours.items() <= said_by(theirs).items()


def test_nothing_else_is_known() -> None:
    assert vocabulary.is_known("https://www.w3.org/ns/credentials/v2")
    assert not vocabulary.is_known("https://example.com/context")
    assert not vocabulary.is_known({"name": "https://schema.org/name"})
