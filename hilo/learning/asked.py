"""Questions as they are asked: read out of their versions once by each process, in every language.

A version never changes, so what was read of it stays true. `of(versions)` answers those it knows at
once and reads the others in one query.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from threading import Lock
from typing import Any
from uuid import UUID

from hilo.core.text import direction_of
from hilo.learning import bank_files
from hilo.learning.materials import File, stored_file
from hilo.learning.models import BankFile, QuestionVersion
from hilo.learning.rules import questions as rules
from hilo.learning.rules.questions import Grade, Question

MOST = 3000  # versions that one process keeps; each takes some 5 kB
TYPED = {"short", "numerical", "cloze"}  # kinds whose right answers may differ by language

_known: OrderedDict[UUID, Asked] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Asked:
    """A version of a question, by language; `original` is the one in which it was written.

    `files` are those that its texts name, by their key.
    """

    uuid: UUID
    pk: int
    name: str
    original: str
    texts: Mapping[str, Question]
    files: Mapping[str, File] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        return self.texts[self.original]

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def takes_answer(self) -> bool:
        return self.kind != "description"

    def language_for(self, language: str) -> str:
        """`language`, if the question is there in it, otherwise its original."""
        return language if language in self.texts else self.original

    def shown(self, language: str) -> Question:
        return self.texts[self.language_for(language)]

    def direction(self, language: str) -> str:
        return direction_of(self.language_for(language))

    def grade(self, response: Any, language: str = "") -> tuple[Grade, str]:
        """What `response` earns, and in which language: whoever answers in another is right, too."""
        first = self.language_for(language)
        if self.kind not in TYPED:
            return rules.grade(self.texts[first], response), first
        order = dict.fromkeys([first, self.original, *self.texts])
        grades = [(rules.grade(self.texts[one], response), one) for one in order]
        return max(grades, key=lambda pair: pair[0].fraction)


def earned(question: Asked, response: Any) -> Fraction | None:
    """What one answer earns; None where somebody has to read it."""
    if not question.takes_answer:
        return Fraction(0)
    grade, _language = question.grade(response)
    return None if grade.state == "needs_grading" else grade.fraction


def of(versions: Iterable[tuple[UUID, int]]) -> dict[int, Asked]:
    """The questions of these versions (uuid and key of each), by key."""
    wanted = dict(versions)
    missing = [key for uuid, key in wanted.items() if uuid not in _known]
    if missing:
        rows = QuestionVersion.objects.select_related("question").filter(pk__in=missing)
        _keep(_with_files([read(row) for row in rows]))
    return {key: _known[uuid] for uuid, key in wanted.items() if uuid in _known}


def read(version: QuestionVersion) -> Asked:
    """A version that is at hand; its question must be, too."""
    original = version.question.language
    texts = {original: _question(version.content)}
    texts |= {language: _question(variant) for language, variant in version.variants.items()}
    return Asked(version.uuid, version.pk, version.question.name, original, texts)


def _with_files(found: list[Asked]) -> list[Asked]:
    """The same with their files, which are read in one query."""
    keys = {
        one.uuid: {file.kept for text in one.texts.values() for file in text.attachments}
        for one in found
    }
    rows = bank_files.rows_of(key for several in keys.values() for key in several)
    return [replace(one, files=_files(keys[one.uuid], rows)) for one in found]


def _files(keys: Iterable[str], rows: Mapping[str, BankFile]) -> dict[str, File]:
    return {key: stored_file(rows[key].stored, slug=key) for key in keys if key in rows}


def _question(content: Any) -> Question:
    """What was checked when it was kept; a question that newer rules refuse is a text without answer."""
    found = rules.from_json(content).question
    return found or rules.KINDS["description"](text=str(content.get("text", "")))


def _keep(found: list[Asked]) -> None:
    with _lock:
        for one in found:
            _known[one.uuid] = one
        while len(_known) > MOST:
            _known.popitem(last=False)
