"""Text as the eye compares it: without case, accents, tashkeel, hamza or the shapes of letters."""

from __future__ import annotations

import re
import unicodedata

_SAME_LETTER = {
    "ٱ": "ا",  # alef wasla
    "ى": "ي",  # alef maqsura
    "ی": "ي",  # Persian yeh, on many phones' keyboards
    "ک": "ك",  # Persian kaf
    "ة": "ه",  # teh marbuta, often typed as heh
    "ء": "",  # the free-standing hamza; carried ones are taken off as marks
    "ـ": "",  # tatweel
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "–": "-",
    "—": "-",
}
_TABLE = str.maketrans(_SAME_LETTER)
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """`text` in lower case without accents, tashkeel, hamza or invisible signs; spaces are single.

    Two texts that a reader would call the same have the same fold: «Peñón» and «penon», «الأُرْدُن»
    and «الاردن», «١٢» and «12». For searching and comparing, never for showing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_TABLE)
    kept = "".join(_plain(sign) for sign in unicodedata.normalize("NFKD", apart))
    return _SPACES.sub(" ", kept).strip()


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind in {"Mn", "Me", "Cf"}:  # marks above and below; signs that only steer direction
        return ""
    return str(unicodedata.digit(sign)) if kind == "Nd" else sign
