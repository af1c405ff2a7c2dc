"""How text becomes words, and words become the tokens under which they are found.

A word is kept as written (folded) and as stems. A stemmer needs the accents («formación», not
«formacion»), a hurried reader does not type them; so each word is stemmed twice, before and after
folding, and either stem may meet either stem of a query.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from hilo.core.fold import fold
from hilo.core.search.rules import light10
from hilo.core.search.rules.forms import forms

MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
WORD = re.compile(rf"[^\W_][^\W_{MARKS}]*(?:[{MARKS}]+[^\W_]*)*")
ARABIC = re.compile(r"[\u0600-\u06ff]")
HYPHEN = re.compile(r"[-‐‑]")
DIGIT = re.compile(r"\d")
COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
LATIN = {"es": "spanish", "fr": "french", "en": "english"}
LONGEST = 40  # letters; longer runs are addresses and noise

# Words that carry grammar, not subject: a query may name them, a text need not hold them.
_SMALL = """
a al ante con como cual cuando de del desde donde el ella ellas ellos en entre era es esa ese eso esta
este esto ha han hay la las le les lo los mas me mi muy no nos o para pero por que quien se ser si sin
sobre son su sus te tu un una unas uno unos y ya
au aux avec ce ces cette dans des du elle elles est et eux il ils je leur leurs ma mais mes mon ne nous on
ou où par pas plus pour qu qui quoi sa ses sont sur ta tes toi ton tous tout un une vos votre vous c d j l m n s t
an and are as at be been but by can did do does for from had has have he her his how i in into is it its
my of or our she that the their them there these they this those to was we were what when where which who
why will with you your
في من على الى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن ان او ثم كل بين بعد قبل عند حتى كما هو هي هم
كان كانت قد و ب ل
"""
SMALL = frozenset(fold(word) for word in _SMALL.split())

_own = threading.local()


@dataclass(frozen=True)
class Spot:
    """One word in a text: as written, and where (in characters)."""

    text: str
    start: int
    end: int


def spots(text: str) -> Iterator[Spot]:
    """The words of `text` in their order; call with composed text (NFC) to keep positions true."""
    for match in WORD.finditer(text):
        if match.end() - match.start() <= LONGEST:
            yield Spot(match.group(), match.start(), match.end())


def split(text: str) -> list[str]:
    """The words of `text` in lower case, with their accents and marks."""
    composed = unicodedata.normalize("NFC", text)
    return [word.lower() for word in WORD.findall(composed) if len(word) <= LONGEST]


def is_small(folded: str) -> bool:
    """Whether a folded word only carries grammar in one of the languages."""
    return folded in SMALL


def bare(word: str) -> str:
    """The word folded, in one piece: some signs unfold into several words."""
    return fold(word).replace(" ", "")


@lru_cache(maxsize=65_536)
def exact(word: str) -> str:
    """The token of the word as written, folded; empty where nothing is left of it."""
    return f"={bare(word)}" if bare(word) else ""


@lru_cache(maxsize=65_536)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stem tokens of `word` in a text of `language`: Arabic letters are always Arabic.

    Numbers and codes are not inflected: they are found as they are written.
    """
    if DIGIT.search(word):
        return ()
    if ARABIC.search(word):
        return (f"ar~{light10.stem(bare(word))}",)
    if language not in LATIN:
        return ()
    found: dict[str, None] = {}
    for form in forms(word, language):
        found |= dict.fromkeys((bare(_stem(form, language)), _stem(bare(form), language)))
    return tuple(f"{language}~{stem}" for stem in found if stem)


def asked(word: str) -> tuple[str, ...]:
    """The stem tokens that a query word may meet: its language is not known, so all are tried."""
    found = (token for language in LATIN for token in stems(word, language))
    return tuple(dict.fromkeys(found))


def _stem(word: str, language: str) -> str:
    """The Snowball stem; a stemmer keeps its working state, so each thread has its own."""
    stemmers = _own.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(LATIN[language])
    return str(stemmers[language].stemWord(word))


def tokens(title: str, body: str, language: str) -> set[str]:
    """All tokens of one document; those of its title also under `^`."""
    heading = _tokens_of(title, language)
    return heading | {f"^{token}" for token in heading} | _tokens_of(body, language)


def _tokens_of(text: str, language: str) -> set[str]:
    found: set[str] = set()
    for word in set(split(text)):
        found.update(_tokens_of_word(word, language))
    if HYPHEN.search(text):
        found.update(exact(_joined(compound)) for compound in COMPOUND.findall(text))
    found.discard("")
    return found


@lru_cache(maxsize=65_536)
def _tokens_of_word(word: str, language: str) -> tuple[str, ...]:
    arabic = (f"={light10.without_article(bare(word))}",) if ARABIC.search(word) else ()
    return exact(word), *stems(word, language), *arabic


def _joined(compound: str) -> str:
    """«rendez-vous» as «rendezvous»: many write it so."""
    return HYPHEN.sub("", compound.lower())[:LONGEST]


def vocabulary(tokens: Iterable[str]) -> set[str]:
    """The words among `tokens` that a mistyped query may have meant: four letters or more."""
    words = {token[1:] for token in tokens if token.startswith("=")}
    return {word for word in words if len(word) >= 4 and not DIGIT.search(word)}
