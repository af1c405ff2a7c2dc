"""The text of a lesson as HTML, and what it speaks of that the course lacks (docs/algorithms/lessons.md).

    rendered = render(body, "es", material)
    rendered.html, rendered.wants, rendered.terms

`material` is what the course has in the language of the text: words of its glossary, files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from hilo.core import markdown
from hilo.learning.materials import File, Material
from hilo.learning.rules.marks import QUESTION, callout_of, reference_of

TOP = 2  # the largest heading of a lesson, below the page's own


@dataclass(frozen=True)
class Want:
    """Something that a text speaks of and the course lacks: a code of docs/algorithms/lessons.md, and its name."""

    code: str
    name: str = ""


@dataclass
class Rendered:
    """A lesson in one language: its HTML, what is missing, the terms and questions that it speaks of."""

    html: str = ""
    wants: list[Want] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def render(body: str, language: str, material: Material) -> Rendered:
    """`body` as safe HTML in the words of `language`; never raises, whatever is written."""
    found = Rendered()
    env: dict[str, Any] = {"top": TOP, "material": material, "found": found}
    with translation.override(language):
        drawn = _parser().render(body or "", env)
        words = _words(found.terms, material)
    if not (found.questions or nh3.clean(drawn, tags={"img", "audio", "video"}).strip()):
        found.wants.append(Want("empty"))
    found.html = _clean(drawn) + words
    return found


def with_files_at(html: str, address: str) -> str:
    """`html` on a page that does not lie below its course: files come from `address`, the course's own."""
    return html.replace('"../files/', f'"{address}files/').replace(
        ", ../files/", f", {address}files/"
    )


# Blocks.


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = markdown.new_parser()
    usual = parser.validateLink
    parser.validateLink = lambda url: bool(reference_of(url)[0]) or usual(url)  # type: ignore[method-assign]
    container_plugin(parser, "callout", validate=lambda said, _mark: bool(callout_of(said)[0]))
    parser.add_render_rule("container_callout_open", _open_callout)
    parser.add_render_rule("container_callout_close", lambda *_told: "</div>\n")
    parser.add_render_rule("image", _picture_in_line)
    parser.core.ruler.push("figures", _figures)
    parser.core.ruler.push("references", _references)
    return parser


def _open_callout(_self: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    kind, title = callout_of(tokens[at].info)
    if kind == QUESTION:
        return _open_question(title, env)
    name = _name_of(kind)
    more = f" <span>{escape(title)}</span>" if title else ""
    heading = f'<p class="callout-title"><b>{escape(name)}</b>{more}</p>'
    return f'<div class="callout" data-kind="{kind}" role="note">{heading}\n'


def _open_question(code: str, env: Any) -> str:
    known = env["material"].questions
    if known is not None and code not in known:
        env["found"].wants.append(Want("no_question", code))
    else:
        env["found"].questions.append(code)
    return f'<div class="callout" data-kind="question" data-question="{escape(code)}">\n'


def _name_of(kind: str) -> str:
    return {
        "aims": pgettext("call-out", "After this lesson you can"),
        "note": pgettext("call-out", "Note"),
        "tip": pgettext("call-out", "Tip"),
        "warning": pgettext("call-out", "Take care"),
        "example": pgettext("call-out", "Example"),
        "exercise": pgettext("call-out", "Exercise"),
        "summary": pgettext("call-out", "In short"),
    }[kind]


# References.


def _figures(state: StateCore) -> None:
    """A file that stands alone in its paragraph is a figure or a player."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        alone = _alone(tokens[at : at + 3])
        found = _file_of(alone, state.env) if alone else None
        if alone and found:
            drawn = _figure(found, alone, state.env)
            tokens[at] = Token("html_block", "", 0, content=drawn)
            tokens[at + 1].children, tokens[at + 1].content = [], ""
            tokens[at + 2] = Token("html_block", "", 0, content="\n")


def _alone(tokens: Sequence[Token]) -> Token | None:
    if tokens[0].type != "paragraph_open" or tokens[1].type != "inline":
        return None
    children = tokens[1].children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _file_of(image: Token, env: Any) -> File | None:
    kind, slug = reference_of(str(image.attrs.get("src", "")))
    if kind != "file":
        return None
    found: File | None = env["material"].files.get(slug)
    if found is None:
        env["found"].wants.append(Want("no_file", slug))
    return found


def _figure(file: File, image: Token, env: Any) -> str:
    if file.kind == "picture":
        caption = str(image.attrs.get("title", ""))
        below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        return f"<figure>{_img(file, image, env)}{below}</figure>"
    return _player(file, image.content or file.name, env)


def _player(file: File, name: str, env: Any) -> str:
    if file.kind in {"audio", "video", "link"} and not file.transcript:
        env["found"].wants.append(Want("no_transcript", file.slug))
    words = _transcript(file)
    if file.kind not in {"audio", "video"}:
        return f"<p>{_anchor(file, name)}</p>{words}"
    caption = f"{escape(name)} ({escape(file.size_in_words)})"
    return (
        f'<figure><{file.kind} controls preload="none" src="../files/{file.slug}/"></{file.kind}>'
        f"<figcaption>{caption}</figcaption>{words}</figure>"
    )


def _transcript(file: File) -> str:
    if not file.transcript:
        return ""
    title = escape(_("What is said"))
    return f"<details><summary>{title}</summary>{markdown.render(file.transcript)}</details>"


def _picture_in_line(_self: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    image = tokens[at]
    file = _file_of(image, env)
    if file is None:
        return escape(image.content)
    if file.kind == "picture":
        return _img(file, image, env)
    return _anchor(file, image.content or file.name)


def _img(file: File, image: Token, env: Any) -> str:
    alt = image.content or file.alt
    if not alt:
        env["found"].wants.append(Want("no_alt", file.slug))
    place = f"../files/{file.slug}/"
    several = ", ".join(f"{place}?w={width} {width}w" for width in file.widths)
    chosen = f' srcset="{several}" sizes="(min-width: 48rem) 42rem, 92vw"' if several else ""
    return (
        f'<img src="{place}"{chosen} alt="{escape(alt)}" width="{file.width}"'
        f' height="{file.height}" loading="lazy" decoding="async">'
    )


def _anchor(file: File, name: str) -> str:
    if file.kind == "link":
        where = _("%(name)s (on another site)") % {"name": name}
        return f'<a href="{escape(file.link)}">{escape(where)}</a>'
    about = f" ({file.about})"
    return f'<a href="../files/{file.slug}/">{escape(name + about)}</a>'


def _references(state: StateCore) -> None:
    """Links to words and files of the course; one that leads nowhere leaves its words."""
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content:
            token.children = list(_led(token.children or [], state.env))


def _led(children: Sequence[Token], env: Any) -> Any:
    after: list[Token] = []
    is_dropped = False
    for child in children:
        if child.type == "link_open":
            kind, slug = reference_of(str(child.attrs.get("href", "")))
            is_dropped = bool(kind) and not _lead(child, kind, slug, env, after)
        if is_dropped and child.type in {"link_open", "link_close"}:
            is_dropped = is_dropped and child.type != "link_close"
            continue
        if child.type == "link_close":
            yield from after
            after.clear()
        yield child


def _lead(link: Token, kind: str, slug: str, env: Any, after: list[Token]) -> bool:
    """Let `link` lead to a word or a file; tells whether there is one. `after` takes what follows its words."""
    material, found = env["material"], env["found"]
    if slug not in (material.terms if kind == "term" else material.files):
        found.wants.append(Want(f"no_{kind}", slug))
        return False
    if kind == "term":
        found.terms += [] if slug in found.terms else [slug]
        link.attrs = {"href": f"#word-{slug}", "class": "term"}
        return True
    file = material.files[slug]
    link.attrs = {"href": file.link or f"../files/{slug}/"}
    about = _("on another site") if file.link else file.about
    after.append(Token("text", "", 0, content=f" ({about})"))
    return True


def _words(terms: Sequence[str], material: Material) -> str:
    """The meanings of the words that the lesson speaks of, under it."""
    if not terms:
        return ""
    lines = "".join(_word(slug, *material.terms[slug]) for slug in terms)
    title = escape(_("Words of this lesson"))
    return f'<section class="words"><h2>{title}</h2><dl>{lines}</dl></section>'


def _word(slug: str, word: str, meaning: str) -> str:
    return f'<div id="word-{slug}"><dt dir="auto">{escape(word)}</dt><dd dir="auto">{escape(meaning)}</dd></div>'


# Cleaning.

WITH_DIRECTION = markdown.WITH_DIRECTION | {"figcaption", "summary"}
TAGS = (
    markdown.TAGS
    | markdown.TABLES
    | {"div", "span", "b", "figure", "figcaption", "img", "audio", "video", "details", "summary"}
)
PLAYER = {"src", "controls", "preload"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "div": {"data-kind", "data-question", "role"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "audio": PLAYER,
    "video": PLAYER,
}
CLASSES = {"div": {"callout"}, "p": {"callout-title"}, "a": {"term"}}
_WIDE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def _clean(html: str) -> str:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in WITH_DIRECTION},
        url_schemes=markdown.SCHEMES,
        link_rel="noopener",
    )
    return _WIDE.sub(r'<div class="scroll" tabindex="0"><table>\1</table></div>', cleaned)
