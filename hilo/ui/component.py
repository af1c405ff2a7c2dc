"""A component is a Python signature and a template; misuse fails when a template is compiled.

    @component("ui/card.html", block=True, example='{% card "Nabeul" %}…{% endcard %}')
    def card(content: str, title: str, href: str = "", tone: Tone = "") -> None:
        "A thing that one can open."

The parameters are the props. A misspelt or missing prop, or a constant outside a `Literal`, is an
error of compilation. A component that answers nothing hands its props to its template; one that
answers a dictionary hands that; one that answers safe text is its own template.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any, Literal, get_args, get_origin, get_type_hints

from django.conf import settings
from django.template import Context, Engine, Library, TemplateSyntaxError
from django.template.base import FilterExpression, Node, Parser, Template, Token, Variable
from django.utils.safestring import SafeString

from hilo.core.registry import Registry

Tone = Literal["", "ok", "warn", "wait", "error", "info"]
Props = Callable[..., dict[str, Any] | SafeString | str | None]

HIDDEN_PROPS = {"content", "context"}


@dataclass(frozen=True)
class Example:
    """One way to use a component: its source, or the template that holds it, and what it refers to.

    Examples with words of their own lie in `ui/gallery/`, where they are translated.
    """

    text: str
    context: Callable[[], dict[str, Any]] = dict

    @property
    def source(self) -> str:
        if not self.text.endswith(".html"):
            return self.text
        return Engine.get_default().get_template(self.text).source


@dataclass(frozen=True)
class Component:
    """A tag with typed props, known to the gallery by its docstring and its examples."""

    name: str
    props: Props
    template: str = ""
    is_block: bool = False
    takes_context: bool = False
    examples: tuple[Example, ...] = ()
    family: str = "words"
    choices: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def order(self) -> str:
        return f"{self.family} {self.name}"

    @property
    def sentence(self) -> str:
        """The first line of the docstring: what the component is for."""
        return (inspect.getdoc(self.props) or "").split("\n")[0]

    @property
    def explanation(self) -> str:
        """The rest of the docstring."""
        return "\n".join((inspect.getdoc(self.props) or "").split("\n")[1:]).strip()

    @property
    def signature(self) -> inspect.Signature:
        return inspect.signature(self.props)

    def register(self, library: Library) -> None:
        """Make this component a tag of `library`."""
        enter = library.simple_block_tag if self.is_block else library.simple_tag
        enter(self._render(), takes_context=self.takes_context, name=self.name)
        library.tags[self.name] = self._checked(library.tags[self.name])

    def _render(self) -> Callable[..., str]:
        names = tuple(self.signature.parameters)
        usual = {
            name: parameter.default
            for name, parameter in self.signature.parameters.items()
            if parameter.default is not parameter.empty
        }

        @wraps(self.props)
        def render(*args: Any, **kwargs: Any) -> str:
            answer = self.props(*args, **kwargs)
            if isinstance(answer, str):
                return answer
            if answer is None:
                answer = {**usual, **dict(zip(names, args, strict=False)), **kwargs}
                answer.pop("context", None)
            return _template(self.template).render(Context(answer))

        return render

    def _checked(self, compile_tag: Callable[..., Node]) -> Callable[..., Node]:
        names = [name for name in self.signature.parameters if name not in HIDDEN_PROPS]

        @wraps(compile_tag)
        def compile_and_check(parser: Parser, token: Token) -> Node:
            node: Any = compile_tag(parser, token)
            given = {**dict(zip(names, node.args, strict=False)), **node.kwargs}
            for name, expression in given.items():
                self._check(name, expression)
            return node

        return compile_and_check

    def _check(self, name: str, expression: FilterExpression) -> None:
        if name not in self.choices or expression.filters or isinstance(expression.var, Variable):
            return
        if expression.var not in self.choices[name]:
            known = ", ".join(repr(str(choice)) for choice in self.choices[name])
            raise TemplateSyntaxError(
                f"'{self.name}': {name}={str(expression.var)!r} is not one of {known}"
            )


components: Registry[Component] = Registry("components")


def component(
    template: str = "",
    *,
    block: bool = False,
    takes_context: bool = False,
    name: str = "",
    family: str = "words",
    example: str = "",
    examples: tuple[Example, ...] = (),
    choices: dict[str, tuple[Any, ...]] | None = None,
) -> Callable[[Props], Props]:
    """Enter the decorated function as a component.

    `choices` adds to the choices that `Literal` annotations state (for those known only at start).
    """

    def enter(props: Props) -> Props:
        shown = ((Example(example),) if example else ()) + examples
        known = {**_literals(props), **(choices or {})}
        components.add(
            Component(
                name or props.__name__,
                props,
                template,
                block,
                takes_context,
                shown,
                family,
                known,
            )
        )
        return props

    return enter


def _literals(props: Props) -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(props)
    return {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}


@cache
def _kept(name: str) -> Template:
    return Engine.get_default().get_template(name)


def _template(name: str) -> Template:
    """The compiled template `name`; read anew each time while debugging."""
    return Engine.get_default().get_template(name) if settings.DEBUG else _kept(name)
