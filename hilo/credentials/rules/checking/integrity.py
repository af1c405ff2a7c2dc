"""Data Integrity proofs of the suite eddsa-rdfc-2022: what exactly is signed, and whether a document means only that.

Signed is the set of statements (RDF) that a document makes under its contexts, not its text. Two dangers follow.
Words that the contexts do not know make no statement and could be added by anybody; a document with such words is not
accepted. And the canonical order of statements about nameless things can take for ever; a document that has many alike
is not tried.
PyLD is loaded here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import vocabulary

if TYPE_CHECKING:
    from pyld.documentloader.frozen import FrozenDocumentLoader

SUITE = "eddsa-rdfc-2022"
LARGEST = 200_000  # characters of a document
ORDERS = 720  # in how many orders things that look alike may be put
OBJECTS = 250  # in a document: each takes about 10 ms, and a badge with everything in it has 87
_VALUE = frozenset({"@value", "@language", "@direction"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAMELESS = re.compile(r"_:\w+")


class Unsure(Exception):
    """It cannot be said what the signature covers; `code` says why, `detail` which word or context it is about."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def signed_bytes(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """What the signature of `proof` signs: the hashes of its options and of the document; raises `Unsure`."""
    context = _contexts(document)
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"} | {
        "@context": context
    }
    if not all(isinstance(value, str) for name, value in options.items() if name != "@context"):
        raise Unsure("proof.ambiguous", "proof")
    return _hash(options) + _hash(bare)


def _contexts(document: Mapping[str, Any]) -> list[Any]:
    said = document.get("@context")
    contexts = said if isinstance(said, list) else [said]
    for one in contexts:
        if not vocabulary.is_known(one):
            name = one if isinstance(one, str) else "@context"
            raise Unsure("proof.context_unknown", name[:200])
    return contexts


def _hash(document: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(_canonical(document).encode("utf-8")).digest()


def _canonical(document: Mapping[str, Any]) -> str:
    from pyld import jsonld

    if len(json.dumps(document)) > LARGEST or _objects(document) > OBJECTS:
        raise Unsure("proof.too_much")
    for name in _odd(document):
        raise Unsure("proof.ambiguous", name[:80])
    try:
        return _ordered(_expanded(document))
    except (jsonld.JsonLdError, RecursionError, ValueError, TypeError) as error:
        raise Unsure("proof.unreadable_terms") from error


def _expanded(document: Mapping[str, Any]) -> Any:
    from pyld import jsonld

    dropped: list[str] = []
    expanded = jsonld.expand(
        document, _options(), on_property_dropped=lambda word: dropped.append(str(word))
    )
    if dropped:
        raise Unsure("proof.words_unsigned", dropped[0][:80])
    return expanded


def _ordered(expanded: Any) -> str:
    from pyld import jsonld

    statements = jsonld.to_rdf(expanded, {**_options(), "format": "application/n-quads"})
    _guard(statements.splitlines())
    return jsonld.normalize(
        statements,
        {
            "algorithm": "URDNA2015",
            "inputFormat": "application/n-quads",
            "format": "application/n-quads",
        },
    )


def _objects(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_objects, value))
    return 1 + sum(map(_objects, value.values())) if isinstance(value, dict) else 0


def _odd(value: Any) -> Iterator[str]:
    """Names and values which JSON-LD understands in ways that a reader of the JSON does not see."""
    if isinstance(value, list):
        for one in value:
            yield from _odd(one)
    elif isinstance(value, dict):
        if "@value" in value and value.keys() <= _VALUE:
            yield from _odd_value(value)
            return
        for name, one in value.items():
            if name == "@context":  # an endorsement inside of a badge repeats it
                _contexts(value)
                continue
            if name.startswith("@") or (name == "id" and not _is_absolute(one)):
                yield name
            yield from _odd(one)


def _odd_value(value: Mapping[str, Any]) -> Iterator[str]:
    language = value.get("@language")
    if not isinstance(value["@value"], str):
        yield "@value"
    if language is not None and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        yield "@language"


def _is_absolute(value: Any) -> bool:
    """Whether an identifier is a whole address; a part of one, or `_:`, would lose statements or take others over."""
    return (
        isinstance(value, str)
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value) is not None
    )


def _guard(statements: list[str]) -> None:
    """Refuses what would take long: nameless things that look alike can be put in as many orders as there are."""
    looks = {name: _look(name, said) for name, said in _statements_of(statements).items()}
    groups: Counter[tuple[str, str, str]] = Counter()
    for statement in statements:
        subject, predicate, rest = [*statement.split(" ", 2), "", ""][:3]
        name = rest.split(" ")[0]
        if subject.startswith("_:") and name in looks:
            groups[subject, predicate, looks[name]] += 1
    orders = math.prod(math.factorial(min(count, 20)) for count in groups.values())
    if orders > ORDERS:
        raise Unsure("proof.too_much")


def _statements_of(statements: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in statements:
        for name in set(_NAMELESS.findall(_without_texts(statement))):
            found.setdefault(name, []).append(statement)
    return found


def _without_texts(statement: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', statement)


def _look(name: str, statements: list[str]) -> str:
    """What is said of one nameless thing, without saying of which others."""
    return "\n".join(
        sorted(
            " ".join(
                ("_:a" if word == name else "_:z") if word.startswith("_:") else word
                for word in one.split(" ")
            )
            for one in statements
        )
    )


@lru_cache(maxsize=1)
def _loader() -> FrozenDocumentLoader:
    from pyld.documentloader.frozen import FrozenDocumentLoader

    return FrozenDocumentLoader(documents=vocabulary.documents())


def _options() -> dict[str, Any]:
    return {"documentLoader": _loader(), "base": ""}
