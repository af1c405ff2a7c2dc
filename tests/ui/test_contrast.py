"""The dyes: every pair that carries text can be read, by day, by night, and with more contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "hilo/ui/static/ui/hilo.css").read_text("utf-8")

GROUNDS = ("paper", "panel", "tint")
TEXT = [
    *((ink, ground) for ink in ("ink", "quiet", "link", "action", "error") for ground in GROUNDS),
    ("on-action", "action"),
    ("on-action", "action-deep"),
    ("action", "halo"),
    *((f"on-{tone}", f"{tone}-soft") for tone in ("ok", "warn", "error", "info", "wait")),
]
# WCAG 1.4.11: what one must see to use a thing.
SIGNS = [
    *((sign, ground) for sign in ("edge", "focus", "action") for ground in ("paper", "panel")),
    ("error", "error-soft"),
    ("ok", "tint"),
]


def blocks(css: str) -> list[tuple[str, dict[str, str]]]:
    """Each `:root` of the tokens with the conditions around it."""
    layer = css.split("@layer tokens {", 1)[1].split("\n@layer ", 1)[0]
    found, around, at = [], [], 0
    for piece in re.finditer(
        r"(@media [^{]+|:root|[^{};@]+)\{|\}", re.sub(r"url\([^)]*\)", "", layer)
    ):
        head = piece.group(1)
        if head is None:
            around and around.pop()
            continue
        around.append(head.strip())
        at = piece.end()
        if head.strip() == ":root":
            body = re.sub(r"url\([^)]*\)", "", layer)[at:].split("}", 1)[0]
            conditions = " ".join(one for one in around if one.startswith("@media"))
            found.append((conditions, dict(re.findall(r"--([\w-]+):\s*([^;]+)", body))))
    return found


def scheme(*conditions: str) -> dict[str, str]:
    """The tokens in force when the reader wants `conditions`."""
    tokens: dict[str, str] = {}
    for around, values in blocks(CSS):
        wanted = re.findall(r"\(([^)]+)\)", around)
        if all(one in conditions for one in wanted):
            tokens |= values
    return tokens


def colour(name: str, tokens: dict[str, str]) -> str:
    value = tokens[name].strip()
    inner = re.match(r"var\(--([\w-]+)\)", value)
    return colour(inner.group(1), tokens) if inner else value


def luminance(hexadecimal: str) -> float:
    digits = hexadecimal.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


DAY: tuple[str, ...] = ()
NIGHT = ("prefers-color-scheme: dark",)
MORE = ("prefers-contrast: more",)


@pytest.mark.parametrize(
    "wish", [DAY, NIGHT, MORE, NIGHT + MORE], ids=["day", "night", "more", "more at night"]
)
def test_every_pair_can_be_read(wish: tuple[str, ...]) -> None:
    tokens = scheme(*wish)
    weak = {
        f"{ink} on {ground}": round(ratio, 2)
        for pairs, least in ((TEXT, 4.5), (SIGNS, 3.0))
        for ink, ground in pairs
        if (ratio := contrast(colour(ink, tokens), colour(ground, tokens))) < least
    }
    assert not weak


def test_the_measure_itself_is_right() -> None:
    """WCAG's own ends: black on white is 21, a colour on itself 1; #767676 on white just passes."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#a3113d", "#a3113d") == 1
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
