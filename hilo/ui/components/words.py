"""Words, names, dates and numbers, each in its own language and direction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hilo.core.text import Text
from hilo.ui import calendar, reader
from hilo.ui.calendar import Length
from hilo.ui.component import Example, Tone, component
from hilo.ui.examples import face
from hilo.ui.icons import ICONS, icon_markup
from hilo.ui.numerals import figure, percentage


@component(
    family="words",
    examples=(
        Example(
            '<ul class="signs">{% for name in signs %}<li>{% icon name %}'
            '<code dir="ltr">{{ name }}</code></li>{% endfor %}</ul>',
            face.signs,
        ),
    ),
    choices={"name": ICONS},
)
def icon(name: str, label: str = "") -> SafeString:
    """A sign beside words, or, with a label, instead of them (then it is announced)."""
    return icon_markup(name, label)


@component(
    family="words",
    examples=(Example("ui/gallery/state.html"),),
)
def state(text: str, tone: Tone = "") -> SafeString:
    """The state of a thing, in words; its colour and its mark only repeat them."""
    return _state(text if isinstance(text, SafeString) else str(text), tone or "wait")


@lru_cache(maxsize=1024)
def _state(text: str, tone: str) -> SafeString:
    return format_html('<span class="state" data-tone="{}">{}</span>', tone, text)


@component(
    family="words",
    examples=(Example("<p>{% text title %}</p><p>{% text arabic %}</p>", face.written),),
)
def text(value: Text | str | None) -> str:
    """Text that people wrote, in the reader's language if it exists; otherwise its origin is marked."""
    if not isinstance(value, Text):
        return "" if value is None else str(value)
    shown = value.shown(reader.language())
    if not shown.value:
        return ""
    if shown.language == reader.language():
        return shown.value if not shown.is_stale else _stale(shown)
    return format_html(
        '<span class="foreign" lang="{}" dir="{}">{}</span> <span class="origin">{}</span>',
        shown.language,
        shown.direction,
        shown.value,
        _language_name(shown.language),
    )


def _stale(shown: Any) -> SafeString:
    return format_html(
        '{} <span class="origin">{}</span>', shown.value, _("the original has changed since")
    )


def _language_name(code: str) -> str:
    """The name of a language in the reader's own."""
    return reader.locale().languages.get(code, code)


@component(
    family="words",
    examples=(Example("{% person_name lucia %} · {% person_name amal %}", face.people),),
)
def person_name(person: Any) -> SafeString:
    """A person's name, isolated so that its direction never disturbs the sentence."""
    return format_html("<bdi>{}</bdi>", person)


@component(family="words", example='{% ltr "amal@hilo.example" %} · {% ltr "MX-19026" %}')
def ltr(value: Any) -> SafeString:
    """What always runs from left to right: addresses, keys, codes."""
    return mark_safe(f'<bdi dir="ltr">{conditional_escape(value)}</bdi>')


@component(family="words", example='{% email "amal@hilo.example" %}')
def email(address: str) -> SafeString:
    """An e-mail address; where it must break, it does so before its @ and not inside a name."""
    parts = conditional_escape(address).replace("@", "<wbr>@")
    return mark_safe(f'<bdi dir="ltr">{parts}</bdi>')  # escaped above


@component(
    family="words", examples=(Example("{% day date %} · {% day date 'full' %}", face.dates),)
)
def day(date: dt.date | None, length: Length = "medium") -> str:
    """A day, as the reader's territory writes it; a day has no zone."""
    if date is None:
        return ""
    shown = calendar.day(date, length)
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', date.isoformat(), shown)


@component(
    family="words", examples=(Example("{% when moment %} · {% when moment 'long' %}", face.dates),)
)
def when(moment: dt.datetime | None, length: Length = "medium") -> str:
    """An instant in the reader's zone, to the minute."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    shown = calendar.moment(local, length)
    return format_html(
        '<time datetime="{}"><bdi>{}</bdi></time>', local.isoformat("T", "minutes"), shown
    )


@component(family="words", example="{% number 98871 %} · {% number 0.54 decimals=2 %}")
def number(n: int | float | Decimal | None, decimals: int | None = None) -> str:
    """A number with the reader's digits and separators; `decimals` places, or at most one."""
    return "—" if n is None else figure(n, decimals)


@component(family="words", example="{% share 448 830 %}")
def share(part: int, whole: int) -> str:
    """How much of a whole, as a percentage, always with the numbers behind it."""
    if not whole:
        return _("none yet")
    behind = _("%(part)s of %(whole)s") % {"part": figure(part), "whole": figure(whole)}
    return format_html(
        '<span class="share"><b>{}</b> <small>{}</small></span>', percentage(part / whole), behind
    )
