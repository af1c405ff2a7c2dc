"""HTML of others as Markdown, through a small list of what is allowed; what is not on it leaves its words.

Pictures and files that came with the question become `file:<name>`. A picture from elsewhere becomes a link,
because loading it would tell a third party who reads what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree
from lxml import html as lxml_html

from hilo.learning.rules.questions.markup import marks

WIDEST = 50  # columns of a table
ENCLOSED = "@@PLUGINFILE@@/"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]{0,10000}>?")
_PROGRAMS = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "canvas",
    "svg",
    "math",
    "template",
}
_CONTROLS = {"form", "input", "button", "select", "textarea"}
_GONE = _PROGRAMS | _CONTROLS | {"link", "meta", "base", "head", "title"}
_SILENT = frozenset(
    {"meta", "link", "head", "title", "base", "style"}
)  # nothing to see is lost with them
_BOLD = frozenset({"b", "strong"})
_WRAPPED = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "cite": "*",
    "s": "~~",
    "del": "~~",
    "strike": "~~",
}
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")

Run = tuple[str, bool]  # words, and whether they are Markdown already


@dataclass(frozen=True)
class Converted:
    """Markdown, and the names of elements that were left out with something visible in them."""

    markdown: str
    dropped: tuple[str, ...] = ()


def from_html(html: str) -> Converted:
    """`html` as Markdown. Never raises: what no parser reads comes as its words."""
    if not html.strip():
        return Converted("")
    if len(html) > marks.LONGEST:
        return Converted(_TAG.sub(" ", html[: marks.LONGEST]), ("text",))
    try:
        parser = lxml_html.HTMLParser(
            no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        root = lxml_html.fragment_fromstring(html, create_parent="div", parser=parser)
        _refuse_cut(parser)
    except (etree.LxmlError, ValueError):
        return Converted(marks.literal(_TAG.sub(" ", html)), ("text",))
    converter = _Converter()
    text = "\n\n".join(block for block in converter.blocks(root) if block)
    return Converted(text, tuple(sorted(converter.dropped)))


def _refuse_cut(parser: Any) -> None:
    """A text nested deeper than the parser goes was cut, which it only tells its log."""
    if any("depth" in str(entry.message) for entry in parser.error_log):
        raise ValueError("too deep")


@dataclass
class _Converter:
    """Walks through the tree: blocks are lists of Markdown paragraphs, lines are lists of runs."""

    dropped: set[str] = field(default_factory=set)

    def blocks(self, element: Any) -> list[str]:
        """The blocks inside `element`; words between them are paragraphs."""
        found: list[str] = []
        line: list[Run] = []
        for piece in _contents(element):
            how = None if isinstance(piece, str) else _BLOCKS.get(piece.tag)
            if how is None:
                line += self.runs(piece)
            else:
                found += [_paragraph(line), *how(self, piece)]
                line = []
        return [block for block in [*found, _paragraph(line)] if block]

    def line(self, element: Any) -> str:
        """All of `element` in one line, for headings, links and cells."""
        runs = [run for piece in _contents(element) for run in self.runs(piece)]
        return " ".join(_paragraph(runs, is_whole=False).split("\n"))

    def runs(self, piece: Any) -> list[Run]:
        if isinstance(piece, str):
            return [(_SPACE.sub(" ", piece), False)]
        if piece.tag in _GONE:
            self.dropped |= {piece.tag} - _SILENT
            return []
        how = _INLINE.get(piece.tag)
        if how is not None:
            return how(self, piece)
        if piece.tag in _WRAPPED:
            return self.wrapped(piece)
        return [run for inner in _contents(piece) for run in self.runs(inner)]

    def wrapped(self, element: Any) -> list[Run]:
        """Words between marks; spaces stay outside, because marks hold only next to words."""
        text = self.line(element)
        if not text.strip() or _is_in_same(element):
            return [(text, True)]
        before = " " if text[0].isspace() else ""
        after = " " if text[-1].isspace() else ""
        mark = _WRAPPED[element.tag]
        return [(f"{before}{mark}{text.strip()}{mark}{after}", True)]

    def code(self, element: Any) -> list[Run]:
        text = _SPACE.sub(" ", element.text_content()).strip()
        if not text:
            return []
        fence = "`" * (_longest("`", text) + 1)
        pad = " " if "`" in (text[0], text[-1]) else ""
        return [(f"{fence}{pad}{text}{pad}{fence}", True)]

    def link(self, element: Any) -> list[Run]:
        words, address = self.line(element), _address(element.get("href", ""))
        if not words.strip() or not address:
            return [(words, True)]
        return [(f"[{words.strip()}]({address})", True)]

    def picture(self, element: Any) -> list[Run]:
        address = _address(element.get("src", ""))
        name = marks.inside(_SPACE.sub(" ", element.get("alt") or "").strip())
        if address.startswith("file:"):
            return [(f"![{name}]({address})", True)]
        self.dropped.add("img")
        return [(f"[{name or address}]({address})" if address else name, True)]

    def recording(self, element: Any) -> list[Run]:
        """Sound and film become a link to their file."""
        sources = [element.get("src"), *(one.get("src") for one in element.iter("source"))]
        address = next((found for one in sources if one and (found := _address(one))), "")
        if not address:
            self.dropped.add(element.tag)
            return []
        return [
            (f"[{marks.inside(address.rpartition('/')[2].removeprefix('file:'))}]({address})", True)
        ]

    def lowered(self, element: Any) -> list[Run]:
        return [(_shifted(element.text_content(), _LOWERED), False)]

    def raised(self, element: Any) -> list[Run]:
        return [(_shifted(element.text_content(), _RAISED), False)]

    def heading(self, element: Any) -> list[str]:
        words = self.line(element).strip()
        return [f"{'#' * int(element.tag[1])} {words}"] if words else []

    def quotation(self, element: Any) -> list[str]:
        text = "\n\n".join(self.blocks(element))
        return ["\n".join(f"> {line}".rstrip() for line in text.split("\n"))] if text else []

    def listing(self, element: Any) -> list[str]:
        items = [item for item in element if item.tag == "li"]
        start = int(element.get("start") or 1) if (element.get("start") or "1").isdecimal() else 1
        signs = [f"{start + at}. " if element.tag == "ol" else "- " for at in range(len(items))]
        return ["\n".join(self.item(item, sign) for item, sign in zip(items, signs, strict=True))]

    def item(self, element: Any, sign: str) -> str:
        """One item; what follows its first line stands under it."""
        blocks = self.blocks(element)
        text = ""
        for block in blocks:
            is_list = re.match(r"(- |\d+\. )", block) is not None
            text += ("\n" if is_list else "\n\n") * bool(text) + block
        return sign + text.replace("\n", "\n" + " " * len(sign)).replace(
            "\n" + " " * len(sign) + "\n", "\n\n"
        )

    def verbatim(self, element: Any) -> list[str]:
        text = element.text_content().strip("\n")
        fence = "`" * max(3, _longest("`", text) + 1)
        return [f"{fence}\n{text}\n{fence}"] if text else []

    def table(self, element: Any) -> list[str]:
        """Rows between bars; the first one is the head, because a table without one is none."""
        rows = [
            [self.line(cell).strip() for cell in row if cell.tag in ("td", "th")]
            for row in element.iter("tr")
        ]
        rows = [row[:WIDEST] for row in rows if row]
        if not rows:
            return []
        width = max(map(len, rows))
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]

    def rule(self, _element: Any) -> list[str]:
        return ["---"]


_BLOCKS: dict[str, Callable[[_Converter, Any], list[str]]] = {
    **dict.fromkeys(
        ("p", "div", "section", "article", "figure", "figcaption", "center"), _Converter.blocks
    ),
    **dict.fromkeys(
        ("dl", "dt", "dd", "address", "details", "summary", "header", "footer"), _Converter.blocks
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Converter.heading),
    **dict.fromkeys(("ul", "ol"), _Converter.listing),
    "blockquote": _Converter.quotation,
    "pre": _Converter.verbatim,
    "table": _Converter.table,
    "hr": _Converter.rule,
}
_INLINE: dict[str, Callable[[_Converter, Any], list[Run]]] = {
    "br": lambda _converter, _element: [("\n", False)],
    "a": _Converter.link,
    "img": _Converter.picture,
    "audio": _Converter.recording,
    "video": _Converter.recording,
    "sub": _Converter.lowered,
    "sup": _Converter.raised,
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _Converter.code),
}


def _contents(element: Any) -> Iterator[Any]:
    """Words and elements inside `element`, in turn."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _paragraph(runs: list[Run], *, is_whole: bool = True) -> str:
    """Runs as Markdown; words alone are escaped only where they must be."""
    if is_whole and not any(is_marked for _words, is_marked in runs):
        return marks.literal("".join(words for words, _is_marked in runs))
    text = ""
    for words, is_marked in runs:
        if text.endswith((" ", "\n")):
            words = words.lstrip(" ")
        begins_line = is_whole and text[-1:] in ("", "\n")
        text += words if is_marked else _escaped(words, begins_line=begins_line)
    return marks.tidy(text) if is_whole else text


def _escaped(words: str, *, begins_line: bool) -> str:
    text = marks.inside(words)
    return marks.at_start(text.lstrip(" ")) if begins_line else text


def _is_in_same(element: Any) -> bool:
    """Whether this only says again what an element around it says."""
    mark = _WRAPPED[element.tag]
    return any(_WRAPPED.get(one.tag) == mark for one in element.iterancestors())


def _address(address: str) -> str:
    """An address as it may stand in Markdown; "" for one that does something else than lead somewhere."""
    address = address.strip()
    if address.startswith(ENCLOSED):
        address = "file:" + in_address(address.removeprefix(ENCLOSED).partition("?")[0])
    elif address.lower().startswith(("file:", "term:")) or not marks.is_safe_address(address):
        return ""
    return re.sub(
        r"[\s<>()\\`]", lambda found: f"%{ord(found[0]):02X}" if found[0].isascii() else "", address
    )


def in_address(name: str) -> str:
    """A file's name as it stands in an address, whether it was escaped before or not."""
    return quote(unquote(name), safe="!$&'*+,;=:@/")


def _longest(sign: str, text: str) -> int:
    return max((len(run) for run in re.findall(re.escape(sign) + "+", text)), default=0)


def _shifted(text: str, table: dict[int, int]) -> str:
    """Letters above or below the line where there are such signs for all of them, else as they are."""
    return text.translate(table) if all(ord(sign) in table for sign in text) else text
