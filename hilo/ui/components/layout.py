"""The bones of pages: headings, cards, panels, facts, notes, emptiness."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from hilo.ui.component import Example, Tone, component, components
from hilo.ui.components import words
from hilo.ui.examples import face

SIGNS = {"info": "info", "ok": "check", "warn": "warning", "error": "error"}


def woven(name: str) -> SafeString | str:
    """The woven pattern of `name`, for other components' templates."""
    pattern = components.get("weave").props(name) if name else ""
    return pattern if isinstance(pattern, str) else ""


@component(
    block=True,
    family="layout",
    examples=(
        Example(
            "ui/gallery/heading.html",
        ),
    ),
)
def heading(
    content: str, title: Any, kind: str = "", state: str = "", tone: Tone = ""
) -> SafeString:
    """What this page is about: kind, name, state; inside, one sentence that leads in."""
    about = f"<span>{conditional_escape(kind)}</span>" if kind else ""
    about += f" {words.state(state, tone)}" if state else ""
    above = f'<p class="kind">{about}</p>\n' if about else ""
    lead = f'<div class="lead">{conditional_escape(content)}</div>\n' if content.strip() else ""
    name = conditional_escape(str(words.text(title)))
    return mark_safe(f'<header class="heading">\n{above}<h1>{name}</h1>\n{lead}</header>')


@component(
    "ui/components/card.html",
    block=True,
    family="layout",
    examples=(
        Example(
            "ui/gallery/card.html",
        ),
    ),
)
def card(
    content: str,
    title: Any,
    href: str = "",
    kind: str = "",
    weave: str = "",
    picture: str = "",
    alt: str = "",
    state: str = "",
    tone: Tone = "",
    level: int = 3,
) -> dict[str, Any]:
    """A thing that one can open: the whole card is the link; a weave stands for a picture."""
    return {
        "content": content,
        "title": title,
        "href": href,
        "kind": kind,
        "woven": woven(weave),
        "picture": picture,
        "alt": alt,
        "state": state,
        "tone": tone,
        "level": level,
    }


@component(
    "ui/components/cards.html",
    block=True,
    family="layout",
    examples=(
        Example(
            "ui/gallery/cards.html",
        ),
    ),
)
def cards(content: str) -> None:
    """Cards side by side, as many as fit."""


@component(
    block=True,
    family="layout",
    examples=(
        Example(
            "ui/gallery/panel.html",
        ),
    ),
)
def panel(content: str, title: Any = "", level: int = 2, id: str = "") -> SafeString:
    """A part of a page under its own heading."""
    about = f' id="{conditional_escape(id)}"' if id else ""
    heading = f"<h{level}>{conditional_escape(str(words.text(title)))}</h{level}>" if title else ""
    inside = f"{heading}\n{conditional_escape(content)}"
    return mark_safe(f'<section class="panel"{about}>{inside}</section>')


@component(
    family="layout",
    examples=(Example("{% facts pairs %}", face.facts),),
)
def facts(pairs: Iterable[tuple[Any, Any]]) -> SafeString:
    """What is known, as label and value; a pair without a value is left out, and so is a list without pairs."""
    lines = [
        f"<div><dt>{conditional_escape(label)}</dt><dd>{conditional_escape(localize(value))}</dd></div>"
        for label, value in pairs
        if value is not None and value != ""
    ]
    return mark_safe(f'<dl class="facts">{"".join(lines)}</dl>' if lines else "")


@component(
    "ui/components/note.html",
    block=True,
    family="layout",
    examples=(
        Example(
            "ui/gallery/note.html",
        ),
    ),
)
def note(
    content: str, tone: Literal["info", "ok", "warn", "error"] = "info", title: str = ""
) -> dict[str, Any]:
    """Something the reader should know before going on."""
    return {"content": content, "tone": tone, "title": title, "sign": SIGNS[tone]}


@component(
    "ui/components/empty.html",
    family="layout",
    examples=(
        Example(
            "ui/gallery/empty.html",
        ),
    ),
)
def empty(sentence: str, action: str = "", href: str = "") -> None:
    """What stands where nothing is yet: one sentence that teaches and one button."""
