"""Moodle XML read: element by element, so that a broken file tells where it breaks and a large one stays small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from lxml import etree

from hilo.learning.rules.questions.kinds import Question
from hilo.learning.rules.questions.moodle_xml.elements import Texts, text_of
from hilo.learning.rules.questions.moodle_xml.kinds import READERS, Refused
from hilo.learning.rules.questions.problems import Problem, change, refusal
from hilo.learning.rules.questions.reading import (
    USUAL,
    Category,
    Limits,
    Read,
    category_path,
    checked,
    decode,
    encoding_of,
    too_large,
)

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_REASONS = {  # numbers of libxml2's xmlParserErrors
    0: "empty",
    4: "not_xml",
    5: "goes_on_behind_its_end",
    9: "sign_not_allowed",
    26: "unknown_entity",
    68: "stray_sign",
    76: "tags_do_not_match",
    77: "ends_early",
    81: "wrong_encoding",
}


def read(content: bytes, limits: Limits = USUAL) -> Read:
    """The questions of a Moodle XML file, those before the place where it breaks too. Never raises."""
    if problem := too_large(content, limits):
        return Read(problems=(problem,))
    plain, problems, skipped = _prepared(content)
    reader = _Reader(limits, problems)
    try:
        for element in reader.elements(plain):
            reader.take(element)
    except etree.XMLSyntaxError:
        reader.broken(skipped)
    return Read(tuple(reader.questions), tuple(reader.problems), tuple(reader.categories))


@dataclass
class _Reader:
    """Collects what the elements of the file say."""

    limits: Limits
    problems: list[Problem]
    questions: list[Question] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    category: str = ""
    path: list[str] = field(default_factory=list)
    events: Any = None

    def elements(self, content: bytes) -> Iterator[Any]:
        """Each `<question>`, complete; what was read is let go."""
        self.events = etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in self.events:
            if event == "start":
                self.path.append(str(element.tag))
                if not self._may_go_on(element):
                    return
                continue
            self.path.pop()
            if len(self.path) == 1:
                if element.tag == "question":
                    yield element
                element.clear(keep_tail=False)

    def take(self, element: Any) -> None:
        kind = element.get("type", "")
        if kind == "category":
            self._enter(element)
            return
        name = text_of(element.find("name")).strip()
        how = READERS.get(kind)
        if how is None:
            found = refusal("kind_not_supported", "/quiz/question", kind=kind[:60])
            self.problems.append(found.of(name, element.sourceline))
            return
        texts = Texts(self.limits.attachment)
        try:
            question = replace(how(element, texts), category=self.category)
        except Refused as refused:
            self.problems.append(refused.problem.of(name, element.sourceline))
            return
        kept, problems = checked(question, element.sourceline)
        self.questions += [kept] if kept else []
        self.problems += problems + [one.of(name, element.sourceline) for one in texts.problems]

    def broken(self, skipped: int) -> None:
        """The file ends here for us; the line and the element are those in which the parser stood."""
        first = next(iter(self.events.error_log), None)
        values = {
            "reason": _REASONS.get(first.type if first else 0, "malformed"),
            "column": first.column if first else 0,
            "read": len(self.questions),
        }
        line = first.line + skipped if first else None
        self.problems.append(refusal("xml_broken", "/" + "/".join(self.path), line, **values))

    def _enter(self, element: Any) -> None:
        self.category = category_path(text_of(element.find("category")))
        about = Texts(self.limits.attachment).told(element.find("info"))
        code = (element.findtext("idnumber") or "").strip()
        self.categories.append(Category(self.category, about, code))

    def _may_go_on(self, element: Any) -> bool:
        """Whether the file is what it should be so far; if not, the problem says why."""
        if len(self.path) == 1:
            return self._is_quiz(element)
        if len(self.path) > self.limits.depth:
            at = "/".join(["", *self.path[:6], "…"])
            self.problems.append(
                refusal("too_deep", at, element.sourceline, most=self.limits.depth)
            )
            return False
        if len(self.path) == 2 and len(self.questions) >= self.limits.questions:
            self.problems.append(
                refusal(
                    "too_many_questions", "/quiz", element.sourceline, most=self.limits.questions
                )
            )
            return False
        return True

    def _is_quiz(self, root: Any) -> bool:
        if root.getroottree().docinfo.doctype:
            self.problems.append(refusal("document_type_not_allowed", "/", 1))
            return False
        if root.tag != "quiz":
            self.problems.append(refusal("not_moodle_xml", f"/{root.tag}"[:60], root.sourceline))
            return False
        return True


def _prepared(content: bytes) -> tuple[bytes, list[Problem], int]:
    """Bytes that the parser reads, what was guessed of them, and how many lines before them were skipped.

    Some editors save a file in the encoding of Windows that says of itself that it is UTF-8.
    """
    encoding = encoding_of(content)
    declared = _DECLARED.match(content.lstrip())
    says_otherwise = bool(declared) and declared[1].lower() not in (b"utf-8", b"utf8")  # type: ignore[index]
    if not encoding.startswith("cp125") or says_otherwise:
        return (content, [], 0) if encoding.startswith("utf-16") else _from_start(content)
    decoded = decode(content)
    text = _DECLARATION.sub("", decoded.text, count=1)
    return text.encode("utf-8"), [change("encoding_guessed", encoding=decoded.guessed)], 0


def _from_start(content: bytes) -> tuple[bytes, list[Problem], int]:
    """Without empty lines before the declaration, which no parser allows."""
    start = content.removeprefix(b"\xef\xbb\xbf")
    stripped = start.lstrip()
    return stripped, [], start[: len(start) - len(stripped)].count(b"\n")
