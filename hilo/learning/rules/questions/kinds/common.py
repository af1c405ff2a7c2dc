"""What all questions have."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar


@dataclass(frozen=True)
class Attachment:
    """A file that texts name as `file:<name>`, as it would stand in an address («my%20flag.png»).

    Where the house keeps its content elsewhere, `kept` says by which key, and `content` is empty.
    """

    name: str
    content: bytes = b""
    kept: str = ""


@dataclass(frozen=True)
class Hint:
    """What is told after a wrong try; one more hint, one more try."""

    text: str
    tells_count: bool = False  # how many parts were right
    clears_wrong: bool = False  # wrong parts are emptied


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question without its answers.

    `feedback` is told to everybody afterwards. `mark` is what it is worth, `penalty` the part of it that each
    wrong try costs. `id_number` is its code elsewhere. `category` is a path («Cultura/Derechos»), in which a
    slash that belongs to a name is doubled. `attachments` stand in the order of their names.
    """

    kind: ClassVar[str]

    name: str = ""
    text: str = ""
    feedback: str = ""
    mark: Fraction = Fraction(1)
    penalty: Fraction = Fraction(1, 3)
    hints: tuple[Hint, ...] = ()
    tags: tuple[str, ...] = ()
    id_number: str = ""
    category: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replying(Question):
    """A question with a reply to right, partly right and wrong answers, whatever they were."""

    right_feedback: str = ""
    partly_feedback: str = ""
    wrong_feedback: str = ""
    tells_count: bool = False
