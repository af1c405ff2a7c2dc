"""What is wrong with a question, an answer or a file: a code with its values; the words are the pages'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    `at` is a JSON pointer into a question («/choices/2/weight») or the path of an XML element; `line` counts
    from 1; `name` is that of the question. `is_refusal` says that the thing is missing from the result;
    otherwise it came in, changed as the code says. `values` go into the sentence that a page makes of `code`.
    """

    code: str
    at: str = ""
    line: int | None = None
    name: str = ""
    is_refusal: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)

    def within(self, at: str) -> Problem:
        """The same, seen from the whole of which `at` is the part."""
        return replace(self, at=at + self.at)

    def of(self, name: str, line: int | None) -> Problem:
        """The same, with the question and the line to which it belongs, where they are not known yet."""
        return replace(self, name=self.name or name, line=self.line or line)

    def as_json(self) -> dict[str, Any]:
        """Plain data, as a job or a dry run keeps it."""
        return {
            "code": self.code,
            "at": self.at,
            "line": self.line,
            "name": self.name,
            "is_refusal": self.is_refusal,
            "values": dict(self.values),
        }


def refusal(code: str, at: str = "", line: int | None = None, **values: Any) -> Problem:
    """The thing at `at` is not in the result."""
    return Problem(code, at, line, values=values)


def change(code: str, at: str = "", line: int | None = None, **values: Any) -> Problem:
    """The thing at `at` is in the result, but not wholly as it was written."""
    return Problem(code, at, line, is_refusal=False, values=values)
