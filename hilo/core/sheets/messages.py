"""What a sheet says about a cell, a line or a file: kept in English with its facts, told in the reader's language.

A verdict outlives the request that found it and is read by people of other languages, so the
journal of a batch keeps the source text and its parameters, never a translated sentence.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import get_language_bidi, gettext

ERROR = "error"
WARNING = "warning"
BETWEEN = " · "  # between names that are offered


@dataclass(frozen=True)
class Message:
    """One sentence about one column (`""` for the whole line): what is wrong and what to do.

    About several at once, where `column` names them between commas.
    """

    text: str
    params: dict[str, Any] = field(default_factory=dict)
    column: str = ""
    level: str = ERROR

    def __str__(self) -> str:
        sentence = gettext(self.text) if self.text else ""
        if not self.params:
            return sentence
        return sentence % {name: _isolated(value) for name, value in self.params.items()}

    def about(self, column: str) -> Message:
        """The same sentence, said about `column`."""
        return Message(self.text, self.params, column, self.level)

    def dump(self) -> dict[str, Any]:
        """As plain JSON, to be kept."""
        return asdict(self)

    @classmethod
    def load(cls, kept: dict[str, Any]) -> Message:
        """Back from what `dump` made."""
        return cls(**kept)


def _isolated(value: Any) -> Any:
    """Names of another script, each kept together inside a sentence that runs from right to left."""
    if not get_language_bidi() or not isinstance(value, str):
        return value
    return BETWEEN.join(f"\u2068{part}\u2069" for part in value.split(BETWEEN))


class CellProblem(Exception):
    """A cell that cannot be read as its column wants; carries the sentence that says why."""

    def __init__(self, text: str, **params: Any) -> None:
        super().__init__(text)
        self.message = Message(text, params)


def warning(text: str, column: str = "", **params: Any) -> Message:
    """A sentence that lets the line pass."""
    return Message(text, params, column, WARNING)


def error(text: str, column: str = "", **params: Any) -> Message:
    """A sentence that keeps the line back."""
    return Message(text, params, column, ERROR)
