"""Questions as JSON: `{"v": 1, "kind": "single", …}`, every field by its name; read strictly.

Fractions and decimals are texts («1/3», «2.50»), contents of files base64. A key that is left out has its usual
value; a key that is unknown is a problem, because it would be lost without a word.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hilo.learning.rules.questions.checking import check
from hilo.learning.rules.questions.kinds import KINDS, Question
from hilo.learning.rules.questions.numbers import DECIMAL, shown
from hilo.learning.rules.questions.problems import Problem, refusal

VERSION = 1
_FRACTION = re.compile(r"-?\d{1,20}(/[1-9]\d{0,19})?")
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps these
_MOST = 100_000_000  # of a whole number: no field means more
_WRONG = object()


@dataclass(frozen=True)
class Parsed:
    """A question, or None and what is wrong with its JSON. Changes that were needed are problems, too."""

    question: Question | None
    problems: tuple[Problem, ...] = ()


def to_json(question: Question) -> dict[str, Any]:
    """Plain data for `json.dumps`; keys stand in the order of the fields, so equal questions are equal texts."""
    return {"v": VERSION, "kind": question.kind} | _fields_of(question)


def from_json(data: Any) -> Parsed:
    """The question that `to_json` wrote. Never raises, whatever `data` is."""
    if not isinstance(data, dict):
        return Parsed(None, (refusal("not_an_object"),))
    version = data.get("v")
    if version != VERSION or isinstance(version, bool):
        return Parsed(None, (refusal("unknown_version", "/v", known=VERSION),))
    reader = _Reader([])
    question = reader.question({key: one for key, one in data.items() if key != "v"}, "", KINDS)
    if question is _WRONG:
        return Parsed(None, tuple(reader.problems))
    problems = tuple(check(question))
    refused = any(problem.is_refusal for problem in problems)
    return Parsed(None if refused else question, problems)


def _fields_of(one: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(one, field.name)) for field in dataclasses.fields(one)}


def _plain(value: Any) -> Any:
    if isinstance(value, Question):
        return {"kind": value.kind} | _fields_of(value)
    if dataclasses.is_dataclass(value):
        return _fields_of(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Decimal):
        return shown(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


@cache
def _types_of(shape: type) -> dict[str, Any]:
    """The types of the fields of a dataclass, by name."""
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


@cache
def _needed(shape: type) -> frozenset[str]:
    missing = dataclasses.MISSING
    return frozenset(
        field.name
        for field in dataclasses.fields(shape)
        if field.default is missing and field.default_factory is missing
    )


@dataclass
class _Reader:
    """Reads plain data by the types of the fields; `_WRONG` stands for what cannot be read."""

    problems: list[Problem]

    def question(self, data: Any, at: str, kinds: dict[str, type[Question]]) -> Any:
        if not isinstance(data, dict):
            return self.wrong("not_an_object", at)
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            return self.wrong("unknown_kind", f"{at}/kind", kinds=sorted(kinds))
        rest = {key: one for key, one in data.items() if key != "kind"}
        return self.shaped(kinds[kind], rest, at)

    def shaped(self, shape: type, data: Any, at: str) -> Any:
        """An instance of the dataclass `shape`."""
        if not isinstance(data, dict):
            return self.wrong("not_an_object", at)
        types = _types_of(shape)
        before = len(self.problems)
        for key in data.keys() - types.keys():
            self.wrong("unknown_key", f"{at}/{key}")
        for key in sorted(_needed(shape) - data.keys()):
            self.wrong("missing_key", f"{at}/{key}")
        values = {
            key: self.value(types[key], one, f"{at}/{key}")
            for key, one in data.items()
            if key in types
        }
        return shape(**values) if len(self.problems) == before else _WRONG

    def value(self, type_: Any, data: Any, at: str) -> Any:
        origin, args = get_origin(type_), get_args(type_)
        if origin in (Union, UnionType):
            return self.one_of(args, data, at)
        if origin is Literal:
            return data if data in args else self.wrong("not_allowed", at, allowed=list(args))
        if origin is tuple:
            return self.several(args[0], data, at)
        if dataclasses.is_dataclass(type_):
            return self.shaped(type_, data, at)  # type: ignore[arg-type]
        return _READ[type_](self, data, at)

    def one_of(self, types: tuple[Any, ...], data: Any, at: str) -> Any:
        """Nothing or a value; or a question of one of these kinds."""
        if NoneType in types:
            other = next(one for one in types if one is not NoneType)
            return None if data is None else self.value(other, data, at)
        return self.question(data, at, {one.kind: one for one in types})

    def several(self, type_: Any, data: Any, at: str) -> Any:
        if not isinstance(data, list):
            return self.wrong("not_a_list", at)
        return tuple(self.value(type_, one, f"{at}/{number}") for number, one in enumerate(data))

    def text(self, data: Any, at: str) -> Any:
        if not isinstance(data, str):
            return self.wrong("not_a_text", at)
        return self.wrong("unreadable_sign", at) if UNREADABLE.search(data) else data

    def flag(self, data: Any, at: str) -> Any:
        return data if isinstance(data, bool) else self.wrong("not_true_or_false", at)

    def whole(self, data: Any, at: str) -> Any:
        is_whole = isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= _MOST
        return data if is_whole else self.wrong("not_a_whole_number", at)

    def fraction(self, data: Any, at: str) -> Any:
        fits = isinstance(data, str) and _FRACTION.fullmatch(data)
        return Fraction(data) if fits else self.wrong("not_a_fraction", at)

    def decimal(self, data: Any, at: str) -> Any:
        fits = isinstance(data, str) and DECIMAL.fullmatch(data)
        return Decimal(data) if fits else self.wrong("not_a_number", at)

    def content(self, data: Any, at: str) -> Any:
        try:
            return base64.b64decode(self.text(data, at), validate=True)
        except (binascii.Error, ValueError, TypeError):
            return self.wrong("not_base64", at)

    def wrong(self, code: str, at: str, **values: Any) -> Any:
        self.problems.append(refusal(code, at, **values))
        return _WRONG


_READ: dict[type, Callable[[_Reader, Any, str], Any]] = {
    str: _Reader.text,
    bool: _Reader.flag,
    int: _Reader.whole,
    Fraction: _Reader.fraction,
    Decimal: _Reader.decimal,
    bytes: _Reader.content,
}
