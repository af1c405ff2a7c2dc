"""What a directory lists, as rows or as cards, written in Python: fifty of them cost less than 1 ms.

An entry is the same thing in both looks: what it is, its name, where it is, a line about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.ui.weave import weave


@dataclass(frozen=True)
class Entry:
    """One thing of a list; `language` and `direction` are those of its name, where they differ."""

    title: str
    href: str
    kind: Any = ""
    where: str = ""
    about: str = ""
    picture: str = ""
    language: str = ""
    direction: str = "auto"


@dataclass(frozen=True)
class Chip:
    """One choice that narrows a list, and the address without it."""

    label: Any
    name: Any
    href: str


def rows(entries: Iterable[Entry]) -> SafeString:
    """One under another, told in lines: for finding."""
    inner = "".join(
        f'<li><h2>{_name(one)}</h2><p class="kind">{escape(one.kind)}</p>'
        f"{_line('where', one.where)}{_line('about', one.about)}</li>\n"
        for one in entries
    )
    return mark_safe(
        f'<ol class="entries">{inner}</ol>'
    )  # every text is escaped where it is written


def cards(entries: Iterable[Entry]) -> SafeString:
    """Side by side, each with its picture or its weave: for looking around."""
    return mark_safe(f'<div class="cards">{"".join(map(_card, entries))}</div>')


def _card(one: Entry) -> str:
    cloth = f'<div class="card-weave">{weave(one.title)}</div>'
    if one.picture:
        cloth = (
            f'<img class="card-picture" src="{escape(one.picture)}" alt="" loading="lazy"'
            ' decoding="async" width="480" height="270">'
        )
    return (
        f'<article class="card" data-opens>{cloth}<div class="card-body">'
        f'<p class="kind"><span>{escape(one.kind)}</span></p>'
        f'<h2 class="card-title">{_name(one)}</h2>'
        f"{_line('where', one.where)}{_line('about', one.about)}</div></article>\n"
    )


def _name(one: Entry) -> str:
    language = f' lang="{escape(one.language)}"' if one.language else ""
    title, href = escape(one.title), escape(one.href)
    return f'<a href="{href}"{language} dir="{one.direction}">{title}</a>'


def _line(look: str, words: str) -> str:
    return f'<p class="{look}">{escape(words)}</p>' if words else ""


def chips(chosen: Iterable[Chip], everything: str = "") -> SafeString:
    """What is chosen, each with the way to take it back; then the way to take everything back."""
    drawn = "".join(map(_chip, chosen))
    if not drawn:
        return mark_safe("")
    title, clear = escape(_("Chosen")), escape(_("Take everything back"))
    back = f'<li><a href="{escape(everything)}">{clear}</a></li>' if everything else ""
    return mark_safe(f'<ul class="chips chosen-chips" aria-label="{title}">{drawn}{back}</ul>')


def _chip(one: Chip) -> str:
    # Outside of an f-string: extraction does not look into one.
    take_back = escape(
        _("Take back: %(facet)s, %(choice)s") % {"facet": one.label, "choice": one.name}
    )
    return (
        f'<li><a class="chip" href="{escape(one.href)}" rel="nofollow" aria-label="{take_back}">'
        f'<small>{escape(one.label)}</small> {escape(one.name)} <span aria-hidden="true">×</span></a></li>'
    )
