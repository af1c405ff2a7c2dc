"""What every format shares: limits, what reading and writing answer, letters out of bytes."""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hilo.learning.rules.questions.checking import check
from hilo.learning.rules.questions.kinds import Question
from hilo.learning.rules.questions.problems import Problem, change, refusal


@dataclass(frozen=True)
class Limits:
    """What a file may hold. Sizes are bytes; depth counts XML elements inside each other."""

    size: int = 50_000_000
    questions: int = 5_000
    depth: int = 40
    attachment: int = 8_000_000


USUAL = Limits()


@dataclass(frozen=True)
class Category:
    """A category that a file names: its path as in `Question.category`, what it is about, its code elsewhere."""

    path: str
    about: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class Read:
    """The questions of a file in their order, and everything that did not come in or came in changed."""

    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file, and what of the questions its format could not hold."""

    content: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Decoded:
    """Text with one kind of line end, and the name of its encoding where it had to be guessed."""

    text: str
    guessed: str = ""

    @property
    def problems(self) -> list[Problem]:
        return [change("encoding_guessed", encoding=self.guessed)] if self.guessed else []


_NAMES = {"cp1252": "Windows-1252", "cp1256": "Windows-1256"}
_ARABIC_WORD = re.compile(rb"[\xc0-\xff]{3,}")


def decode(content: bytes) -> Decoded:
    """Text out of UTF-8 (with mark or without), UTF-16, Windows-1252 or Windows-1256. Never raises."""
    encoding = encoding_of(content)
    text = content.decode(encoding, errors="replace")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(lines.replace("\x00", ""), _NAMES.get(encoding, ""))


def encoding_of(content: bytes) -> str:
    """By its mark, else UTF-16 by its zeros, UTF-8 if it is that, else Windows."""
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    return "utf-8" if _is_utf8(content) else _windows(content)


def category_path(written: str) -> str:
    """The path of a category without Moodle's beginning: «$course$/top/A/B» is «A/B»."""
    return re.sub(r"^\$\w+\$(/top(?=/|$))?/?", "", " ".join(written.split()))


def category_line(path: str) -> str:
    """A path as Moodle writes it."""
    return f"$course$/top/{path}" if path else "$course$/top"


def too_large(content: bytes, limits: Limits) -> Problem | None:
    """The problem of a file that is larger than allowed."""
    if len(content) <= limits.size:
        return None
    return refusal("file_too_large", size=len(content), most=limits.size)


def checked(question: Question, line: int | None) -> tuple[Question | None, list[Problem]]:
    """`question` if it can be asked, and what is to be said of it."""
    problems = [problem.of(question.name, line) for problem in check(question)]
    refused = any(problem.is_refusal for problem in problems)
    return (None if refused else question), problems


def kept(
    question: Question,
    write: Callable[[Question], str | None],
    read: Callable[[bytes], Read],
    seen: Callable[[Any], Any] = lambda value: value,
) -> tuple[str | None, list[Problem]]:
    """What `write` makes of one question, with an honest list of what reading it again does not give back.

    Fields are compared as `seen` shows them.
    """
    text = write(question)
    if text is None:
        return None, [refusal("kind_not_held", kind=question.kind).of(question.name, None)]
    again = read(text.encode("utf-8")).questions
    if len(again) != 1 or type(again[0]) is not type(question):
        return None, [refusal("not_held").of(question.name, None)]
    fields = _differing(seen, question, again[0])
    lost = [change("fields_not_held", fields=fields).of(question.name, None)] if fields else []
    return text, lost


def _differing(seen: Callable[[Any], Any], one: Question, other: Question) -> list[str]:
    """Names of the fields in which two questions of a kind differ; the category belongs to the file."""
    names = [field.name for field in dataclasses.fields(one) if field.name != "category"]
    return [name for name in names if seen(getattr(one, name)) != seen(getattr(other, name))]


def most(
    questions: Iterable[Question], limits: Limits
) -> tuple[tuple[Question, ...], list[Problem]]:
    """As many questions as allowed, and the problem of having more."""
    found = tuple(questions)
    if len(found) <= limits.questions:
        return found, []
    return found[: limits.questions], [
        refusal("too_many_questions", found=len(found), most=limits.questions)
    ]


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _windows(content: bytes) -> str:
    """In Arabic high bytes stand together as words; accents stand alone between letters."""
    letters = sum(byte > 191 for byte in content)
    in_words = sum(len(word) for word in _ARABIC_WORD.findall(content))
    return "cp1256" if in_words > letters * 0.4 else "cp1252"
