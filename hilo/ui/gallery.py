"""The living gallery: every component with its sentence, its props, and itself, from the registry."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, get_args, get_origin, get_type_hints

from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hilo.core.text import direction_of, own_name_of
from hilo.ui.component import HIDDEN_PROPS, Component, Example, components

MODULES = re.compile(r"\b(?:\w+\.)+(?=[A-Z])")


@dataclass(frozen=True)
class Prop:
    """One prop of a component, as its signature states it."""

    name: str
    kind: str
    default: str
    is_required: bool


@dataclass(frozen=True)
class Stage:
    """An example as it looks in one language."""

    language: str
    name: str
    direction: str
    content: SafeString


FAMILIES = {
    "words": _("Words"),
    "layout": _("Layout"),
    "actions": _("Actions"),
    "forms": _("Forms"),
    "process": _("Processes"),
    "data": _("Figures and lists"),
}


def families() -> list[tuple[Any, list[Component]]]:
    """All components, by family."""
    ordered = sorted(components, key=lambda one: (list(FAMILIES).index(one.family), one.name))
    some = groupby(ordered, lambda one: one.family)
    return [(FAMILIES[family], list(pieces)) for family, pieces in some]


def props(component: Component) -> Iterator[Prop]:
    """The props of a component, in the order of its signature."""
    hints = get_type_hints(component.props)
    for name, parameter in component.signature.parameters.items():
        if name in HIDDEN_PROPS:
            continue
        is_required = parameter.default is inspect.Parameter.empty
        default = "" if is_required else repr(parameter.default)
        yield Prop(name, _kind(component, name, hints.get(name)), default, is_required)


def _kind(component: Component, name: str, hint: Any) -> str:
    choices = component.choices.get(name, ())
    if get_origin(hint) is Literal:
        return " | ".join(repr(choice) for choice in get_args(hint))
    if choices:
        return "one of the names in use"
    shown = hint.__name__ if isinstance(hint, type) else str(hint)
    return MODULES.sub("", shown)


def on_stage(example: Example) -> SafeString:
    """An example in the language in force."""
    return Template(example.source).render(Context(example.context()))


def stages(example: Example) -> Iterator[Stage]:
    """An example in every language, each in its own direction."""
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            content = on_stage(example)
        yield Stage(code, own_name_of(code), direction_of(code), content)
