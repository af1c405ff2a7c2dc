"""The word that erases. An empty cell never does: it says nothing and changes nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from hilo.core.fold import fold
from hilo.core.sheets import cells

SIGN = "∅"
# The same in every language of the house, whatever the language of the file.
WORD = gettext_noop("(erase)")
WORDS = {SIGN, "(erase)", "(borrar)", "(effacer)", "(مسح)"}
_FOLDED = {fold(word) for word in WORDS}


def erases(value: Any) -> bool:
    """Whether a cell asks to erase what the house keeps."""
    return isinstance(value, str) and fold(cells.plain(value)) in _FOLDED
