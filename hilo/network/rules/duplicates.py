"""Organisations that may be one: found by what they share, weighed, explained.

docs/algorithms/duplicates.md tells how, with a worked table.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

SAME_NAME, NEAR_NAME = "same_name", "near_name"
SAME_EMAIL, SAME_SITE = "same_email", "same_site"
SAME_PHONE, SAME_PLACE = "same_phone", "same_place"

# Points; a pair is suspected from ENOUGH on.
POINTS = {SAME_NAME: 60, SAME_EMAIL: 45, SAME_SITE: 35, SAME_PHONE: 30, SAME_PLACE: 15}
MOST_FOR_NEAR = 55
ELSEWHERE = -20  # both say where they are, and it is not the same
ENOUGH = 60
NEAR = 0.72  # of 1: how much of their letters two names must share
NEAR_REST = 0.5  # of 1: the same of the words that only one of them has
SHORT = 4  # letters: a rest below is a «de» or an «y»
MOST_TOGETHER = 40  # a mark that more than these bear tells nothing apart
RARE = 12  # a word in at most so many names tells something by itself

# What says only under which law somebody works; in letters without accents, dots taken away.
_FORMS = """
sa sas sapi srl sarl suarl sarlau sc scl rl cv ac iap spr spa eurl snc scs gie scop scic asbl ong
ngo ltd llc inc co plc gmbh ag sal شمم ذمم شم شمع ضمم شركه موسسه ذات مسووليه المسووليه محدوده المحدوده
"""
LEGAL_FORMS = frozenset(_FORMS.split())
# Stand between legal forms: «S. de R. L. de C. V.».
BETWEEN = frozenset("srlcvaeyip") | {"de", "en", "et"}
# Where everybody is: an address there says nothing about who else has one.
_SITES = """
gmail.com hotmail.com hotmail.fr hotmail.es outlook.com outlook.es live.com msn.com yahoo.com
yahoo.fr yahoo.es yahoo.com.mx icloud.com proton.me protonmail.com aol.com gmx.com prodigy.net.mx
facebook.com instagram.com linkedin.com tiktok.com youtube.com x.com twitter.com wa.me linktr.ee
etsy.com google.com
"""
PUBLIC_SITES = frozenset(_SITES.split())
_DOTS = re.compile(r"(?<=\w)\.(?=\w?)|['`’]")
_INITIALS = re.compile(r"(?<=\b\w)\.\s+(?=\w\.)")  # «C. V.» is «C.V.»
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[\w]+")
_ARTICLE = re.compile(r"^(?:ال|لل)(?=\w{2})")


@dataclass(frozen=True)
class Record:
    """An organisation as it is compared: `names` are folded (`core.fold`), `country` and `place` codes."""

    key: int
    names: tuple[str, ...]
    country: str = ""
    place: str = ""
    email: str = ""
    web: str = ""
    phone: str = ""

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Its names without legal forms, once each."""
        return tuple(dict.fromkeys(core for name in self.names if (core := core_of(name))))

    @cached_property
    def site(self) -> str:
        """The domain of its website, or of its e-mail, unless everybody is there."""
        return site_of(self.web) or site_of(self.email)

    @cached_property
    def digits(self) -> str:
        """The last nine digits of its phone: with and without the code of the country they are the same."""
        digits = re.sub(r"\D", "", self.phone)
        return digits[-9:] if len(digits) >= 8 else ""


@dataclass(frozen=True, order=True)
class Pair:
    """Two that may be one: `score` in points, and what speaks for it. `first` is the smaller key."""

    score: int
    first: int
    second: int
    reasons: tuple[str, ...] = field(compare=False)


def core_of(name: str) -> str:
    """`name` (folded) without its legal form and Arabic articles, words in their order: «hilos del golfo»."""
    words = _WORD.findall(_DOTS.sub("", _INITIALS.sub("", name)))
    kept = _without_form(_without_form(words)[::-1], is_end=True)[::-1] or words
    return " ".join(_ARTICLE.sub("", word) for word in kept)


def _without_form(words: list[str], *, is_end: bool = False) -> list[str]:
    """`words` without the legal form that they begin with; given backwards, that they end with."""
    found = 0
    for at, word in enumerate(words, start=1):
        if word in LEGAL_FORMS:
            found = at
        elif not (is_end and word in BETWEEN):
            break
    if is_end and found:
        while found < len(words) and words[found] in BETWEEN:
            found += 1
    return words[found:]


def site_of(address: str) -> str:
    """The domain of a web or e-mail address; empty where it is one that everybody uses."""
    host = re.sub(r"^\w+://", "", address.lower()).rsplit("@")[-1]
    host = re.split(r"[/:?#]", host, maxsplit=1)[0].removeprefix("www.").strip(".")
    return "" if host in PUBLIC_SITES or "." not in host else host


def likeness(one: str, other: str) -> float:
    """How much of their pairs of letters two names share, 0 to 1 (Dice), whatever the order of words.

    Names are different that say different numbers (school 12 is not school 14), or whose words that
    only one of them has are unlike: «Cooperativa Naranjo» is not «Cooperativa Almendro».
    """
    if one == other:
        return 1.0
    if _NUMBER.findall(one) != _NUMBER.findall(other) or not _rest_is_like(one, other):
        return 0.0
    return _dice(one, other)


def _rest_is_like(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    rest = " ".join(word for word in words if word not in others)
    other_rest = " ".join(word for word in others if word not in words)
    if min(len(rest), len(other_rest)) < SHORT:
        return True
    return _dice(rest, other_rest) >= NEAR_REST


def _dice(one: str, other: str) -> float:
    a, b = _bigrams(one), _bigrams(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=5_000)
def _bigrams(name: str) -> frozenset[str]:
    words = map("_{}_".format, name.split())
    return frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1))


def compared(one: Record, other: Record) -> Pair | None:
    """The pair with its points and reasons, or None where nothing much speaks for it."""
    if one.country and other.country and one.country != other.country:
        return None
    score, reasons = _of_names(one, other)
    for reason, a, b in (
        (SAME_EMAIL, one.email.lower(), other.email.lower()),
        (SAME_SITE, one.site, other.site),
        (SAME_PHONE, one.digits, other.digits),
        (SAME_PLACE, one.place, other.place),
    ):
        if a and a == b:
            score += POINTS[reason]
            reasons.append(reason)
    if one.place and other.place and one.place != other.place:
        score += ELSEWHERE
    # That two are in one town, or write from one office, does not make them one.
    if score < ENOUGH or reasons == [SAME_PLACE]:
        return None
    first, second = sorted((one.key, other.key))
    return Pair(min(score, 100), first, second, tuple(reasons))


def _of_names(one: Record, other: Record) -> tuple[int, list[str]]:
    """Points for the most alike of their names."""
    if set(one.cores) & set(other.cores):
        return POINTS[SAME_NAME], [SAME_NAME]
    best = max((likeness(a, b) for a in one.cores for b in other.cores), default=0.0)
    return (round(best * MOST_FOR_NEAR), [NEAR_NAME]) if best >= NEAR else (0, [])


def suspected(records: Iterable[Record]) -> list[Pair]:
    """All pairs that may be one, the surest first; only those that share a mark are looked at."""
    listed = list(records)
    by_key = {record.key: record for record in listed}
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for together in _together(listed):
        for at, one in enumerate(together):
            for other in together[:at]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    if suspicion := compared(by_key[one], by_key[other]):
                        found.append(suspicion)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _together(records: list[Record]) -> Iterator[list[int]]:
    """The keys of those that share a mark."""
    usual = Counter(
        word for record in records for core in record.cores for word in set(core.split())
    )
    bearers: dict[str, list[int]] = defaultdict(list)
    for record in records:
        for mark in set(marks_of(record, usual)):
            bearers[mark].append(record.key)
    return (keys for keys in bearers.values() if 1 < len(keys) <= MOST_TOGETHER)


def marks_of(record: Record, usual: Counter[str]) -> Iterator[str]:
    """What finds those that are like `record`: whole names, their rarest words, a letter left out, contacts."""
    for core in record.cores:
        yield f"name {core}"
        rarest = sorted(set(core.split()), key=lambda word: (usual[word], word))[:2]
        yield f"words {record.country} {' '.join(rarest)}"
        yield from (f"word {record.country} {word}" for word in rarest if usual[word] <= RARE)
        yield from (f"typo {record.country} {one}" for one in without_a_letter(core))
    for kind, value in (
        ("mail", record.email.lower()),
        ("site", record.site),
        ("phone", record.digits),
    ):
        if value:
            yield f"{kind} {value}"


def without_a_letter(core: str) -> set[str]:
    """The name as it is, and with each of its first 24 letters left out: two with one typo share one."""
    letters = core.replace(" ", "")[:24]
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}
