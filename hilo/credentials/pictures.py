"""The badge of a certificate as files: a token, JSON, or a picture that carries the token inside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hilo.credentials.models import Certificate
from hilo.credentials.rules import baking, tokens

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Made:
    """A file to download."""

    content: bytes
    content_type: str
    ending: str


def as_token(certificate: Certificate) -> Made:
    """The compact VC-JWT, which every verifier takes."""
    return Made(certificate.badge.encode(), "application/vc+jwt", "jwt")


def as_json(certificate: Certificate) -> Made:
    """What the token says, to be read; it is not signed, the token is."""
    said = tokens.unpack(certificate.badge).credential
    content = json.dumps(said, ensure_ascii=False, indent=2).encode()
    return Made(content, "application/vc+ld+json", "json")


def as_png(certificate: Certificate) -> Made:
    """A picture with the token inside, for badge backpacks."""
    content = baking.bake_png(_picture("badge.png"), certificate.badge)
    return Made(content, "image/png", "png")


def as_svg(certificate: Certificate) -> Made:
    """The same, drawn."""
    content = baking.bake_svg(_picture("badge.svg"), certificate.badge)
    return Made(content, "image/svg+xml", "svg")


FORMS: dict[str, Callable[[Certificate], Made]] = {
    "jwt": as_token,
    "json": as_json,
    "png": as_png,
    "svg": as_svg,
}


@cache
def _picture(name: str) -> bytes:
    return (DATA / name).read_bytes()
