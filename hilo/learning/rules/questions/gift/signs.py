"""The signs of GIFT: escaped ones are put out of the way before reading, and back afterwards."""

from __future__ import annotations

import re

from hilo.learning.rules.questions import markup

_HIDDEN = 0x10F800  # a private area of Unicode, which no text uses
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_COVERED = re.compile(f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 0xFF)}]")
_RESERVED = re.compile(r"[\\:#={}~\n]")
_TAG = re.compile(r"<[a-zA-Z/!]|&#?\w{1,31};")
# Moodle's older «missing word» files write a weight without the first sign: `~75%a good answer`.
OLD_WEIGHT = re.compile(r"(\d{1,3})%(?=\S)")
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")


def hide(text: str) -> str:
    """`text` with its escaped signs hidden, so that the others are signs of GIFT."""
    text = _COVERED.sub("", text)
    return _ESCAPED.sub(
        lambda found: chr(_HIDDEN + ord("\n" if found[1] == "n" else found[1])), text
    )


def show(text: str) -> str:
    """`text` with hidden signs as themselves, without spaces around it."""
    return _COVERED.sub(lambda found: chr(ord(found[0]) - _HIDDEN), text).strip()


def escape(text: str) -> str:
    """`text` as GIFT holds it, in one line."""
    return _RESERVED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)


def format_and_rest(text: str, usual: str) -> tuple[str, str]:
    """The format that `text` states, or the usual one; and what comes after it."""
    found = _FORMAT.match(text)
    return (found[1], text[found.end() :]) if found else (usual, text)


def markdown_of(text: str, form: str) -> markup.Converted:
    """A text of this format as Markdown."""
    if len(text) > markup.LONGEST:
        return markup.Converted(text[: markup.LONGEST], ("text",))
    if form == "markdown":
        return markup.Converted(text)
    if form == "html":
        return markup.from_html(text)
    if form == "moodle" and _TAG.search(text):
        return markup.from_html(text.replace("\n", "<br>"))
    return markup.Converted(markup.literal(text))
