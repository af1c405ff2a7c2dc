"""How the text of a cell becomes a number, a day, a yes or a no: pure, and the same for every file.

A spreadsheet writer types as at home. Days are `31/12/2026` (day first, in all four languages),
`2026-12-31` or `31 de diciembre de 2026`; numbers may use a comma or a point, spaces, and Arabic
digits. Where two readings are possible and the language does not decide, the cell is refused
rather than guessed (docs/algorithms/sheets.md).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext_noop as _

from hilo.core.fold import fold
from hilo.core.sheets.messages import CellProblem

# Territories name months differently in Arabic: يناير in Egypt, جانفي in Algeria, كانون الثاني in Jordan.
MONTH_LOCALES = ("es", "fr", "en", "ar", "ar_DZ", "ar_MA", "ar_JO", "ar_LB")
INVISIBLE = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
SERIALS = range(1, 109_575)  # Excel's day numbers from 1900 to 2199
EPOCH = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)

# Which mark groups thousands where only one mark is seen and three digits follow it.
THOUSANDS = {"es": ",", "en": ",", "fr": "."}

YES = {"1", "yes", "y", "true", "si", "s", "oui", "o", "vrai", "verdadero", "x", "نعم", "صحيح"}
NO = {"0", "no", "n", "false", "non", "faux", "falso", "لا", "خطا"}


def plain(value: Any) -> str:
    """The text of a cell as its author sees it: no stray marks at the ends, composed letters."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = unicodedata.normalize("NFC", str(value)).strip()
    return text.strip("\u200b\u200e\u200f\u2060\ufeff").strip()


def unquoted(text: str) -> str:
    """Without the apostrophe that an export puts before what a spreadsheet might run."""
    inner = text.lstrip("'")
    return text[1:] if text.startswith("'") and inner.startswith(DANGEROUS) else text


def quoted(text: str) -> str:
    """With an apostrophe before anything that a spreadsheet might run; `unquoted` takes it away."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def without_marks(text: str) -> str:
    """Without spaces and without the invisible marks that steer the direction of writing."""
    return SPACES.sub("", text.translate(INVISIBLE))


def number(value: Any, language: str) -> Decimal:
    """The number that a cell holds; raises `CellProblem` for words and for doubtful marks."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    text = without_marks(plain(value)).translate(DIGITS)
    text = text.replace("٬", "").replace("−", "-")
    try:
        return _finite(Decimal(_with_point(text, language)))
    except InvalidOperation:
        raise CellProblem(
            _("«%(value)s» is not a number. Write digits only, for example 1250 or 12.5."),
            value=plain(value),
        ) from None


def _finite(amount: Decimal) -> Decimal:
    if not amount.is_finite():
        raise InvalidOperation
    return amount


def _with_point(text: str, language: str) -> str:
    """`text` with a point before the decimals and nothing between the thousands."""
    if "٫" in text:  # the Arabic decimal mark leaves no doubt
        return text.replace(",", "").replace("٫", ".")
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return text
    if len(set(marks)) == 2:
        thousands = "," if marks[-1] == "." else "."
        return text.replace(thousands, "").replace(",", ".")
    if len(marks) > 1:
        return text.replace(marks[0], "")
    return _single_mark(text, marks[0], language)


def _single_mark(text: str, mark: str, language: str) -> str:
    whole, decimals = text.split(mark)
    if len(decimals) != 3 or not 1 <= len(whole.lstrip("+-")) <= 3:
        return f"{whole}.{decimals}"
    grouping = THOUSANDS.get(language)
    if grouping is None and mark == ",":
        raise CellProblem(
            _(
                "«%(value)s» can be read in two ways. Write it without a mark between the "
                "thousands, and a point before the decimals."
            ),
            value=text,
        )
    return whole + decimals if mark == grouping else f"{whole}.{decimals}"


def day(value: Any, *, is_1904: bool = False) -> dt.date:
    """The day that a cell holds: a real date, a day number of Excel, ISO, or day first."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = " ".join(plain(value).translate(INVISIBLE).translate(DIGITS).split())
    found = _serial(text, is_1904) or _numeric_day(text) or _worded_day(text)
    if found is None:
        raise CellProblem(
            _("«%(value)s» is not a date. Write the day, the month and the year: 31/12/2026."),
            value=text,
        )
    return found


def _serial(text: str, is_1904: bool) -> dt.date | None:
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", text):
        return None
    days = int(float(text))
    start = EPOCH_1904 if is_1904 else EPOCH
    return start + dt.timedelta(days=days) if days in SERIALS else None


def _numeric_day(text: str) -> dt.date | None:
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$", "", text)
    parts = re.fullmatch(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})", text)
    if parts is None:
        return None
    first, month, last = (int(part) for part in parts.groups())
    if len(parts[1]) == 4:
        return _real(first, month, last, text)
    if len(parts[3]) != 4:
        raise CellProblem(
            _("The year of «%(value)s» is unclear. Write it with four digits: 31/12/2026."),
            value=text,
        )
    return _real(last, month, first, text)


def _worded_day(text: str) -> dt.date | None:
    parts = re.fullmatch(r"(\d{1,2})(?:er|\.|º)?(?: de)? (\D+?)\.?,?(?: del?)? (\d{4})", text)
    month = _months().get(fold(parts[2])) if parts else None
    return _real(int(parts[3]), month, int(parts[1]), text) if parts and month else None


def _real(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellProblem(
            _(
                "«%(value)s» is not a day of the calendar. Write the day first, then the month: 31/12/2026."
            ),
            value=text,
        ) from None


@cache
def _months() -> dict[str, int]:
    """Folded names of months, long and short, in all languages of the house."""
    names: dict[str, int] = {}
    for code in MONTH_LOCALES:
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in Locale.parse(code).months[usage][width].items():
                    names.setdefault(fold(name.rstrip(".")), month)
    return names


def yes_or_no(value: Any) -> bool:
    """Yes or no in any of the four languages, a tick, 1 or 0, or a real truth value."""
    if isinstance(value, bool):
        return value
    word = fold(plain(value))
    if word in YES or word in NO:
        return word in YES
    raise CellProblem(
        _("«%(value)s» is neither yes nor no. Write one of them."), value=plain(value)
    )
