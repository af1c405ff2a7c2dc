"""Invented badges and keys, a small web of documents to ask, and where the published examples are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hilo.credentials.rules import badges, documents, keys, tokens
from hilo.credentials.rules.fetching import Unfetched
from hilo.credentials.rules.keys import PublicKey, SigningKey
from tests.cases import CASES, needs

HERE = CASES / "credentials"
EXAMPLES, SCHEMAS = HERE / "ob30", HERE / "ob3-schemas"
needs_cases = needs(HERE)

NOW = dt.datetime(2026, 3, 10, 18, 0, tzinfo=dt.UTC)
DID = "did:web:red.example.org"
DOCUMENT = "https://red.example.org/.well-known/did.json"
LIST = "https://red.example.org/status/1"
KEY = SigningKey(f"{DID}#key-2", b"2" * 32)
OLD_KEY = SigningKey(f"{DID}#key-1", b"1" * 32)
STRANGE_KEY = SigningKey(f"{DID}#key-2", b"9" * 32)  # the address of a key of ours, and another key


def public(key: SigningKey) -> PublicKey:
    """The half of `key` that is published."""
    return PublicKey(key.id, keys.public_of(key.seed))


def our_document(*old: PublicKey) -> bytes:
    """What stands at `DOCUMENT`."""
    return json.dumps(documents.document(DID, current=[public(KEY)], old=list(old))).encode()


def badge(**changed: Any) -> badges.Badge:
    """A badge of an invented network, in Spanish unless `changed`."""
    said: dict[str, Any] = {
        "id": "https://red.example.org/v/7K3M9PQ2XV4A",
        "issuer": badges.Issuer(
            DID, "Red de Oficios", "https://red.example.org", "hola@red.example.org"
        ),
        "achievement": achievement(),
        "recipient": badges.Recipient("Luz Marín Ávila", "Luz@correo.example", "5a17"),
        "valid_from": dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC),
        "language": "es",
        "name": {"es": "Constancia de término", "ar": "شهادة إتمام"},
        "status": badges.StatusEntry(LIST, 4711),
        "starts": dt.datetime(2026, 1, 12, 15, 0, tzinfo=dt.UTC),
        "ends": dt.datetime(2026, 2, 20, 15, 0, tzinfo=dt.UTC),
        "licence": "P9-2026-000123",
    }
    return badges.Badge(**{**said, **changed})


def achievement(**changed: Any) -> badges.Achievement:
    """An invented course of 40 hours with one competence."""
    said: dict[str, Any] = {
        "id": "https://red.example.org/achievements/5",
        "name": {"es": "Modelos de negocio para talleres", "ar": "نماذج أعمال للورش"},
        "description": {"es": "Curso de 40 horas.", "ar": "دورة من ٤٠ ساعة."},
        "criteria": {"es": "Asistió al 80 % y entregó su plan."},
        "alignments": (
            badges.Alignment(
                {"es": "Poner precio"}, "https://red.example.org/competences/precio", "C-3"
            ),
        ),
        "hours": 40,
        "translations": {"ar": "https://red.example.org/ar/achievements/5"},
    }
    return badges.Achievement(**{**said, **changed})


def signed(key: SigningKey = KEY, **changed: Any) -> str:
    """A badge as a token."""
    return tokens.sign(badges.build(badge(**changed)), key)


class Web:
    """Documents by their address; whatever else is asked for is not there. `asked` says what was."""

    def __init__(self, **_: Any) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.pages:
            raise Unfetched("answer", status=404)
        return self.pages[url]

    def put(self, url: str, found: Any) -> Web:
        """`found` at `url`, as JSON unless it is bytes."""
        self.pages[url] = found if isinstance(found, bytes) else json.dumps(found).encode()
        return self


def examples() -> Iterator[Path]:
    """The published examples."""
    for path in sorted(EXAMPLES.rglob("*")):
        if path.is_file() and path.name != "SOURCE.txt":
            yield path


def profile(url: str, *multikeys: str) -> dict[str, Any]:
    """What an issuer of the examples would publish at its address: the keys of its examples."""
    methods = [
        {"id": f"{url}#{key}", "type": "Multikey", "controller": url, "publicKeyMultibase": key}
        for key in multikeys
    ]
    return {
        "id": url,
        "verificationMethod": methods,
        "assertionMethod": [one["id"] for one in methods],
    }
