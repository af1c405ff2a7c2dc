"""The pictures that the texts of a question show, `![what it shows](file:flag.png)`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hilo.learning.rules.questions.jsonform import to_json
from hilo.learning.rules.questions.kinds import Question

_SHOWN = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(file:([^\s()<>\"]+)")


def shown(question: Question) -> list[tuple[str, str]]:
    """Every picture as (what it shows, name of the file), in the order of the fields."""
    found = (_SHOWN.findall(text) for text in _texts(to_json(question)))
    return [one for several in found for one in several]


def undescribed(question: Question) -> list[str]:
    """The files of pictures of which no word says what they show."""
    return [name for words, name in shown(question) if not words.strip()]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (
            text for key, one in value.items() if key != "attachments" for text in _texts(one)
        )
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))
