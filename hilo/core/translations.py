"""Compiled translations: made from the `.po` files of every chapter, without any system package."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent


def sources() -> list[Path]:
    """Every chapter's texts, in a steady order."""
    return sorted(HOUSE.glob("*/locale/*/LC_MESSAGES/*.po"))


def outdated() -> list[Path]:
    """The texts whose compiled form is missing or older."""
    return [po for po in sources() if not is_fresh(po)]


def is_fresh(po: Path) -> bool:
    """Whether the compiled form of `po` is at least as new."""
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def compile_all() -> int:
    """Compile what is outdated, each file replaced in one step; answers how many."""
    wanted = outdated()
    for po in wanted:
        with po.open("rb") as source:
            catalog = read_po(source, abort_invalid=True)
        fresh = po.with_suffix(".mo.new")
        with fresh.open("wb") as target:
            write_mo(target, catalog)
        fresh.replace(po.with_suffix(".mo"))
    return len(wanted)
