"""The bones of pages: headings, cards, panels, facts, notes, emptiness."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.utils.safestring import SafeString

from hilo.ui.component import Tone, component, components


def woven(name: str) -> SafeString | str:
    """The woven pattern of `name`, for other components' templates."""
    return components.get("weave").props(name) or "" if name and "weave" in components else ""


@component(
    "ui/components/heading.html",
    block=True,
    family="layout",
    example='{% heading "Tableware, Nabeul" kind="Cluster" state="Active" tone="ok" %}Old workshops look for new markets.{% endheading %}',
)
def heading(content: str, title: Any, kind: str = "", state: str = "", tone: Tone = "") -> None:
    """What this page is about: its kind, its name, its state; inside, one sentence that leads in."""


@component(
    "ui/components/card.html",
    block=True,
    family="layout",
    example='{% cards %}{% card "Sell what we make" href="#" kind="Course" weave="Sell what we make" state="Open" tone="ok" %}<p>Six lessons, two workshops.</p>{% endcard %}{% endcards %}',
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
    """A thing that one can open. The whole card is the link's target; a weave stands for a missing picture."""
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
    example='{% cards %}{% card "Batna" href="#" kind="Jewellery" %}{% endcard %}{% card "El Jem" href="#" kind="Mosaics" %}{% endcard %}{% endcards %}',
)
def cards(content: str) -> None:
    """Cards side by side, as many as fit."""


@component(
    "ui/components/panel.html",
    block=True,
    family="layout",
    example='{% panel "Who sits on the commission" %}<p>Seven people from five organisations.</p>{% endpanel %}',
)
def panel(content: str, title: Any = "", level: int = 2, id: str = "") -> None:
    """A part of a page under its own heading."""


@component("ui/components/facts.html", family="layout")
def facts(pairs: Iterable[tuple[Any, Any]]) -> None:
    """What is known, as label and value; a pair without a value is left out."""


@component(
    "ui/components/note.html",
    block=True,
    family="layout",
    example='{% note tone="warn" title="The call closes on Friday" %}Nothing is lost: your draft is kept.{% endnote %}',
)
def note(
    content: str, tone: Literal["info", "ok", "warn", "error"] = "info", title: str = ""
) -> None:
    """Something the reader should know before going on."""


@component(
    "ui/components/empty.html",
    family="layout",
    example='{% empty "No challenge has been named here yet." action="Name the first" href="#" %}',
)
def empty(sentence: str, action: str = "", href: str = "") -> None:
    """What stands where nothing is yet: one sentence that teaches and one button."""
