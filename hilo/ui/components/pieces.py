"""Smaller pieces: where one is, tabs, what unfolds, questions, faces, pictures, languages, secrets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hilo.core.text import Text, direction_of, own_name_of
from hilo.ui.component import Example, component
from hilo.ui.components.layout import woven
from hilo.ui.examples import face


@component(
    "ui/components/breadcrumb.html",
    family="layout",
    examples=(Example('{% breadcrumb label "#" "Nabeul" %}', face.crumbs),),
)
def breadcrumb(*places: Any) -> dict[str, Any]:
    """Where this page lies: labels and addresses in turn, the page itself last, without one."""
    pairs = [(places[at], places[at + 1]) for at in range(0, len(places) - 1, 2)]
    return {"pairs": pairs, "here": places[-1] if len(places) % 2 else ""}


@component(
    "ui/components/tabs.html",
    family="layout",
    examples=(Example("{% tabs items current %}", face.tabs),),
)
def tabs(items: Iterable[tuple[Any, str]], current: str, label: str = "") -> None:
    """Views of one thing, as links: (label, address); `current` is the address that is shown."""


@component(
    "ui/components/disclosure.html",
    block=True,
    family="layout",
    examples=(Example("ui/gallery/disclosure.html"),),
)
def disclosure(content: str, title: Any, is_open: bool = False) -> None:
    """What unfolds when asked: details that most readers do not need."""


@component(
    "ui/components/confirmation.html",
    block=True,
    family="actions",
    examples=(Example("ui/gallery/confirmation.html"),),
)
def confirmation(
    content: str,
    action: str,
    href: str,
    title: str,
    id: str,
    token: str = "",
    look: Literal["main", "danger"] = "danger",
) -> None:
    """A step that asks first. `href` is a page with the same question, which takes the POST too.

    Without scripts the link opens that page; with them the question opens here. Give
    `token=csrf_token`; `id` must be the only one on the page.
    """


@component(
    family="words",
    examples=(
        Example(
            "{% avatar lucia %} {% avatar amal %} {% avatar lucia size='large' %}", face.people
        ),
    ),
)
def avatar(person: Any, src: str = "", size: Literal["small", "large"] = "small") -> SafeString:
    """A person's photo, or the pattern of their name; the name itself stands beside it in words."""
    if src:
        return format_html(
            '<img class="avatar" data-size="{}" src="{}" alt="" width="96" height="96" loading="lazy">',
            size,
            src,
        )
    pattern = woven(str(person)) or initials(str(person))
    return format_html(
        '<span class="avatar" data-size="{}" aria-hidden="true">{}</span>', size, pattern
    )


def initials(name: str) -> str:
    """The first letters of the first and last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1])) if len(words) > 1 else name[:1]


@component(
    "ui/components/picture.html",
    family="layout",
    examples=(
        Example(
            "ui/gallery/picture.html",
            face.picture,
        ),
    ),
)
def picture(
    src: str, alt: str, caption: str = "", width: int = 960, height: int = 640, srcset: str = ""
) -> None:
    """A photo that people took: loaded late, with its place kept; `alt` says what is to be seen."""


@component(
    "ui/components/language_chips.html",
    family="words",
    examples=(Example("{% language_chips title %}", face.languages),),
)
def language_chips(value: Text, href: str = "") -> dict[str, Any]:
    """In which languages a text exists, which one is the original, which wait for a second look.

    `href` is a page of languages; the language is added to it (`?language=fr`).
    """
    chips = [_chip(value, code) for code, _name in settings.LANGUAGES]
    return {"chips": chips, "href": href}


def _chip(value: Text, code: str) -> dict[str, Any]:
    states = (
        (code not in value.texts, "missing"),
        (code == value.original, "original"),
        (code in value.stale, "stale"),
    )
    state = next((name for holds, name in states if holds), "there")
    return {
        "code": code,
        "name": own_name_of(code),
        "direction": direction_of(code),
        "state": state,
    }


@component(
    "ui/components/secret.html",
    family="words",
    example='{% secret "HILO-7F3K-92QD" %}',
)
def secret(value: str, label: str = "") -> None:
    """A code to be copied: selected with one click, copied with a button where scripts run."""


@component(
    "ui/components/letters.html",
    family="layout",
    examples=(Example("{% letters items %}", face.letters),),
)
def letters(items: Iterable[Any]) -> None:
    """Messages, newest first: each has `title`, `url`, `at`, and may have `remark` and `is_unread`."""
