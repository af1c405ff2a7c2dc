"""A text in several languages as a value, and how a reader gets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language


def direction_of(language: str) -> str:
    """`rtl` for languages written from right to left, otherwise `ltr`."""
    info = LANG_INFO.get(language) or LANG_INFO.get(language.split("-")[0]) or {}
    return "rtl" if info.get("bidi") else "ltr"


def own_name_of(language: str) -> str:
    """What a language calls itself: `español`, `français`, `العربيّة`."""
    info = LANG_INFO.get(language) or LANG_INFO.get(language.split("-")[0]) or {}
    return info.get("name_local", language)


def languages() -> list[str]:
    """The languages of this installation, in their settled order."""
    return [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Shown:
    """One text as a reader gets it: `is_fallback` where it is not in the language asked for."""

    value: str
    language: str
    direction: str
    is_fallback: bool = False
    is_stale: bool = False

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class Text:
    """The same text in several languages; `stale` names variants older than the original.

    It is a value: methods answer a new one. `str()` is the text in the reader's language, or the
    nearest there is.
    """

    original: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kept = {language: text for language, text in self.texts.items() if text}
        original = self.original if self.original in kept else next(iter(kept), "")
        stale = sorted({one for one in self.stale if one in kept and one != original})
        object.__setattr__(self, "texts", kept)
        object.__setattr__(self, "original", original)
        object.__setattr__(self, "stale", tuple(stale))

    @classmethod
    def of(cls, language: str, value: str) -> Text:
        """A text written in `language` alone."""
        return cls(language, {language: value})

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Text:
        """The text behind its stored form `{"original": …, "texts": …, "stale": …}`."""
        stored = stored or {}
        return cls(
            stored.get("original", ""), stored.get("texts", {}), tuple(stored.get("stale", ()))
        )

    def stored(self) -> dict[str, Any]:
        """The form that is kept in the database."""
        return {"original": self.original, "texts": dict(self.texts), "stale": list(self.stale)}

    def shown(self, language: str | None = None) -> Shown:
        """The text in `language` (the reader's where none is given), else in the original."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
        found = wanted if wanted in self.texts else self.original
        return Shown(
            self.texts.get(found, ""),
            found or wanted,
            direction_of(found or wanted),
            is_fallback=bool(found) and found != wanted,
            is_stale=found in self.stale,
        )

    def with_variant(self, language: str, value: str) -> Text:
        """With `value` in `language`; an empty one takes that variant away (never the original)."""
        if language == self.original or not self.original:
            return self.with_original(language, value)
        stale = tuple(one for one in self.stale if one != language)
        return replace(self, texts={**self.texts, language: value}, stale=stale)

    def with_original(self, language: str, value: str) -> Text:
        """With `value` as the original in `language`; if it is new, all variants become stale."""
        if not value:
            return self
        is_new = self.texts.get(language) != value
        others = tuple(one for one in self.texts if one != language)
        texts = {**self.texts, language: value}
        return Text(language, texts, others if is_new else self.stale)

    def missing(self, among: Iterable[str] | None = None) -> list[str]:
        """The languages in which nothing is written yet."""
        return [one for one in (among or languages()) if one not in self.texts]

    def __str__(self) -> str:
        return self.shown().value

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __hash__(self) -> int:
        return hash((self.original, frozenset(self.texts.items()), self.stale))
