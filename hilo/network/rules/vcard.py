"""A vCard 4.0 as RFC 6350 writes it: lines with names, parameters and values; escaped, folded, CRLF."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

LONGEST = 75  # octets in a line, without its end (RFC 6350, 3.2)
END = "\r\n"
_ESCAPED: dict[str, str | int | None] = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Inside a parameter neither a quote nor a line break may stand (RFC 6868).
_IN_PARAMETERS: dict[str, str | int | None] = {"^": "^^", "\n": "^n", '"': "^'"}


def text(value: str) -> str:
    """A value of type text, its special signs escaped."""
    return _plain(value).translate(str.maketrans(_ESCAPED))


def texts(values: Iterable[str]) -> str:
    """Several values in one line: `design,ceramics`."""
    return ",".join(text(value) for value in values)


def parts(*values: str) -> str:
    """A value made of parts, such as an address; empty ones keep their place."""
    return ";".join(text(value) for value in values)


def moment(at: dt.datetime) -> str:
    """A moment in UTC: `20261122T090000Z`."""
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def line(name: str, value: str, **parameters: str) -> str:
    """One property, folded. `value` is escaped already (`text`, `parts`) or an address that needs it not."""
    said = "".join(f";{key.upper()}={_parameter(it)}" for key, it in parameters.items() if it)
    return END.join(folded(f"{name}{said}:{_plain(value)}".replace("\n", ""))) + END


def card(lines: Iterable[str]) -> str:
    """The lines of one card between its beginning and its end."""
    inside = "".join(lines)
    return f"BEGIN:VCARD{END}VERSION:4.0{END}{inside}END:VCARD{END}"


def folded(written: str) -> Iterator[str]:
    """Lines of at most 75 octets; each but the first begins with a space. No letter is torn apart."""
    piece, room = "", LONGEST
    for sign in written:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", LONGEST - 1
        piece += sign
        room -= size
    yield piece


def _plain(value: str) -> str:
    """One kind of line break, and no other sign that only steers a machine."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def _parameter(value: str) -> str:
    value = _plain(value).translate(str.maketrans(_IN_PARAMETERS))
    return f'"{value}"' if any(sign in value for sign in ":;,") else value
