"""Guides for people that fail when a page or a button is called otherwise than they say.

In the guides *italics* are names that stand on pages, word for word; `→` (in Arabic `←`) leads from one to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.urls import resolve
from django.utils import translation

from tests.test_consistency import LOOSE

ROOT = Path(__file__).resolve().parent.parent
AUDIENCES = ("member", "trainer", "coordinator", "operator")
LANGUAGES = ("en", "es", "fr", "ar")
GUIDES = [(audience, language) for audience in AUDIENCES for language in LANGUAGES]
NAME = re.compile(r"(?<!\*)\*(?!\*)((?:[^*\n]|\n(?!\n))+)\*(?!\*)")
ADDRESS = re.compile(r"`(/[a-z][\w/-]*/)`")


def read(audience: str, language: str) -> str:
    return (ROOT / "docs" / audience / f"{language}.md").read_text()


def names(audience: str, language: str) -> Iterator[str]:
    for said in NAME.findall(read(audience, language)):
        for name in re.split(r"\s[→←]\s", said):
            yield plain(name)


def plain(text: str) -> str:
    """A text as a guide quotes it: without the point, colon or dots at its end, and up to what Hilo fills in.

    >>> plain("Keep for offline (about %(size)s)")
    'Keep for offline'
    """
    head, is_filled, _rest = text.partition("%(")
    if is_filled:
        head = re.sub(r"\s*\([^)]*$", "", head)
    return " ".join(head.split()).strip(' .…:«“"')


@cache
def texts(language: str) -> dict[str, set[str]]:
    """What the product says in `language`: its words, each with the English ones that they translate."""
    found: dict[str, set[str]] = {}
    for file in sorted(
        ROOT.glob(f"hilo/*/locale/{'es' if language == 'en' else language}/LC_MESSAGES/django.po")
    ):
        with file.open("rb") as lines:
            for message in read_po(lines, ignore_obsolete=True):
                for english, said in forms(message.id, message.string):
                    found.setdefault(plain(english if language == "en" else said), set()).add(
                        plain(english)
                    )
    return found


def forms(ids: object, strings: object) -> Iterator[tuple[str, str]]:
    """The English and the translated text of a message, the first and the last of those with a plural."""
    english = ids if isinstance(ids, tuple | list) else (ids,)
    said = strings if isinstance(strings, tuple | list) else (strings,)
    yield str(english[0]), str(said[0])
    yield str(english[-1]), str(said[-1])


@pytest.mark.parametrize(("audience", "language"), GUIDES)
def test_what_a_guide_calls_by_name_is_called_so_on_its_page(audience: str, language: str) -> None:
    unknown = [name for name in names(audience, language) if name not in texts(language)]
    assert not unknown


@pytest.mark.parametrize(("audience", "language"), [one for one in GUIDES if one[1] != "en"])
def test_guides_in_four_languages_name_the_same(audience: str, language: str) -> None:
    here = {
        english for name in names(audience, language) for english in texts(language).get(name, ())
    }
    meant = set(names(audience, "en"))
    missing = sorted(meant - here)
    more = [
        name for name in names(audience, language) if not texts(language).get(name, set()) & meant
    ]
    assert not missing and not more


@pytest.mark.parametrize(("audience", "language"), GUIDES)
def test_addresses_in_guides_exist(audience: str, language: str) -> None:
    with translation.override(language):
        for path in ADDRESS.findall(read(audience, language)):
            assert resolve(f"/{language}{path}")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_guides_have_the_same_parts_in_four_languages(audience: str) -> None:
    parts = {
        language: len(re.findall(r"(?m)^## ", read(audience, language))) for language in LANGUAGES
    }
    assert len(set(parts.values())) == 1, parts


@pytest.mark.parametrize("audience", AUDIENCES)
def test_french_marks_never_stand_alone_on_a_line(audience: str) -> None:
    assert not [line for line in read(audience, "fr").splitlines() if LOOSE.search(line)]
