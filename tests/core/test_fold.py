"""What a reader would call the same word is the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hilo.core.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peñón  BLANCO", "penon blanco"),
        ("ÉCOLE d’été", "ecole d'ete"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Ｃｕｌｔｕｒａ", "cultura"),
        ("الأُرْدُنّ", "الاردن"),
        ("إسماعيل", "اسماعيل"),
        ("آية", "ايه"),
        ("مؤسّسة", "موسسه"),
        ("شؤون", "شوون"),
        ("بيئة", "بييه"),
        ("مستشفى", "مستشفي"),
        ("سماء", "سما"),
        ("عـــربي", "عربي"),
        ("١٢ ۱۲", "12 12"),
        ("a\u200fb\u00a0c\t", "ab c"),
        ("", ""),
    ],
)
def test_same_word(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other


@given(some.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
