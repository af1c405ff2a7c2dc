"""The marks that lessons know besides Markdown's own: call-outs, and references to words and files. Pure."""

from __future__ import annotations

import re

CALLOUTS = ("aims", "note", "tip", "warning", "example", "exercise", "summary")
QUESTION = "question"
_REFERENCE = re.compile(r"(term|file):([a-z0-9][a-z0-9_-]*)", re.ASCII)
_CODE = re.compile(r"[\w.-]{1,80}")


def callout_of(said: str) -> tuple[str, str]:
    """What stands behind three colons as (kind, title or code of a question); ("", "") for anything else."""
    kind, _space, title = said.strip().partition(" ")
    title = title.strip()
    if kind in CALLOUTS:
        return kind, title
    if kind == QUESTION and _CODE.fullmatch(title):
        return kind, title
    return "", ""


def reference_of(address: str) -> tuple[str, str]:
    """`term:diagnostico` as ("term", "diagnostico"); ("", "") for any other address."""
    found = _REFERENCE.fullmatch(address)
    return (found[1], found[2]) if found else ("", "")


def references_in(text: str) -> set[tuple[str, str]]:
    """Every word and file that a text speaks of."""
    return {(kind, slug) for kind, slug in re.findall(r"\]\((term|file):([a-z0-9_-]+)", text)}
