"""Parts of a template that are the same for many readers, written once by each process.

    {% once_per page.here %}<nav>…</nav>{% endonce_per %}

The part is kept for each value of its keys, and for each language. It may say nothing that does not
follow from its keys, from the language or from what stays as it is while a process lives (addresses,
names of static files, translations): no count, no name of a reader, no token of a form.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 500  # values that one part keeps


class OncePer(Node):
    """A part of a template with what it said so far."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.keys = keys
        self.said: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        house = (get_language(), settings.ROOT_URLCONF, settings.IS_DEMONSTRATION)
        key = (house, *[expression.resolve(context) for expression in self.keys])
        known = self.said.get(key)
        if known is not None:
            return known
        if len(self.said) >= MOST:
            self.said.clear()
        written: SafeString = self.nodelist.render(context)
        self.said[key] = written
        return written


def once_per(parser: Parser, token: Token) -> OncePer:
    """The tag; see above."""
    _name, *words = token.split_contents()
    keys: list[Any] = [parser.compile_filter(word) for word in words]
    nodelist = parser.parse(("endonce_per",))
    parser.delete_first_token()
    return OncePer(nodelist, keys)
