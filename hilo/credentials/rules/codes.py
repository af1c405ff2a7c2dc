"""The codes of certificates: 12 characters that can be read out on the telephone, the last of which checks the others.

The alphabet has 31 signs: the digits, and the letters without I, L, O, S and U. Whoever types one of those five meant
1, 1, 0, 5 or V. 31 is prime: a check character that weighs each place differently then notices every mistyped character
and every swap of two, wherever they stand.
Eleven free characters make 2.5 × 10^16 codes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"
_MEANT = str.maketrans("ILOSU", "1105V")
LENGTH = 12
GROUP = 4  # characters that are shown together
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
# What people type between the groups: spaces of all kinds, dashes of all kinds, dots, and marks of direction.
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2028-\u202f\u2060-\u2069\ufeff_.\-]+")
# What stands above the code on a certificate: P9-2026-000123, with or without «No.» before it.
_NUMBER = re.compile(r"\s*(n[º°ro.]*\s*)?[a-z0-9]{1,8}[\s-]+20\d\d[\s-]+\d{6,}\s*", re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True)
class Reading:
    """What somebody typed, as a code or with what is the matter with it.

    `problem` is empty, or one of `empty`, `length` (see `length`), `letters` (see `strange`) and `check`.
    """

    code: str
    problem: str = ""
    length: int = 0
    strange: str = ""
    suggestions: tuple[str, ...] = ()


def new_code() -> str:
    """A code that nobody can guess from another."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes the sum of all, each times its place from the right, a multiple of 31."""
    total = sum(place * _VALUES[sign] for place, sign in enumerate(reversed(body), start=2))
    return ALPHABET[-total % len(ALPHABET)]


def normalise(typed: str) -> str:
    """What was meant: capital letters without anything between them, O as 0, I as 1, Arabic digits as 0-9."""
    return _BETWEEN.sub("", typed).translate(_DIGITS).upper().translate(_MEANT)


def is_code(code: str) -> bool:
    """Whether `code`, normalised, could have been given out."""
    return (
        len(code) == LENGTH
        and _VALUES.keys() >= set(code)
        and check_character(code[:-1]) == code[-1]
    )


def is_number(typed: str) -> bool:
    """Whether somebody typed the number of a certificate, which proves nothing, in place of its code."""
    return _NUMBER.fullmatch(typed.translate(_DIGITS)) is not None


def reading(typed: str) -> Reading:
    """`typed` as a code, or the first thing that is the matter with it."""
    code = normalise(typed)
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in _VALUES))
    if not code:
        return Reading(code, "empty")
    if strange:
        return Reading(code, "letters", len(code), strange)
    if len(code) != LENGTH:
        return Reading(code, "length", len(code))
    if not is_code(code):
        return Reading(code, "check", len(code), suggestions=tuple(_swapped(code)))
    return Reading(code, length=len(code))


def shown(code: str) -> str:
    """The code in groups: `7K3M-9PQ2-XV4A`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _swapped(code: str) -> Iterator[str]:
    """Codes from which this one differs by a swap of two neighbours, which is how people mistype most."""
    for place in range(len(code) - 1):
        other = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if other != code and is_code(other):
            yield other
