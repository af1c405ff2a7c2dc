"""What somebody brings, opened: a token, a credential as JSON, or a picture into which one of the two is baked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import baking, strictjson, tokens
from ..tokens import Token

LARGEST = 5_000_000  # bytes of a picture
_MARKS = b"\xef\xbb\xbf \t\r\n"


class Unopened(ValueError):
    """Nothing that could be checked; `code` says why, `form` what it looked like."""

    def __init__(self, code: str, form: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.form = form


@dataclass(frozen=True)
class Opened:
    """The credential, and the token that carries it if one does."""

    form: str
    credential: dict[str, Any]
    token: Token | None = None


def opened(data: bytes) -> Opened:
    """`data` as what it is, by its first bytes; raises `Unopened`."""
    if len(data) > LARGEST:
        raise Unopened("too_large")
    if data.startswith(baking.PNG):
        return _picture("png", data)
    data = data.strip(_MARKS)
    if data.startswith(b"<"):
        return _picture("svg", data)
    return _text(data)


def _picture(form: str, data: bytes) -> Opened:
    extract = baking.extract_png if form == "png" else baking.extract_svg
    try:
        held = extract(data)
    except baking.Unreadable as error:
        raise Unopened("picture_broken", form) from error
    if held is None:
        raise Unopened("picture_empty", form)
    inner = _text(held.encode("utf-8").strip(_MARKS))
    return Opened(form, inner.credential, inner.token)


def _text(data: bytes) -> Opened:
    if not data:
        raise Unopened("empty")
    if data.startswith(b"{"):
        return _json(data)
    if data.count(b".") == 2 and data.startswith(b"ey"):
        return _token(data)
    raise Unopened("not_recognised")


def _json(data: bytes) -> Opened:
    try:
        found = strictjson.read(data)
    except ValueError as error:
        raise Unopened("not_json", "json") from error
    return Opened("json", found)


def _token(data: bytes) -> Opened:
    try:
        token = tokens.unpack(data.decode("ascii"))
    except UnicodeDecodeError as error:
        raise Unopened("token_broken", "jwt") from error
    except tokens.Malformed as error:
        raise Unopened("token_broken", "jwt") from error
    return Opened("jwt", token.credential, token)
