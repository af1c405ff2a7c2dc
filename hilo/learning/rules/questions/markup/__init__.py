"""Texts of questions in their forms: Markdown here, HTML and plain words in files of others."""

from __future__ import annotations

from hilo.learning.rules.questions.markup.from_html import Converted, from_html, in_address
from hilo.learning.rules.questions.markup.marks import LONGEST, as_plain, literal, tidy, to_html

__all__ = [
    "LONGEST",
    "Converted",
    "as_plain",
    "from_html",
    "in_address",
    "literal",
    "tidy",
    "to_html",
]
