"""Elements that hold texts, files and settings."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hilo.learning.rules.questions import amounts, gaps, markup, numbers
from hilo.learning.rules.questions.gift.signs import markdown_of
from hilo.learning.rules.questions.kinds import Attachment
from hilo.learning.rules.questions.problems import Problem, change

ENCLOSED = "@@PLUGINFILE@@/"
FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}
_NAMED = re.compile(re.escape(ENCLOSED) + r"([^\s()<>\"'?]+)")


def text_of(element: Any) -> str:
    """The words of `<text>` in `element`, or of `element` itself, as older files have it."""
    if element is None:
        return ""
    inner = element.find("text")
    return (inner if inner is not None else element).text or ""


def is_set(element: Any, name: str) -> bool:
    """Whether a setting is on: `<x>1</x>`, `<x>true</x>`, or just `<x/>`."""
    found = element.find(name)
    return found is not None and (found.text or "1").strip().lower() in ("1", "true", "yes", "on")


def word(element: Any, name: str, usual: str = "") -> str:
    """A setting in one word."""
    return (element.findtext(name) or "").strip() or usual


def share(element: Any, name: str, usual: Fraction) -> Fraction:
    """A mark or a penalty."""
    found = amounts.share(word(element, name))
    return usual if found is None else found


def whole(element: Any, name: str, usual: int | None) -> int | None:
    """A whole number; the usual one where there is none."""
    text = word(element, name)
    return int(text) if re.fullmatch(r"-?\d{1,8}", text, re.ASCII) else usual


def weight(element: Any) -> Fraction:
    """The weight of an answer, which stands in percent."""
    found = amounts.percentage(element.get("fraction", "0"))
    return Fraction(0) if found is None else found


def number(text: str) -> Decimal | None:
    return numbers.value_of(text)


@dataclass
class Texts:
    """The texts of one question as Markdown, and on the way the files that lie beside them."""

    largest: int
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)

    def told(self, element: Any) -> str:
        """The text of `element` as Markdown; its files are kept."""
        if element is None:
            return ""
        return self.markdown(self._with_files(element), element.get("format", ""))

    def with_gaps(self, element: Any) -> gaps.Found:
        """The text of a cloze, with its gaps taken out before anything is made of it."""
        form = element.get("format", "") if element is not None else ""
        raw = self._with_files(element) if element is not None else ""
        found = gaps.find(raw, lambda piece: self.of_gap(piece, form))
        return gaps.Found(self.markdown(found.text, form), found.gaps, found.problems)

    def of_gap(self, piece: str, form: str) -> str:
        """A piece of a gap, whose entities Moodle decodes in any format."""
        return gaps.unescape(piece) if form == "markdown" else self.markdown(piece, form)

    def markdown(self, text: str, form: str) -> str:
        form = FORMATS.get(form, "moodle")
        if form == "markdown":
            return _NAMED.sub(lambda found: "file:" + found[1], text)
        converted = markdown_of(text, form)
        for element in set(converted.dropped) - self.dropped:
            self.problems.append(change("html_dropped", elements=[element]))
        self.dropped.update(converted.dropped)
        return converted.markdown

    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(Attachment(name, content) for name, content in sorted(self.files.items()))

    def old_picture(self, element: Any) -> str:
        """The picture of Moodle 1.9, which stood beside the text: Markdown that shows it."""
        name, coded = word(element, "image"), word(element, "image_base64")
        if not name or not coded:
            return ""
        kept = self._keep(name.rpartition("/")[2], coded)
        return f"![](file:{kept})" if kept else ""

    def _with_files(self, element: Any) -> str:
        """The raw text of `element`; a file of a name that is taken by another gets a new one, in the text too."""
        text = text_of(element)
        for file in element.findall("file"):
            name = markup.in_address(file.get("name", "").strip())
            kept = self._keep(name, file.text or "")
            if kept and kept != name:
                text = _renamed(text, name, kept)
        return text

    def _keep(self, name: str, coded: str) -> str:
        """Keep a file and tell its name; "" for one that cannot be kept."""
        name = markup.in_address(name)
        if not name:
            return ""
        if len(coded) * 3 // 4 > self.largest:
            self.problems.append(change("attachment_too_large", file=name, most=self.largest))
            return ""
        try:
            content = base64.b64decode("".join(coded.split()), validate=True)
        except (binascii.Error, ValueError):
            self.problems.append(change("attachment_unreadable", file=name))
            return ""
        return self._placed(name, content)

    def _placed(self, name: str, content: bytes) -> str:
        stem, dot, ending = name.rpartition(".")
        free, count = name, 1
        while self.files.get(free, content) != content:
            count += 1
            free = f"{stem}-{count}{dot}{ending}" if stem else f"{name}-{count}"
        self.files[free] = content
        return free


def _renamed(text: str, old: str, new: str) -> str:
    """`text` with another file in the place of `old`."""

    def chosen(found: re.Match[str]) -> str:
        return ENCLOSED + new if markup.in_address(found[1]) == old else found[0]

    return _NAMED.sub(chosen, text)
